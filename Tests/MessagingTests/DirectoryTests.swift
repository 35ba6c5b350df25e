import Files
import Identities
import MessageVault
import Secrets
import TestSupport
import Testing
import Transports

@testable import Messaging

/// Who is on a route, from cards that are read once.
struct DirectoryTests {
  let ward: Ward
  let vries: Person
  let jansen: Person
  let verifier = SigningKey.generate()
  let number = Registration(register: "big", number: "89012345601")

  init() throws {
    ward = try Ward()
    vries = try ward.person("B. de Vries")
    jansen = try ward.person("C. Jansen", registrations: [number])
  }

  var now: Timestamp { ward.clock.now }

  func search(_ words: String...) throws -> [PeopleDirectory.Entry] {
    var question = PeopleDirectory.Question()
    question.words = words
    return try PeopleDirectory(vries.vault(), route: ward.route).people(question)
  }

  func publish(_ name: String) throws {
    let vault = try jansen.vault()
    let card = jansen.home.made.card
    let other = try Card.sign(
      by: vault.signingKey, name: name, mailbox: card.mailbox, registrations: [number],
      firstDay: card.firstDay, prekeys: card.prekeys, issued: now, after: card.seq)
    try CardKeeper(vault).publish(other, in: ward.route)
  }

  @Test func wordsOfNameAndNumber() throws {
    #expect(try search("JANS").map(\.identity) == [jansen.identity])
    #expect(try search("jansen", "8901").map(\.identity) == [jansen.identity])
    #expect(try search("jansen", "vries").isEmpty)
    #expect(try search().count == 2)
    #expect(try search("").count == 2)
  }

  /// Whoever can write to a route can lay any card under any name: none is taken for another's.
  @Test func aCardUnderAnothersName() throws {
    let card = jansen.home.made.card.bytes
    try ward.route.publish(card, as: .card, of: vries.identity.description)
    try ward.route.publish(card, as: .card, of: verifier.identity.description)
    let cards = RouteCards(try ward.route)
    #expect(cards.card(of: vries.identity) == nil)
    #expect(cards.card(of: verifier.identity) == nil)
    #expect(cards.attested(verifier.identity) == nil)
    #expect(cards.claims(of: verifier.identity) == nil)
    #expect(cards.card(of: jansen.identity)?.identity == jansen.identity)
    #expect(try search().map(\.identity) == [jansen.identity])
  }

  @Test func readOnceUntilChanged() throws {
    let (one, other) = (vries.identity.description, jansen.identity.description)
    var facts = DirectoryFacts([])
    var read: [String] = []
    func update(_ published: [String: String]) -> Bool {
      facts = DirectoryFacts(facts.bytes)
      return facts.update(
        published.map { PublishedDocument(identity: $0.key, version: $0.value) }
      ) { identity in
        read.append(identity.description)
        return .proven(CardClaims(jansen.home.made.card.facts, []))
      }
    }
    #expect(update([one: "1", other: "1"]) && read.count == 2)
    #expect(!update([one: "1", other: "1"]) && read.count == 2)
    #expect(update([one: "1", other: "2"]) && read.last == other && read.count == 3)
    #expect(update([one: "1"]) && read.count == 3 && facts.entries.count == 1)
    #expect(update([one: "1", "no-identity": "1"]) && read.count == 3)
    #expect(!update([one: "1", "no-identity": "1"]) && facts.entries["no-identity"] != nil)
  }

  /// A search verifies the cards that it finds, and no others; once.
  @Test func onlyWhatIsFoundIsVerified() throws {
    let cards = RouteCards(try ward.route)
    var (facts, verified): (DirectoryFacts, [Identity]) = (DirectoryFacts([]), [])
    func prove(_ word: String) -> Bool {
      facts = DirectoryFacts(facts.bytes)
      return facts.prove([Array(word.utf8)]) { identity in
        verified.append(identity)
        return cards.published(by: identity)
      }
    }
    let published = try ward.route.documents(.card, changedSince: Timestamp(unix: 0)).documents
    let isNew = facts.update(published, read: cards.reading)
    #expect(isNew)
    #expect(facts.entries.values.allSatisfy { !$0.isProven && $0.claims.isEmpty })
    #expect(!prove("bakker") && verified.isEmpty)
    #expect(prove("jansen") && verified == [jansen.identity])
    #expect(!prove("jansen") && prove("") && verified == [jansen.identity, vries.identity])
    #expect(try #require(facts.entries[jansen.identity.description]).isProven)
  }

