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
    Trust(
      verifiers: Set(verifiers.map(\.identity)), attestations: attestations,
      revocations: revocations
    ).standing(of: try Sample.card().facts, compared: false, now: now)
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

  /// Its key may be in other hands.
  @Test func aRevokedVerifierEndsNobody() throws {
    let attestation = try Sample.attestation()
    let own = try Sample.revocation(
      by: Sample.verifier, of: .identity(Sample.verifier.identity))
    let other = try Sample.revocation(
      by: Sample.verifier, of: .identity(Sample.vries.identity))
    for revocations in [[own, other], [other, own]] {
      #expect(try standing(attestations: [attestation], revocations: revocations).colour == .red)
    }
  }

  /// What is kept was judged once: it stays when the verifier is believed no longer, and when the
  /// attestation is gone.
  @Test func whatIsKeptIsFinal() throws {
    var kept = KeptRevocations()
    let revocation = try Sample.revocation(
      by: Sample.verifier, of: .identity(Sample.vries.identity))
    guard case .new = kept.add(revocation, isAboutContact: true) else {
      Issue.record("not kept")
      return
    }
    let trust = Trust(
      verifiers: [], attestations: [], kept: try KeptRevocations(bytes: kept.bytes))
    #expect(
      trust.standing(of: try Sample.card().facts, compared: true, now: now).colour == .revoked)
  }

  @Test func revocationsAreBounded() throws {
    var kept = KeptRevocations()
    func add(_ number: Int, _ isAboutContact: Bool) throws -> KeptRevocations.Addition {
      let digest = [UInt8](repeating: UInt8(number >> 8), count: 31) + [UInt8(number & 0xff)]
      let revocation = try Sample.revocation(by: Sample.verifier, of: .attestation(digest))
      return kept.add(revocation, isAboutContact: isAboutContact)
    }
    for number in 0..<KeptRevocations.ofIssuer { #expect(try add(number, false) == .new) }
    #expect(try add(0, false) == .known)
    #expect(try add(KeptRevocations.ofIssuer, false) == .noRoom)
    #expect(try add(KeptRevocations.ofIssuer, true) == .new)
  }

  /// A revocation that came before its attestation voids it; one of another issuer does not.
  @Test func aRevocationMayComeFirst() throws {
    let attestation = try Sample.attestation()
    func colour(_ issuer: SigningKey) throws -> ContactColour {
      var kept = KeptRevocations()
      _ = kept.add(
        try Sample.revocation(by: issuer, of: .attestation(attestation.digest)),
        isAboutContact: false)
      let trust = Trust(
        verifiers: [Sample.verifier.identity], attestations: [attestation], kept: kept)
      return trust.standing(of: try Sample.card().facts, compared: false, now: now).colour
    }
    #expect(try colour(Sample.verifier) == .red)
    #expect(try colour(Sample.chief) == .green)
    let empty = Trust(verifiers: [Sample.verifier.identity], attestations: [])
    let revocation = try Sample.revocation(
      by: Sample.verifier, of: .attestation(attestation.digest))
    #expect(empty.isAhead(revocation))
    #expect(throws: DocumentError.self) { try empty.check(revocation) }
    #expect(!Trust(verifiers: [], attestations: []).isAhead(revocation))
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
