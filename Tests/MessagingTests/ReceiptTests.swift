import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import Teams
import TestSupport
import Testing
import Transports

@testable import Messaging

/// What a home tells of messages that came, and what it believes of what others tell.
struct ReceiptTests {
  private let ward: Ward
  private let vries: Person
  private let jansen: Person

  init() throws {
    ward = try Ward()
    (vries, jansen) = try ward.pair()
  }

  @Test func told() throws {
    try vries.send("x", to: ["jansen"]) {
      $0.wants = [.delivered, .acknowledged]
      $0.priority = .urgent
    }
    _ = try jansen.receive()
    let news = try vries.receive().compactMap(\.receipt)
    #expect(news.flatMap(\.told).map(\.entry.state) == [.delivered])
    ward.clock.move(seconds: 60)
    try jansen.answer()
    ward.clock.move(seconds: 60)
    try jansen.answer(decline: true, note: "not my patient")
    let outcomes = try vries.receive()
    #expect(outcomes.compactMap(\.receipt).count == 2)
    let cells = try #require(try vries.standing().cells[jansen.identity])
    #expect(cells.delivered == MovableClock.start)
    #expect(cells.answer == .init(at: MovableClock.start + 120, isDeclined: true))
    // The note is a message to read, the bare receipts are none.
    #expect(try vries.texts == ["x", "not my patient"])
    #expect(try jansen.texts == ["x", "not my patient"])
    #expect(
      try vries.auditEvents("receipt").map { try $0.string("outcome") }
        == ["delivered", "acknowledged", "declined"])
    #expect(try jansen.auditEvents("ack").count == 2)
    let record = try jansen.vault().receipt(from: vries.identity, id: news[0].told[0].entry.id)
    #expect(record?.answer?.isDeclined == true)
    try vries.expectWhole()
    try jansen.expectWhole()
  }

  /// Each path on which a home could answer by itself: only when it was asked, as the user allows,
  /// and to somebody who was verified.
  @Test(arguments: DeliveredReceipts.allCases, MessageHead.Priority.allCases)
  func automatic(policy: DeliveredReceipts, priority: MessageHead.Priority) throws {
    try jansen.setPolicy { $0.deliveredReceipts = policy }
    let bakker = try ward.person("D. Bakker")
    try bakker.meets(jansen)
    try jansen.meets(bakker, verify: false)
    for sender in [vries, bakker] {
      for wants in [Set<MessageWant>(), [.acknowledged], [.delivered]] {
        try sender.send("x", to: ["jansen"]) {
          $0.wants = wants
          $0.priority = priority
        }
      }
    }
    #expect(try jansen.receive().compactMap(\.reception).count == 6)
    let isAllowed = policy == .on || (policy == .urgent && priority != .routine)
    #expect(try vries.waiting == (isAllowed ? 1 : 0))
    #expect(try bakker.waiting == 0, "nobody red is told by itself")
    _ = try vries.receive()
    #expect(try jansen.receive().isEmpty)
    #expect(try jansen.waiting == 0, "a receipt is not answered")
  }

  /// Neither what is held nor what is refused nor what is taken back is told of.
  @Test func silent() throws {
    try jansen.setPolicy { $0.deliveredReceipts = .on }
    let bakker = try ward.person("D. Bakker")
    try bakker.meets(jansen)
    try bakker.send("held", to: ["jansen"]) { $0.wants = [.delivered] }
    try vries.send("late", to: ["jansen"]) {
      $0.wants = [.delivered]
      $0.lifetime = 60
    }
    ward.clock.move(seconds: 120)
    #expect(Set(try jansen.receive().map(\.name)) == ["held", "refused"])
    // A recall of a message that never was.
    let never = RecallRequest(
      id: RandomBytes.make(16), digest: RandomBytes.make(32), day: ward.clock.now.day)
    #expect(try jansen.receive(vries.forged(.recall(never), to: jansen)).recall != nil)
    _ = try jansen.receive()
    #expect(try vries.waiting == 0)
    #expect(try bakker.waiting == 0)
  }

  /// A message that comes again is told of again, at most once in 24 hours.
  @Test func toldAgain() throws {
    let envelope = try vries.seal("x", to: ["jansen"]) {
      $0.wants = [.delivered]
      $0.priority = .stat
    }
    var told: [Int] = []
    for hours in [0, 1, 22, 1, 1, 24] {
      ward.clock.move(seconds: hours * 3600)
      _ = try jansen.receive(envelope)
      _ = try jansen.receive()
      told.append(try vries.waiting)
    }
    #expect(told == [1, 1, 1, 2, 2, 3])
  }

  /// What is owed is told by the next run that can.
  @Test func toldLater() throws {
    try vries.send("x", to: ["jansen"]) {
      $0.wants = [.delivered]
      $0.priority = .stat
    }
    let envelope = try FileTree.bytes(try #require(try ward.mail.first))
    _ = try jansen.receive(envelope)
    #expect(try vries.waiting == 0)
    try jansen.send("y", to: ["vries"])
    #expect(try vries.waiting == 2)
    #expect(try jansen.vault().owedReceipts().isEmpty)
  }

  /// Every entry that counts for nothing: named, noted, and nothing changes.
  @Test(arguments: IgnoredEntry.allCases) func ignored(_ reason: IgnoredEntry) throws {
    try vries.send("x", to: ["jansen"])
    _ = try jansen.receive()
    let bakker = try ward.person("D. Bakker")
    try bakker.meets(vries)
    try vries.meets(bakker)
    ward.clock.move(seconds: 10)
    var entry = try jansen.entry(.acknowledged, about: vries)
    var teller = jansen
    switch reason {
    case .noSuchMessage: entry.id = RandomBytes.make(16)
    case .otherDigest: entry.digest = RandomBytes.make(32)
    case .unknownState: entry.state = .unknown("eaten")
    case .noReceiptForThis: entry.state = .recalled([])
    case .notARecipient:
      teller = bakker
      // An answer would be told beside the cells: see PassedOnTests.
      entry.state = .delivered
    case .impossibleTime: entry.at = ward.clock.now - 11
    }
    let outcome = try vries.receive(teller.forged(.receipt([entry]), to: vries))
    #expect(outcome.receipt?.told.isEmpty == true)
    #expect(outcome.receipt?.ignored == [reason: 1])
    #expect(try vries.standing().cells.isEmpty)
    #expect(try vries.texts == ["x"])
    #expect(try vries.auditEvents("receipt").map { try $0.string("outcome") } == [reason.name])
  }

  /// What a receipt says is true of the future too: its own time is after every entry's.
  @Test func fromTheFuture() throws {
    try vries.send("x", to: ["jansen"])
    let entry = try jansen.entry(.acknowledged, about: vries, at: ward.clock.now + 3600)
    let outcome = try vries.receive(jansen.forged(.receipt([entry]), to: vries))
    #expect(outcome.receipt?.ignored == [.impossibleTime: 1])
  }

  /// About a message of somebody else, which is on file here: nobody's but one's own are looked up.
  @Test func aboutAnothers() throws {
    try jansen.send("of jansen", to: ["vries"])
    _ = try vries.receive()
    let entry = try vries.entry(.acknowledged, about: jansen)
    let outcome = try vries.receive(jansen.forged(.receipt([entry]), to: vries))
    #expect(outcome.receipt?.ignored == [.noSuchMessage: 1])
  }

  /// Thousands of entries from one contact: counted, and few lines in the log.
  @Test func flood() throws {
    let entries = (0..<1000).map { _ in
      ReceiptEntry(
        id: RandomBytes.make(16), digest: RandomBytes.make(32), state: .acknowledged,
        at: ward.clock.now)
    }
    try ward.route.prepare([vries.home.made.card.mailbox])
    for number in 0..<10 {
      try FileTree.write(
        jansen.forged(.receipt(entries), to: vries),
        to: ward.folder.path(
          "mailboxes/\(vries.home.made.card.mailbox)/new/1-000000000000000\(number).age"))
    }
    let news = try vries.receive().compactMap(\.receipt)
    #expect(news.map { $0.ignored[.noSuchMessage] } == Array(repeating: 1000, count: 10))
    #expect(try vries.auditEvents("receipt").count == 17)
    #expect(try vries.auditEvents("receipt").last?.string("purpose") == "9984 more")
    #expect(try vries.texts.isEmpty)
  }

  /// A note hangs on one entry; a receipt with several has nothing to read.
  @Test func noteOnSeveral() throws {
    try vries.send("x", to: ["jansen"])
    let entry = try jansen.entry(.acknowledged, about: vries)
    _ = try vries.receive(jansen.forged(.receipt([entry, entry]), to: vries, note: "look here"))
    #expect(try vries.texts == ["x"])
    #expect(try vries.standing().cells[jansen.identity]?.answer != nil)
  }

  @Test func replayed() throws {
    try vries.send("x", to: ["jansen"])
    let receipt = try jansen.forged(
      .receipt([jansen.entry(.acknowledged, about: vries)]), to: vries)
    #expect(try vries.receive(receipt).name == "receipt")
    #expect(try vries.receive(receipt).name == "duplicate")
    #expect(try vries.auditEvents("receipt").count == 1)
  }

  /// The same receipts in any order leave the same behind.
  @Test func anyOrder() throws {
    try vries.send("x", to: ["jansen"])
    let start = ward.clock.now
    ward.clock.move(seconds: 100)
    let states: [ReceiptEntry.State] = [
      .delivered, .acknowledged, .declined, .delivered, .acknowledged, .declined,
    ]
    let receipts = try states.enumerated().map { index, state in
      try jansen.forged(
        .receipt([jansen.entry(state, about: vries, at: start + (index / 2) * 10)]), to: vries)
    }
    var generator = SeededGenerator(seed: 7)
    var found: Set<[UInt8]> = []
    let saved = ward.folder.path("saved")
    try FileTree.copy(vries.home.home.path, to: saved)
    for _ in 0..<20 {
      let copy = Home(ward.folder.path("copy"))
      if FileTree.exists(copy.path) { try FileTree.remove(copy.path) }
      try FileTree.copy(saved, to: copy.path)
      let vault = try vries.home.open(copy: copy, clock: ward.clock.clock, clockIsRight: false)
      for receipt in receipts.shuffled(using: &generator) {
        try FileTree.write(receipt, to: ward.folder.path("envelope"))
        try MessageReceiver(vault, route: nil, .init(report: { _ in }))
          .receive(file: Descriptor.reading(ward.folder.path("envelope")))
      }
      let standing = try StoredMessages(vault).standing(of: vault.messages()[0])
      found.insert(try #require(standing.cells[jansen.identity]).encoded())
    }
    #expect(found.count == 1)
    let cells = try RecipientCells.stored(try #require(found.first)).told
    #expect(cells.delivered == start)
    #expect(cells.answer == .init(at: start + 20, isDeclined: true))
  }

  /// Nobody revoked is answered, somebody red is: a person decides that.
  @Test func answerable() throws {
    let bakker = try ward.person("D. Bakker")
    try bakker.meets(jansen)
    try jansen.meets(bakker, verify: false)
    try bakker.send("x", to: ["jansen"])
    _ = try jansen.receive()
    try jansen.answer()
    #expect(try bakker.waiting == 1)
    let own = try bakker.vault().messages()[0].summary.id.hex
    #expect(throws: SendingError.self) { try bakker.answer(own) }
  }
}
