import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import TestSupport
import Testing
import Transports

@testable import Messaging

struct ContactBookTests {
  let ward: Ward
  let vries: Person
  let jansen: Person
  let verifier = SigningKey.generate()
  let big = Registration(register: "big", number: "89012345601")

  init() throws {
    ward = try Ward()
    vries = try ward.person("B. de Vries")
    jansen = try ward.person(
      "C. Jansen", registrations: [Registration(register: "big", number: "89012345601")])
  }

  var now: Timestamp { ward.clock.now }

  @discardableResult
  func add(
    _ documents: [[UInt8]], alias: String? = nil, fingerprint: String? = nil
  ) throws -> ContactBook.Intake {
    var book = try vries.book()
    return try book.add(
      SignedDocument.parse(stream: Array(documents.joined())), alias: alias,
      fingerprint: fingerprint)
  }

  func contact(_ name: String = "jansen") throws -> Contact {
    try vries.book().find(name)
  }

  func colour(_ name: String = "jansen") throws -> ContactColour {
    let book = try vries.book()
    return try book.standing(of: book.find(name)).colour
  }

  func attestation(_ subject: Identity, name: String = "c. JANSEN") throws -> Attestation {
    try Attestation.sign(
      by: verifier, subject: subject, name: name, registration: big, profession: "01",
      method: .inPerson, source: "https://example.com", sourceDate: now, issued: now,
      validUntil: now + 86400 * 30)
  }

  func proof(_ person: Person) throws -> FingerprintComparison {
    try #require(FingerprintComparison.confirmed(for: person.identity) { _ in true })
  }

  func meetVerifier() throws {
    try add([strangersCard("V. Keur", key: verifier, day: now.day).bytes])
    try vries.vault().changeTrust { records in
      try records.shelf.change(verifier.identity) { $0.isVerifier = true }
    }
  }

