import Files
import Identities
import Testing

/// What the vectors leave open.
struct TrustTests {
  private let now = Sample.now

  private func standing(
    attestations: [Attestation], revocations: [Revocation] = [],
    verifiers: [SigningKey] = [Sample.verifier]
  ) throws -> Standing {
    Standing.of(
      try Sample.card().facts, compared: false, attestations: attestations,
      revocations: revocations, verifiers: Set(verifiers.map(\.identity)), now: now)
  }

  @Test func theAttestationThatLastsLongestIsShown() throws {
    let short = try Sample.attestation(validUntil: now + 10)
    let long = try Sample.attestation(validUntil: now + 1000)
    let longer = try Sample.attestation(by: Sample.chief, validUntil: now + 5000)
    let standing = try standing(attestations: [short, long, longer])
    #expect(standing.colour == .green)
    #expect(standing.attestation?.digest == long.digest)
    #expect(standing.until == now + 1000)
  }

  @Test func theFactsOfARevokedContactAreKept() throws {
    let revocation = try Sample.revocation(
      by: Sample.vries, of: .identity(Sample.vries.identity))
    let standing = try standing(
      attestations: [try Sample.attestation()], revocations: [revocation])
    #expect(standing.colour == .revoked)
    #expect(standing.revocation?.digest == revocation.digest)
    #expect(standing.attestation != nil)
  }

  /// Somebody who once attested a person does not lose the right to revoke when that ends.
  @Test func anEndedAttestationStillAllowsItsVerifierToRevoke() throws {
    let ended = try Sample.attestation(validUntil: now - 1)
    let revocation = try Sample.revocation(
      by: Sample.verifier, of: .identity(Sample.vries.identity))
    #expect(try standing(attestations: [ended], revocations: [revocation]).colour == .revoked)
    #expect(try standing(attestations: [], revocations: [revocation]).colour == .red)
    #expect(
      try standing(attestations: [ended], revocations: [revocation], verifiers: []).colour == .red)
  }

  @Test func onlyTheRevokedAttestationIsVoid() throws {
    let first = try Sample.attestation(validUntil: now + 10)
    let second = try Sample.attestation(validUntil: now + 20)
    let revocation = try Sample.revocation(by: Sample.verifier, of: .attestation(second.digest))
    let standing = try standing(attestations: [first, second], revocations: [revocation])
    #expect(standing.attestation?.digest == first.digest)
  }

  @Test func aRevokedVerifierVoidsAllAttestationsAndNoComparison() throws {
    let revocation = try Sample.revocation(
      by: Sample.verifier, of: .identity(Sample.verifier.identity))
    let trust = Trust(
      verifiers: [Sample.verifier.identity], attestations: [try Sample.attestation()],
      revocations: [revocation])
    let card = try Sample.card().facts
    #expect(trust.standing(of: card, compared: true, now: now).colour == .orange)
    #expect(trust.revocation(of: Sample.verifier.identity)?.digest == revocation.digest)
    #expect(trust.revocation(of: Sample.vries.identity) == nil)
  }

  @Test func anAttestationMayBeDatedUpTo48HoursAhead() throws {
    let (issued, end) = (now + 48 * 3600, now + 100 * 3600)
    #expect(try standing(attestations: [.make(issued, end)]).colour == .green)
    #expect(try standing(attestations: [.make(issued + 1, end)]).colour == .red)
  }

  @Test func anAttestationEndsWithItsLastSecond() throws {
    #expect(try standing(attestations: [.make(now - 10, now + 1)]).colour == .green)
    #expect(try standing(attestations: [.make(now - 10, now)]).colour == .red)
  }

  /// The name may be written in another way; nothing else of the card may differ.
  @Test(arguments: [
    ("b. DE  vries", "big", "89012345601", "active", ContactColour.green),
    ("B. de Wit", "big", "89012345601", "active", .red),
    ("B. de Vries", "npi", "89012345601", "active", .red),
    ("B. de Vries", "big", "89012345602", "active", .red),
    ("B. de Vries", "big", "89012345601", "suspended", .red),
  ])
  func anAttestationIsOfTheCardsFacts(
    name: String, register: String, number: String, status: String, colour: ContactColour
  ) throws {
    let attestation = try Attestation.sign(
      by: Sample.verifier, subject: Sample.vries.identity, name: name,
      registration: Registration(register: register, number: number), profession: "01",
      registerStatus: status, method: .inPerson, source: "", sourceDate: now, issued: now,
      validUntil: now + 10)
    #expect(try standing(attestations: [attestation]).colour == colour)
  }

  @Test func anAttestationThatCouldNeverApplyIsNotMade() throws {
    let longest = now + 400 * 86_400
    #expect(try Attestation.make(now, longest).validUntil == longest)
    for end in [longest + 1, now, now - 1] {
      let error = #expect(throws: DocumentError.self) { try Attestation.make(now, end) }
      #expect(error?.name == "attestation-does-not-apply")
    }
    #expect(throws: DocumentError.self) { try Sample.attestation(name: "a\nb") }
  }

  /// Of two people of one name and number, only the one who was met is attested.
  @Test func anAttestationIsOfItsSubjectOnly() throws {
    let attestation = try Sample.attestation()
    let trust = Trust(verifiers: [Sample.verifier.identity], attestations: [attestation])
    #expect(throws: Never.self) {
      try attestation.applies(to: try Sample.card().facts, trust: trust, now: now)
    }
    let double = try Sample.card(by: Sample.jansen).facts
    let error = #expect(throws: DocumentError.self) {
      try attestation.applies(to: double, trust: trust, now: now)
    }
    #expect(error?.reason == "it is about another identity")
    #expect(trust.standing(of: double, compared: false, now: now).colour == .red)
  }

  @Test func aRefusalTellsItsReason() throws {
    let trust = Trust(verifiers: [], attestations: [])
    let error = #expect(throws: DocumentError.self) {
      try Sample.attestation().applies(to: try Sample.card().facts, trust: trust, now: now)
    }
    #expect(error?.reason == "its issuer is not a trusted verifier")
  }

  @Test func documentsAreOfTheirOwnKindOnly() throws {
    let card = try SignedDocument.parseOne(try Sample.card().bytes, as: .card)
    let attestation = try SignedDocument.parseOne(
      try Sample.attestation().bytes, as: .attestation)
    #expect(throws: DocumentError.wrongKind) { try Card(attestation) }
    #expect(throws: DocumentError.wrongKind) { try Attestation(card) }
    #expect(throws: DocumentError.wrongKind) { try Revocation(card) }
  }
}

extension Attestation {
  fileprivate static func make(_ issued: Timestamp, _ end: Timestamp) throws -> Attestation {
    try Sample.attestation(issued: issued, validUntil: end)
  }
}
