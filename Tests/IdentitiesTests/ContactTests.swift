import Files
import Identities
import Testing

struct AliasTests {
  @Test(arguments: [
    ("jansen", "jansen"), ("Jansen", "jansen"), ("JANSEN-2", "jansen-2"), ("çelik", "çelik"),
    ("Ｗit", "wit"), ("ward.3_b", "ward.3_b"), ("王", "王"), ("7", "7"),
    (String(repeating: "a", count: 64), String(repeating: "a", count: 64)),
  ])
  func aliasesAreFolded(text: String, alias: String) {
    #expect(Alias(text)?.description == alias)
  }

  @Test(arguments: [
    "", " ", "de vries", " jansen", "jansen\n", "a\tb", "a/b", "..", "-jansen", ".jansen", "_a",
    "@last", "a:b", "a@b", "a\u{202e}b", "a\u{200d}b", "a\u{7}", "a,b", "'a'", "\u{301}a", "😀",
    String(repeating: "a", count: 65), String(repeating: "é", count: 33),
    "tacita1dkafu5culg0rpwsc5cmvqsttlt9e8sjwvnjdxlzfujlj7k6u2qrqmw83gh", "Tacita1x",
  ])
  func aliasesAreRefused(text: String) {
    #expect(Alias(text) == nil)
  }

  @Test(arguments: [
    ("B. de Vries", "devries"), ("J. van der Berg", "vanderberg"), ("b. jansen", "jansen"),
    ("Carol Çelik", "çelik"), ("Alice Arends", "arends"),
    ("Доктор Ö. 王", "王"), ("Anne Jansen-de Wit", "wit"), ("Mary O'Neill", "oneill"),
    ("Jane Doe, MD", "doe"), ("Jane Doe (locum)", "locum"), ("Jane Doe !", "doe"),
    ("Cher", "cher"), ("-- Dash. --", "dash"),
  ])
  func anAliasIsProposedFromTheName(name: String, alias: String) {
    #expect(Alias.proposed(for: name)?.description == alias)
  }

  @Test(arguments: ["", " ", "!!", ", MD", "tacita1x"])
  func noAliasIsProposedWhereThereIsNoWord(name: String) {
    #expect(Alias.proposed(for: name) == nil)
  }

