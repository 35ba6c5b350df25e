internal import Files
package import Identities
package import MessageVault
package import Registers

/// Signs that a key belongs to a registered professional, after the register was asked.
package struct Attester {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// What is to be attested.
  package struct Wish: Sendable {
    package var card: Card.Facts
    /// The registration as the card claims it.
    package var registration: Registration
    package var method: Attestation.Method
    package var validity: Int
    /// Why an entry that is in force with a restriction is attested all the same.
    package var restrictionReason: String?

    package init(
      card: Card.Facts, registration: Registration, method: Attestation.Method, validity: Int
    ) {
      self.card = card
      self.registration = registration
      self.method = method
      self.validity = validity
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

  /// Signs and keeps the attestation. `findings` are what the register says now of that number and
  /// the card's name; only an active entry is attested, or a restricted one for a reason.
  package func attest(_ wish: Wish, _ findings: Findings) throws -> Attestation {
    let card = wish.card
    guard card.identity != vault.identity else { throw AttestingError.ownCard }
    let days = (wish.validity + 86399) / 86400
    guard wish.validity > 0, wish.validity <= Attestation.longestDays * 86400 else {
      throw AttestingError.badValidity(days: days)
    }
    let (source, date) = try source(findings, wish)
    let now = vault.clock.now()
    let attestation = try Attestation.sign(
      by: vault.signingKey, subject: card.identity, name: card.name,
      registration: wish.registration, profession: Self.short(findings.profession),
      registerStatus: "active", method: wish.method, source: Self.short(source), sourceDate: date,
      issued: now, validUntil: now + wish.validity)
    try vault.keepIssued(attestation.bytes, digest: attestation.digest)
    try vault.note([
      AuditLine(
        "attest", .create, at: now, object: attestation.registration.description,
        parties: [card.identity.description],
        purpose: wish.restrictionReason.map { "despite restriction: \($0)" })
    ])
    return attestation
  }

  private func source(_ findings: Findings, _ wish: Wish) throws -> (String, Timestamp) {
    switch (findings.verdict, findings.answer) {
    case (.active, .found(_, _, let source, let date)): return (source, date)
    case (.restricted, .found(_, _, let source, let date)) where wish.restrictionReason != nil:
      return (source, date)
    case (.unknown, _), (.nameUncertain, _), (.ambiguous, _): throw AttestingError.notFoundOut(findings)
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
