import AgeFormat
import Files
import Identities
import Synchronization
import Testing

@testable import Envelopes

/// What looking for one's own stanza costs.
struct CostTests {
  /// Counts the two operations, which do what they always do.
  private final class Counter: Sendable {
    private let counts = Mutex((agree: 0, open: 0))

    var primitives: StanzaPrimitives {
      let standard = StanzaPrimitives.standard
      return StanzaPrimitives(
        agree: { secret, share in
          self.counts.withLock { $0.agree += 1 }
          return standard.agree(secret, share)
        },
        open: { stanza, seed in
          self.counts.withLock { $0.open += 1 }
          return try standard.open(stanza, seed)
        })
    }

    var agree: Int { counts.withLock { $0.agree } }
    var open: Int { counts.withLock { $0.open } }
  }

  private let sender = Person()

  private func cost(
    _ file: [UInt8], for addressee: TestAddressee, expecting outcome: String
  ) throws -> [Int] {
    let counter = Counter()
    let opening = try Opening(file, for: addressee, primitives: counter.primitives)
    #expect(opening.name == outcome)
    return [counter.agree, counter.open]
  }

  @Test func oneOfThreeHundred() throws {
    let people = (0..<300).map { _ in Person() }
    let file = try Sealing(from: sender, to: people, contents: [[]]).file
    #expect(
      try cost(file, for: people[150].vault(knowing: sender), expecting: "received") == [1, 1])
    #expect(
      try cost(file, for: Person().vault(knowing: sender), expecting: "not-for-this-vault")
        == [1, 0])
  }

  /// One agreement for each generation that comes before the right one, and no stanza opened for
  /// those.
  @Test(arguments: [0, 1])
  func twoGenerations(_ generation: Int) throws {
    let reader = Person(generations: 2)
    let others = (0..<20).map { _ in Person() }
    var forger = try Forger(from: sender, to: [reader] + others)
    let keys = try [reader.prekey(generation: generation)] + others.map { try $0.prekey() }
    forger.stanzas =
      [try HintStanza(day: Person.today, hintKeys: keys.map(\.hint)).stanza]
      + (try keys.map { try HybridRecipient(publicKey: $0.kem).wrap(forger.fileKey) })
    let file = try forger.file
    #expect(
      try cost(file, for: reader.vault(knowing: sender), expecting: "received")
        == [generation + 1, 1])
  }

  @Test func anothersMailWithTwoGenerations() throws {
    let others = (0..<20).map { _ in Person() }
    let file = try Sealing(from: sender, to: others, contents: [[]]).file
    let addressee = Person(generations: 2).vault(knowing: sender)
    #expect(try cost(file, for: addressee, expecting: "not-for-this-vault") == [2, 0])
  }

  /// A tag is tried with its own generation only.
  @Test func tagOfAnotherGeneration() throws {
    let reader = Person(generations: 2)
    var forger = try Forger(from: sender, to: [reader])
    let (hint, kem) = (try reader.prekey(generation: 0).hint, try reader.prekey(generation: 1).kem)
    forger.stanzas = [
      try HintStanza(day: Person.today, hintKeys: [hint]).stanza,
      try HybridRecipient(publicKey: kem).wrap(forger.fileKey),
    ]
    #expect(
      try cost(forger.file, for: reader.vault(knowing: sender), expecting: "not-for-this-vault")
        == [2, 1])
  }

  /// A day without keys costs nothing at all.
  @Test func hintOfAnotherDay() throws {
    let reader = Person(days: [Person.today, Person.today - 1])
    let other = Person(days: [Person.today + 5])
    let forger = try Forger(from: sender, to: [other], day: Person.today + 5)
    #expect(
      try cost(forger.file, for: reader.vault(knowing: sender), expecting: "not-for-this-vault")
        == [0, 0])
  }

  /// Each equal tag would cost an opening.
  @Test func equalTags() throws {
    let reader = Person()
    let other = Person()
    var forger = try Forger(from: sender, to: [reader, other])
    let own = try reader.prekey()
    let kems = [try other.prekey().kem, own.kem]
    forger.stanzas =
      [try HintStanza(day: Person.today, hintKeys: [own.hint, own.hint]).stanza]
      + (try kems.map { try HybridRecipient(publicKey: $0).wrap(forger.fileKey) })
    #expect(
      try cost(forger.file, for: reader.vault(knowing: sender), expecting: "header-failure")
        == [0, 0])
  }
}

/// Without a hint every stanza is tried with every live key, the newest day first.
extension CostTests {
  private func withoutHint(_ people: [Person], day: Day = Person.today) throws -> [UInt8] {
    var forger = try Forger(from: sender, to: people, day: day, sent: (day + 1).start - 1)
    forger.stanzas.removeFirst()
    return try forger.file
  }

  @Test func trial() throws {
    let people = (0..<4).map { _ in Person(days: [Person.today, Person.today - 1]) }
    let file = try withoutHint(people, day: Person.today - 1)
    #expect(
      try cost(file, for: people[2].vault(knowing: sender), expecting: "received") == [0, 4 + 3])
    #expect(
      try cost(
        file, for: Person(days: [Person.today], generations: 2).vault(knowing: sender),
        expecting: "not-for-this-vault") == [0, 8])
  }

  /// What somebody can write into a spool costs nobody minutes.
  @Test func manyStanzasWithoutAHint() throws {
    let reader = Person()
    for (count, outcome, openings) in [(16, "received", 16), (17, "header-failure", 0)] {
      let people = (1..<count).map { _ in Person() } + [reader]
      let file = try withoutHint(people)
      #expect(
        try cost(file, for: reader.vault(knowing: sender), expecting: outcome)[1] <= openings)
    }
  }

  @Test func daysAheadOfTheDayAfterTomorrowAreNotTried() throws {
    let days = [Person.today + 2, Person.today + 3]
    let reader = Person(days: days)
    let near = try withoutHint([reader], day: days[0])
    #expect(
      try cost(near, for: reader.vault(knowing: sender), expecting: "from-the-future") == [0, 1])
    let far = try withoutHint([reader], day: days[1])
    #expect(
      try cost(far, for: reader.vault(knowing: sender), expecting: "not-for-this-vault") == [0, 1])
  }

  @Test func keysPastTheirLastDayAreNotTried() throws {
    let reader = Person()
    var addressee = reader.vault(knowing: sender)
    addressee.now = (Person.today + Person.retention + 1).start
    #expect(
      try cost(withoutHint([reader]), for: addressee, expecting: "not-for-this-vault") == [0, 0])
    let hinted = try Sealing(from: sender, to: [reader], contents: [[]]).file
    #expect(try cost(hinted, for: addressee, expecting: "key-destroyed") == [0, 0])
    addressee.keys = []
    #expect(try cost(hinted, for: addressee, expecting: "not-for-this-vault") == [0, 0])
    addressee.destroyed = [Person.today]
    #expect(try cost(hinted, for: addressee, expecting: "key-destroyed") == [0, 0])
  }
}