  @Test func aTakenAliasGetsANumber() throws {
    var (taken, questions): (Set<Alias>, Int) = ([], 0)
    func proposed() throws -> Alias {
      questions = 0
      return try #require(
        Alias.proposed(for: "B. de Vries") {
          questions += 1
          return taken.contains($0)
        })
    }
    for number in 1...3000 {
      let alias = try proposed()
      #expect(alias.description == (number == 1 ? "devries" : "devries-\(number)"))
      #expect(questions <= 25)
      taken.insert(alias)
    }
    // Some were given back, or chosen.
    for number in [7, 8, 900, 2999] { taken.remove(try #require(Alias("devries-\(number)"))) }
    for number in [3001, 4096, 1 << 20] { taken.insert(try #require(Alias("devries-\(number)"))) }
    for _ in 0..<20 { #expect(try taken.insert(proposed()).inserted) }
    #expect(Alias.proposed(for: "B. de Vries") { _ in true } == nil)
  }

  @Test func chosenNamesStandInNobodysWay() throws {
    let chosen = Set(["jansen"] + (1...30).map { "jansen-\(1 << $0)" })
    let alias = try #require(
      Alias.proposed(for: "B. Jansen") { chosen.contains($0.description) })
    #expect(alias.description.hasPrefix("jansen-") && !chosen.contains(alias.description))
  }

  @Test func aLongNameIsShortenedBetweenCharacters() throws {
    let name = String(repeating: "é", count: 300)
    let first = try #require(Alias.proposed(for: name))
    let second = try #require(Alias.proposed(for: name) { $0 == first })
    #expect(first.description == String(repeating: "é", count: 28))
    #expect(second.description == first.description + "-2")
  }
}

struct ContactTests {
  private func contact() throws -> Contact {
    let alias = try #require(Alias("vries"))
    return Contact(alias: alias, card: try Sample.card().facts, added: Sample.now)
  }

  @Test func aStoredContactIsReadBack() throws {
    var contact = try contact()
    try compare(&contact, at: Sample.now + 60)
    contact.isVerifier = true
    let attestation = try Sample.attestation()
    #expect(add(attestation, to: &contact))

    let stored = try Contact(bytes: contact.bytes)
    #expect(stored.alias == contact.alias && stored.card == contact.card)
    #expect(stored.added == contact.added && stored.isVerifier)
    #expect(stored.comparison == contact.comparison)
    #expect(stored.attestations.map(\.bytes) == [attestation.bytes])
    #expect(stored.bytes == contact.bytes)
  }

  @Test func aNewContactIsNeitherComparedNorTrusted() throws {
    let stored = try Contact(bytes: try contact().bytes)
    #expect(stored.comparison == nil && !stored.isVerifier)
    #expect(stored.attestations.isEmpty)
  }

  @Test func trustStaysWithANewerCardOfTheSameIdentity() throws {
    var contact = try contact()
    try compare(&contact, at: Sample.now)
    #expect(add(try Sample.attestation(), to: &contact))
    let newer = try Sample.card(name: "B. de Vries-Jansen", after: contact.card.seq).facts
    #expect(try contact.update(newer) == .newer)
    #expect(contact.card == newer && contact.comparison != nil)
    #expect(contact.attestations.count == 1 && contact.alias.description == "vries")
    #expect(try contact.update(newer) == .unchanged)
  }

  @Test func aRefusedCardChangesNothing() throws {
    var contact = try contact()
    let before = contact.card
    let older = try Sample.card(issued: Sample.now - 1).facts
    #expect(throws: DocumentError.staleCard) { try contact.update(older) }
    let other = try Sample.card(by: Sample.jansen, after: before.seq).facts
    #expect(throws: DocumentError.differentIdentity) { try contact.update(other) }
    #expect(contact.card == before)
  }

  @Test func aChangedKeyStartsWithoutTrust() throws {
    var contact = try contact()
    try compare(&contact, at: Sample.now)
    contact.isVerifier = true
    #expect(add(try Sample.attestation(), to: &contact))
    let replaced = contact.replaced(
      by: try Sample.card(by: Sample.jansen).facts, at: Sample.now + 5)
    #expect(replaced.identity == Sample.jansen.identity && replaced.alias == contact.alias)
    #expect(replaced.comparison == nil && !replaced.isVerifier)
    #expect(replaced.attestations.isEmpty && replaced.added == Sample.now + 5)
  }

  @Test func oneDocumentIsKeptOnce() throws {
    var contact = try contact()
    let attestation = try Sample.attestation()
    #expect(add(attestation, to: &contact))
    #expect(!add(attestation, to: &contact))
    #expect(contact.attestations.count == 1)
  }

  @Test func aComparisonIsOfOneIdentity() throws {
    var contact = try contact()
    let other = Sample.jansen.identity
    #expect(FingerprintComparison.given("12345", for: other) == nil)
    #expect(FingerprintComparison.confirmed(for: other) { _ in false } == nil)
    #expect(FingerprintComparison.recorded(for: contact) == nil)
    let proof = try #require(
      FingerprintComparison.given(other.fingerprint.description, for: other))
    #expect(!contact.note(proof, at: Sample.now) && contact.comparison == nil)
    try compare(&contact, at: Sample.now)
    #expect(FingerprintComparison.recorded(for: contact)?.identity == contact.identity)
  }

  private func compare(_ contact: inout Contact, at time: Timestamp) throws {
    let proof = FingerprintComparison.confirmed(for: contact.identity) { fingerprint in
      fingerprint == contact.identity.fingerprint
    }
    contact.note(try #require(proof), at: time)
  }

  private func add(
    _ attestation: Attestation, to contact: inout Contact, verifiers: [SigningKey] = []
  ) -> Bool {
    let believed = verifiers.map(\.identity)
    return contact.add(attestation, now: Sample.now) { believed.contains($0) }
  }

  /// Anybody can sign attestations: those of strangers take no room from those that count.
  @Test func attestationsAreBounded() throws {
    var contact = try contact()
    for _ in 0..<40 { _ = add(try Sample.attestation(by: .generate()), to: &contact) }
    #expect(contact.attestations.count == AttestationLimits.ofStrangers)
    let genuine = try Sample.attestation()
    #expect(!add(genuine, to: &contact))
    #expect(add(genuine, to: &contact, verifiers: [Sample.verifier]))
    for day in 1...20 {
      let more = try Sample.attestation(validUntil: Sample.now + day * 86400)
      _ = add(more, to: &contact, verifiers: [Sample.verifier])
    }
    let own = contact.attestations.filter { $0.issuer == Sample.verifier.identity }
    #expect(own.count == AttestationLimits.ofIssuer)
    #expect(own.map(\.validUntil).max() == Sample.now + 20 * 86400)
    let verifiers = (0..<80).map { _ in SigningKey.generate() }
    for key in verifiers {
      _ = add(try Sample.attestation(by: key), to: &contact, verifiers: verifiers)
    }
    #expect(contact.attestations.count == AttestationLimits.inAll)
  }

  /// Of a stranger only what holds, of a verifier also what ended: by it they may revoke.
  @Test func datesOfAttestations() throws {
    var contact = try contact()
    let ended = try Sample.attestation(validUntil: Sample.now)
    #expect(!add(ended, to: &contact))
    #expect(add(ended, to: &contact, verifiers: [Sample.verifier]))
    #expect(
      !add(
        try Sample.attestation(
          issued: Sample.now + 48 * 3600 + 1, validUntil: Sample.now + 50 * 3600),
        to: &contact, verifiers: [Sample.verifier]))
  }

  @Test(arguments: ["", "{}", "{\"alias\":\"a\"}", "[]"])
  func whatIsNoContactIsMalformed(text: String) {
    let error = #expect(throws: DocumentError.self) { try Contact(bytes: Array(text.utf8)) }
    #expect(error?.name == "malformed")
  }
}