  @Test func addedByCard() throws {
    let intake = try add([jansen.home.made.card.bytes])
    #expect(intake.added.map(\.alias.description) == ["jansen"])
    #expect(try colour() == .red)
    #expect(try vries.auditEvents("contact-add").count == 1)
    #expect(try add([jansen.home.made.card.bytes]).unchanged.count == 1)
    #expect(try vries.auditEvents("contact-add").count == 1)
    #expect(try contact(jansen.identity.description).alias.description == "jansen")
    for day in now.day.number...now.day.number + 30 {
      #expect(
        try vries.vault().contactPrekey(jansen.identity, on: Day(day))
          == jansen.home.made.card.prekey(on: Day(day)))
    }
    #expect(try vries.vault().contactPrekey(jansen.identity, on: now.day - 1) == nil)
    expectError(ContactError.self) {
      try add([vries.home.made.card.bytes])
    } isExpected: {
      if case .ownIdentity = $0 { true } else { false }
    }
    expectError(ContactError.self) {
      var book = try vries.book(); _ = try book.add([], alias: nil, fingerprint: nil)
    } isExpected: {
      if case .nothingToAdd = $0 { true } else { false }
    }
  }

  /// A card that lies under another's name, and cards bundled with the one asked for, add nobody.
  @Test func onlyWhomOneAskedFor() throws {
    let bakker = try ward.person("D. Bakker")
    let (card, other) = (jansen.home.made.card.bytes, bakker.home.made.card.bytes)
    var book = try vries.book()
    #expect(throws: DocumentError.differentIdentity) {
      _ = try book.add(
        try SignedDocument.parse(stream: other), of: jansen.identity, alias: nil, fingerprint: nil)
    }
    #expect(try vries.book().contacts.isEmpty)
    let bundle = try SignedDocument.parse(
      stream: other + card + bakker.home.made.revocation
        + attestation(bakker.identity).bytes)
    let intake = try book.add(bundle, of: jansen.identity, alias: nil, fingerprint: nil)
    #expect(intake.added.map(\.identity) == [jansen.identity] && intake.ignored == 3)
    #expect(try vries.book().contacts.map(\.identity) == [jansen.identity])
    #expect(try vries.vault().keptRevocations().documents.isEmpty)
  }

  /// One file with the cards of the whole ward, handed to all of them.
  @Test func ownCardAmongOthers() throws {
    let bakker = try ward.person("D. Bakker")
    let intake = try add([
      jansen.home.made.card.bytes, vries.home.made.card.bytes, bakker.home.made.card.bytes,
    ])
    #expect(intake.hasOwnCard && intake.added.count == 2)
    #expect(try vries.book()[vries.identity] == nil)
  }

  @Test func namesakes() throws {
    try add([jansen.home.made.card.bytes])
    let second = try strangersCard("c.  JANSEN", day: now.day)
    let added = try #require(try add([second.bytes]).added.first)
    let book = try vries.book()
    #expect(try book.namesakes(of: added).map(\.identity) == [jansen.identity])
    #expect(try book.namesakes(of: try book.find("jansen")).map(\.identity) == [second.identity])
  }

  @Test func newerAndOlder() throws {
    let old = jansen.home.made.card
    ward.clock.move(days: 20)
    let new = try CardKeeper(jansen.vault()).current()
    #expect(new.seq > old.seq)
    try add([old.bytes], fingerprint: jansen.identity.fingerprint.description)
    #expect(try add([new.bytes]).updated.count == 1)
    #expect(try contact().card.seq == new.seq)
    #expect(try colour() == .orange, "trust stays")
    #expect(throws: DocumentError.staleCard) { try add([old.bytes]) }
    #expect(try contact().card.seq == new.seq)
    let last = now.day + 30
    #expect(try vries.vault().contactPrekey(jansen.identity, on: last) == new.prekey(on: last))
  }

  @Test func rollBackOnTheRoute() throws {
    let old = jansen.home.made.card
    ward.clock.move(days: 20)
    _ = try jansen.receive()
    let new = try CardKeeper(jansen.vault()).current()
    try add([old.bytes])
    var book = try vries.book()
    #expect(try book.refresh(book.contacts, from: ward.route).isEmpty)
    #expect(try contact().card.seq == new.seq)
    try ward.route.publish(old.bytes, as: .card, of: jansen.identity.description)
    book = try vries.book()
    let troubles = try book.refresh(book.contacts, from: ward.route)
    #expect(troubles.map(\.error) == [.staleCard])
    // Somebody else's card in their place.
    try ward.route.publish(
      vries.home.made.card.bytes, as: .card, of: jansen.identity.description)
    #expect(try book.refresh(book.contacts, from: ward.route).map(\.error) == [.differentIdentity])
    #expect(try contact().card.seq == new.seq)
  }

  /// A bad card must not hide a revocation, nor one bad contact another.
  @Test func troublesStayApart() throws {
    try add([jansen.home.made.card.bytes])
    try ward.route.publish([1, 2, 3], as: .card, of: jansen.identity.description)
    try ward.route.publish(
      jansen.home.made.revocation, as: .revocation, of: jansen.identity.description)
    var book = try vries.book()
    #expect(try book.refresh(book.contacts, from: ward.route).count == 1)
    #expect(try colour() == .revoked)
  }

  @Test func allOrNothing() throws {
    let old = jansen.home.made.card
    ward.clock.move(days: 20)
    try add([CardKeeper(jansen.vault()).current().bytes])
    let other = try strangersCard("D. Bakker", day: now.day)
    #expect(throws: DocumentError.staleCard) { try add([other.bytes, old.bytes]) }
    #expect(try vries.book().contacts.count == 1)
    #expect(try vries.auditEvents("contact-add").count == 1)
    #expect(try vries.vault().contactPrekey(other.identity, on: now.day) == nil)
  }

  @Test func aliases() throws {
    let cards = try (0..<3).map { try strangersCard("Dr. P. Smit \($0 > 9)", day: now.day) }
    _ = cards
    let smits = try (0..<3).map { _ in try strangersCard("P. Smit, arts", day: now.day) }
    try add(smits.map(\.bytes))
    #expect(
      Set(try vries.book().contacts.map(\.alias.description)) == ["smit", "smit-2", "smit-3"])
    let other = try strangersCard("P. Smit", day: now.day)
    expectError(ContactError.self) {
      try add([other.bytes], alias: "Smit")
    } isExpected: {
      if case .aliasTaken = $0 { true } else { false }
    }
    expectError(ContactError.self) {
      try add([other.bytes], alias: "--x")
    } isExpected: {
      if case .aliasInvalid = $0 { true } else { false }
    }
    expectError(ContactError.self) {
      try add([strangersCard("!!!", day: now.day).bytes])
    } isExpected: {
      if case .aliasNeeded = $0 { true } else { false }
    }
    try add([other.bytes], alias: "pieter")
    expectError(ContactError.self) {
      _ = try contact("piter")
    } isExpected: {
      if case .unknownContact("piter", suggestions: ["pieter"]) = $0 { true } else { false }
    }
    expectError(ContactError.self) {
      _ = try contact("nobody-like-it")
    } isExpected: {
      if case .unknownContact(_, suggestions: []) = $0 { true } else { false }
    }
  }

  @Test func replaced() throws {
    try add([jansen.home.made.card.bytes], fingerprint: jansen.identity.fingerprint.description)
    #expect(try colour() == .orange)
    let new = try strangersCard("C. Jansen", day: now.day)
    // A new key under the old name is another contact, never the same one.
    #expect(try add([new.bytes]).added.map(\.alias.description) == ["jansen-2"])
    var book = try vries.book()
    let taken = try book.find("jansen")
    expectError(ContactError.self) {
      _ = try book.replace(taken, with: new)
    } isExpected: {
      if case .aliasTaken("jansen-2") = $0 { true } else { false }
    }
    try book.remove(book.find("jansen-2"))
    let replaced = try book.replace(taken, with: new)
    #expect(replaced.alias.description == "jansen" && replaced.identity == new.identity)
    #expect(try colour() == .red)
    #expect(try vries.vault().contactPrekey(jansen.identity, on: now.day) == nil)
    #expect(try vries.vault().contactPrekey(new.identity, on: now.day) != nil)
    let line = try #require(try vries.auditEvents("contact-replace").last)
    #expect(try line.string("purpose").contains(jansen.identity.description))
  }

  @Test func verified() throws {
    try add([jansen.home.made.card.bytes])
    var book = try vries.book()
    let contact = try book.find("jansen")
    let digits = vries.identity.fingerprint.description
    #expect(FingerprintComparison.given(digits, for: contact.identity) == nil)
    #expect(try colour() == .red)
    _ = try book.verify(try proof(jansen))
    #expect(try colour() == .orange)
    expectError(ContactError.self) {
      try add([strangersCard("X. Y", day: now.day).bytes], fingerprint: "12345")
    } isExpected: {
      if case .fingerprintIncomplete(digits: 5) = $0 { true } else { false }
    }
    #expect(try vries.book().contacts.count == 1)
  }

  @Test func green() throws {
    try add([jansen.home.made.card.bytes])
    let attestation = try attestation(jansen.identity)
    #expect(try add([attestation.bytes]).documents == 1)
    #expect(try add([attestation.bytes]).documents == 0)
    #expect(try colour() == .red, "nobody chose to believe its issuer")
    try meetVerifier()
    #expect(try colour() == .green)
    ward.clock.move(days: 30)
    #expect(try colour() == .red)
    ward.clock.move(days: -1, seconds: 0)
    #expect(try colour() == .green)
    let revocation = try Revocation.sign(
      by: verifier, of: .attestation(attestation.digest), reason: .error, issued: now)
    #expect(try add([revocation.bytes]).documents == 1)
    #expect(try colour() == .red)
  }

  /// Attestations and revocations reach a contact through the spool as well.
  @Test func greenByTheRoute() throws {
    try add([jansen.home.made.card.bytes])
    try meetVerifier()
    try ward.route.publish(
      jansen.home.made.card.bytes + attestation(jansen.identity).bytes, as: .card,
      of: jansen.identity.description)
    var book = try vries.book()
    _ = try book.refresh(book.contacts, from: ward.route)
    #expect(try colour() == .green, "what follows a card that did not change counts too")
  }

  @Test func lostUpdates() throws {
    try add([jansen.home.made.card.bytes])
    var (one, two) = (try vries.book(), try vries.book())
    _ = try one.verify(proof(jansen))
    ward.clock.move(days: 20)
    _ = try jansen.receive()
    _ = try two.refresh(two.contacts, from: ward.route)
    #expect(try colour() == .orange)
    #expect(try contact().card.seq > jansen.home.made.card.seq)
    // What was removed meanwhile does not come back.
    var three = try vries.book()
    try one.remove(one.find("jansen"))
    ward.clock.move(days: 20)
    _ = try jansen.receive()
    _ = try three.refresh(three.contacts, from: ward.route)
    expectError(ContactError.self) {
      _ = try three.verify(proof(jansen))
    } isExpected: {
      if case .unknownContact = $0 { true } else { false }
    }
    #expect(try vries.book().contacts.isEmpty)
  }

  @Test func prekeysGoWithTheirDay() throws {
    try add([jansen.home.made.card.bytes])
    ward.clock.move(days: 10)
    let vault = try vries.vault()
    for day in now.day.number - 10..<now.day.number {
      #expect(try vault.contactPrekey(jansen.identity, on: Day(day)) == nil)
    }
    #expect(try vault.contactPrekey(jansen.identity, on: now.day) != nil)
  }

  /// A card may reach to the year 9999; what is kept of it may not.
  @Test func farAwayCards() throws {
    let cards = try (0..<30).map { try strangersCard("F. Ver", day: Day(100_000 + 40 * $0)) }
    #expect(try add(cards.map(\.bytes)).added.count == 30)
    #expect(try vries.vault().contactPrekey(cards[0].identity, on: Day(100_000)) == nil)
    try add([jansen.home.made.card.bytes])
    #expect(try vries.vault().contactPrekey(jansen.identity, on: now.day) != nil)
  }

  @Test func ownCardIsExtended() throws {
    let first = jansen.home.made.card
    #expect(try CardKeeper(jansen.vault()).current().bytes == first.bytes)
    ward.clock.move(days: 7)
    #expect(try CardKeeper(jansen.vault()).current().bytes == first.bytes)
    ward.clock.move(days: 1)
    let second = try CardKeeper(jansen.vault()).current()
    #expect(second.seq > first.seq && second.lastDay == now.day + 30)
    #expect(second.prekey(on: now.day) == first.prekey(on: now.day), "extended, never replaced")
    let renewed = try CardKeeper(jansen.vault()).renew()
    #expect(renewed.seq > second.seq)
    #expect(renewed.prekey(on: now.day) != second.prekey(on: now.day))
    // Mail to the card before still opens.
    try vries.meets(jansen)
    try jansen.meets(vries)
    let envelope = try vries.seal("to the old card", to: ["jansen"]) {
      $0.unverifiedReason = "test"
    }
    #expect(try jansen.receive(envelope).reception != nil)
  }

  @Test func revocationOfAHomeThatNeverWas() throws {
    let folder = try TemporaryFolder()
    try FileTree.makeFolder(folder.path("home"))
    let maker = HomeMaker(name: "X", keyfile: .random(count: 32))
    #expect(throws: VaultError.self) {
      try maker.make(
        Home(folder.path("home")), revocationPath: folder.path("revocation"),
        clock: ward.clock.clock)
    }
    #expect(!FileTree.exists(folder.path("revocation")))
    try folder.write("mine", to: "revocation")
    #expect(throws: FileError.self) {
      try maker.make(
        Home(folder.path("other")), revocationPath: folder.path("revocation"),
        clock: ward.clock.clock)
    }
    #expect(try folder.text(of: "revocation") == "mine")
    #expect(try folder.names == ["home", "revocation"])
  }
}
