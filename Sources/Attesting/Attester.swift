internal import Files
package import Identities
package import MessageVault
internal import Messaging
package import Registers

/// Signs that a key belongs to a registered professional, after the register was asked.
package final class Attester {
  private let vault: OpenVault
  /// The identities that were revoked here, read once: for whoever attests many in a row.
  private var ended: Set<Identity>?
  /// The contacts as they were when ``file(_:)`` was first asked.
  private var book: ContactBook?

  package init(_ vault: OpenVault) { self.vault = vault }

  /// What is to be attested.
  package struct Request: Sendable {
    package var card: Card.Facts
    /// The registration as the card claims it.
    package var registration: Registration
    package var method: Attestation.Method
    package var validity: Int
    /// Why an entry that is in force with a restriction is attested all the same.
    package var restrictionReason: String?
    /// Why the card's name is attested although the register tells none.
    package var nameReason: String?

    package init(
      card: Card.Facts, registration: Registration, method: Attestation.Method, validity: Int
    ) {
      self.card = card
      self.registration = registration
      self.method = method
      self.validity = validity
    }

    /// What the audit log has of it.
    fileprivate var purpose: String? {
      let reasons = [
        restrictionReason.map { "despite restriction: \($0)" },
        nameReason.map { "name not in the register: \($0)" },
      ].compactMap(\.self)
      return reasons.isEmpty ? nil : reasons.joined(separator: "; ")
    }
  }

  /// The registration of `card` that somebody typed as `text`. Throws
  /// ``AttestingError/notClaimed(_:claims:)``.
  package static func claim(_ text: String, on card: Card.Facts) throws -> Registration {
    let wanted = RegistrationQuestion(text)
    let claim = card.registrations.first { claim in
      guard let wanted, claim.register == wanted.registerName else { return false }
      guard let register = wanted.register else { return claim.number == wanted.number }
      return NumberFacts(claim.number, in: register).number
        == NumberFacts(wanted.number, in: register).number
    }
    guard let claim else {
      throw AttestingError.notClaimed(text, claims: card.registrations.map(\.description))
    }
    return claim
  }

  /// Signs and keeps the attestation, also with the contact whose card it is. `findings` are what
  /// the register says now of that number and the card's name; only an active entry is attested, or
  /// a restricted one for a reason. `comparison` is that of the card's key with the person's, and
  /// no identity that has ended is attested.
  package func attest(
    _ request: Request, _ findings: Findings, _ comparison: FingerprintComparison
  ) throws -> Attestation {
    let card = request.card
    guard card.identity != vault.identity else { throw AttestingError.ownCard }
    guard comparison.identity == card.identity else { throw AttestingError.notCompared }
    try checkNotRevoked(card.identity, ContactBook(vault))
    let days = (request.validity + 86399) / 86400
    guard request.validity > 0, request.validity <= Attestation.longestDays * 86400 else {
      throw AttestingError.badValidity(days: days)
    }
    let (source, date) = try source(findings, request)
    guard findings.name != .notCompared || request.nameReason != nil else {
      throw AttestingError.nameUnconfirmed(findings)
    }
    let now = vault.clock.now()
    let attestation = try Attestation.sign(
      by: vault.signingKey, subject: card.identity, name: card.name,
      registration: request.registration, profession: Self.short(findings.profession),
      registerStatus: "active", method: request.method, source: Self.short(source),
      sourceDate: date,
      issued: now, validUntil: now + request.validity)
    let line = AuditLine(
      "attest", .create, at: now, object: attestation.registration.description,
      parties: [card.identity.description], purpose: request.purpose)
    try vault.keepIssued([(attestation.bytes, attestation.digest)], audit: [line])
    try file(attestation)
    return attestation
  }

  /// Files what was signed here with the contact that it is about, unless it is there: a run that
  /// was killed may have signed it and no more.
  package func file(_ attestation: Attestation) throws {
    var book = try self.book ?? ContactBook(vault)
    self.book = book
    guard let contact = book[attestation.subject],
      !contact.attestations.contains(where: { $0.digest == attestation.digest })
    else { return }
    _ = try book.add(
      try SignedDocument.parse(stream: attestation.bytes), alias: nil, fingerprint: nil)
    self.book = book
  }

  /// By what this home believes, or by what it revoked itself.
  private func checkNotRevoked(_ identity: Identity, _ book: ContactBook) throws {
    let own = try ended ?? endedHere()
    ended = own
    guard book.trust.revocation(of: identity) == nil, !own.contains(identity) else {
      throw AttestingError.subjectRevoked
    }
    if let revocation = try OwnIdentity(vault).revocation() {
      throw SendingError.ownIdentityEnded(revocation)
    }
  }

  private func endedHere() throws -> Set<Identity> {
    let targets = try vault.issuedDocuments().filter { $0.kind == .revocation }
      .map { try Revocation($0).target }
    return Set(
      targets.compactMap { target in
        if case .identity(let identity) = target { identity } else { nil }
      })
  }

  private func source(_ findings: Findings, _ request: Request) throws -> (String, Timestamp) {
    switch (findings.verdict, findings.answer) {
    case (.active, .found(_, _, let source, let date)): return (source, date)
    case (.restricted, .found(_, _, let source, let date)) where request.restrictionReason != nil:
      return (source, date)
    case (.nameUncertain, .found(_, _, let source, let date)) where findings.name == .notCompared:
      return (source, date)
    case (.unknown, _), (.nameUncertain, _), (.ambiguous, _):
      throw AttestingError.notFoundOut(findings)
    default: throw AttestingError.notActive(findings)
    }
  }

  /// The most that a document's short text may be, at a character's end; what such a text may not
  /// hold becomes a blank.
  private static func short(_ text: String) -> String {
    var short = ""
    for character in text {
      let piece = ShortText.isAllowed(String(character)) ? String(character) : " "
      guard short.utf8.count + piece.utf8.count <= ShortText.sizeLimit else { break }
      short += piece
    }
    return short
  }

  /// All attestations that were signed here, the latest first.
  package func issued() throws -> [Attestation] {
    try vault.issuedDocuments().filter { $0.kind == .attestation }.map { try Attestation($0) }
      .sorted { ($0.issued, $0.digest.hex) > ($1.issued, $1.digest.hex) }
  }
}