  /// Only the words of a card are read before it is verified: a file that says more than its card
  /// is found by more words, and shows nothing of them.
  @Test func whatIsClaimedIsNotShown() throws {
    let card = jansen.home.made.card.bytes
    func lay(_ bytes: [UInt8]) throws {
      try ward.route.publish(bytes, as: .card, of: jansen.identity.description)
    }
    let text = String(decoding: card, as: UTF8.self)
    let forged = Array(text.replacing("C. Jansen", with: "C. Bakker").utf8)
    try lay(forged)
    #expect(try search("bakker").isEmpty && search("jansen").isEmpty)
    try lay(forged + card)
    #expect(try search("bakker").isEmpty)
    #expect(try search("jansen").map(\.name) == ["C. Jansen"])
    // A card of another form, though signed: read whole at once.
    try lay(Array("tacita/v1/card\n{}\nsignature\n".utf8) + card)
    #expect(try search("jansen").map(\.name) == ["C. Jansen"])
    try lay(Array(text.replacing("\"prekeys\":{", with: "\"prekeys\": {").utf8))
    #expect(try search("jansen").isEmpty)
  }

  /// A name that looks like what is cut out of a card hides nothing.
  @Test(arguments: ["X\",\"prekeys\":{},\"", "},", "{\"prekeys\":{", "a},\"prekeys\":{b},c"])
  func namesThatLookLikeJSON(name: String) throws {
    try publish(name)
    #expect(try search(name).map(\.name) == [name])
    #expect(try search("89012345601").map(\.name) == [name])
  }

  @Test func changesAreSeen() throws {
    #expect(try search("jansen").count == 1)
    try publish("C. Jansen-Bakker")
    #expect(try search("jansen").map(\.name) == ["C. Jansen-Bakker"])
    try FileTree.remove(ward.folder.path("cards/\(jansen.identity).card"))
    #expect(try search("jansen").isEmpty)
  }

  @Test func coloursAreNotRemembered() throws {
    let attestation = try Attestation.sign(
      by: verifier, subject: jansen.identity, name: "C. Jansen", registration: number,
      profession: "01", method: .inPerson, source: "x", sourceDate: now, issued: now,
      validUntil: now + 86400)
    try ward.route.publish(
      jansen.home.made.card.bytes + attestation.bytes, as: .card,
      of: jansen.identity.description)
    #expect(try search("jansen").map(\.colour) == [.red])
    var book = try vries.book()
    _ = try book.add(
      [.parseOne(strangersCard("V. Keur", key: verifier, day: now.day).bytes, as: .card)],
      alias: nil, fingerprint: verifier.identity.fingerprint.description)
    _ = try book.setVerifier(book.find("keur"), true)
    #expect(try search("jansen").map(\.colour) == [.green])
    #expect(try search("jansen").map(\.profession) == ["01"])
    #expect(
      try PeopleDirectory(vries.vault(), route: ward.route).person(with: number)
        == jansen.identity)
    ward.clock.move(days: 2)
    #expect(try search("jansen").map(\.colour) == [.red])
  }

  @Test func whoEndedIsNotFound() throws {
    #expect(try search("jansen").count == 1)
    let revocation = try Revocation.sign(
      by: jansen.vault().signingKey, of: .identity(jansen.identity), reason: .left, issued: now)
    try ward.route.publish(revocation.bytes, as: .revocation, of: jansen.identity.description)
    #expect(try search("jansen").isEmpty)
  }

  @Test func damagedOrForeignCacheCountsForNothing() throws {
    #expect(try search("jansen").count == 1)
    let path = vries.home.path("directory")
    let sealed = try FileTree.bytes(path)
    #expect(!sealed.contains(Array("jansen".utf8)))
    for bad in [[], Array(sealed.dropLast()), sealed.reversed()] {
      try FileTree.write(bad, to: path)
      #expect(try search("jansen").count == 1)
      #expect(try FileTree.bytes(path).count == sealed.count)
    }
    #expect(try jansen.vault().routeCache(.directory) == nil)
    try FileTree.write(sealed, to: jansen.home.path("directory"))
    #expect(try jansen.vault().routeCache(.directory) == nil)
    // Cut anywhere, the facts are those of whole entries.
    let facts = try #require(try vries.vault().routeCache(.directory))
    for count in 0...facts.count { _ = DirectoryFacts(Array(facts.prefix(count))) }
    #expect(DirectoryFacts(Array(facts.dropLast())).entries.count == 1)
  }
}
