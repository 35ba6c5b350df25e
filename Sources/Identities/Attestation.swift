package import Files

/// A verifier's word that a key is that of a registered professional (section 5).
package struct Attestation: Equatable, Sendable {
  package let issuer: Identity
  package let subject: Identity
  package let name: String
  package let registration: Registration
  package let profession: String
  /// As the register had it; only `active` counts.
  package let registerStatus: String
  package let method: Method
  /// Where the register was looked up, and when.
  package let source: String
  package let sourceDate: Timestamp
  package let issued: Timestamp
  package let validUntil: Timestamp

  /// SHA-256 of the signed lines: how a revocation names it.
  package let digest: [UInt8]
  /// The signed document as received.
  package let bytes: [UInt8]

  /// How the verifier met the subject.
  package enum Method: String, Sendable, CaseIterable {
    case inPerson = "in-person"
    case video
  }

  package static let longestDays = 400

  /// How far ahead of one's own clock an attestation may be issued.
  private static let clockSkew = 48 * 3600

  /// The attestation that `document` is. Throws ``DocumentError``.
  package init(_ document: SignedDocument) throws {
    guard document.kind == .attestation else { throw DocumentError.wrongKind }
    self = try DocumentError.reading { try Attestation(reading: document) }
  }

  private init(reading document: SignedDocument) throws {
    let body = document.body
    issuer = document.signer
    subject = try body.identity("subject")
    name = try body.shortText("name")
    registration = try body.registration()
    profession = try body.shortText("profession")
    registerStatus = try body.shortText("registerStatus")
    method = try body.choice("method")
    source = try body.shortText("source")
    sourceDate = try body.time("sourceDate")
    issued = try body.time("issued")
    validUntil = try body.time("validUntil")
    digest = document.digest
    bytes = document.bytes
  }

  /// The attestation in `bytes`, which are one document. Throws ``DocumentError``.
  package init(bytes: [UInt8]) throws {
    try self.init(SignedDocument.parseOne(bytes, as: .attestation))
  }

  /// Returns when this attestation counts for `card` at `now`, else throws
  /// ``DocumentError/attestationDoesNotApply(_:)`` with the reason.
  package func applies(to card: Card.Facts, trust: Trust, now: Timestamp) throws {
    func require(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
      guard condition else { throw DocumentError.attestationDoesNotApply(reason()) }
    }
    try require(subject == card.identity, "it is about another identity")
    try require(trust.verifiers.contains(issuer), "its issuer is not a trusted verifier")
    try require(trust.revocation(of: issuer) == nil, "its issuer's identity is revoked")
    try require(trust.revocation(of: self) == nil, "it is revoked")
    try checkDates()
    try require(issued <= now + Self.clockSkew, "it is dated more than 48 hours ahead")
    try require(now < validUntil, "it ended at \(validUntil)")
    try require(registerStatus == "active", "the register's status was not “active”")
    if let reason = mismatch(with: card) { throw DocumentError.attestationDoesNotApply(reason) }
  }

  /// Whether this is about the identity, the name and a registration of `card`.
  package func fits(_ card: Card.Facts) -> Bool {
    subject == card.identity && mismatch(with: card) == nil
  }

  /// What `card` says otherwise; nil when it has this name and claims this registration.
  private func mismatch(with card: Card.Facts) -> String? {
    guard UnicodeText.folded(name) == UnicodeText.folded(card.name) else {
      return "it names another person"
    }
    return card.registrations.contains(registration)
      ? nil : "the card does not claim \(registration)"
  }

  /// Whether its dates are some that an attestation may have, ended or not.
  package func hasValidDates(at now: Timestamp) -> Bool {
    issued < validUntil && validUntil <= issued + Self.longestDays * 86400
      && issued <= now + Self.clockSkew
  }

  private func checkDates() throws {
    guard issued < validUntil else {
      throw DocumentError.attestationDoesNotApply("it ends before it begins")
    }
    guard validUntil <= issued + Self.longestDays * 86400 else {
      throw DocumentError.attestationDoesNotApply("it lasts more than \(Self.longestDays) days")
    }
  }

  /// Makes one. Throws ``DocumentError`` rather than make one that could never apply.
  package static func sign(
    by key: SigningKey, subject: Identity, name: String, registration: Registration,
    profession: String, registerStatus: String = "active", method: Method, source: String,
    sourceDate: Timestamp, issued: Timestamp, validUntil: Timestamp
  ) throws -> Attestation {
    let body = JSONObject([
      "issued": .text(issued), "issuer": .text(key.identity), "method": .string(method.rawValue),
      "name": .string(name), "number": .string(registration.number),
      "profession": .string(profession), "register": .string(registration.register),
      "registerStatus": .string(registerStatus), "source": .string(source),
      "sourceDate": .text(sourceDate), "subject": .text(subject),
      "validUntil": .text(validUntil),
    ])
    let attestation = try Attestation(bytes: key.sign(kind: .attestation, body))
    try attestation.checkDates()
    return attestation
  }
}
