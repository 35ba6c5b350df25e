import Files
import GRDB
import Secrets
import TestSupport
import Testing

@testable import MessageVault

struct MessageTests {
  private let home: TestHome
  private let vault: OpenVault
  private let tomorrow: Timestamp

  init() throws {
    home = try TestHome()
    vault = try home.open()
    tomorrow = home.clock.now + 86400
  }

  private func objects() throws -> [String] {
    try FileTree.files(home.path("objects"))
  }

  @Test func keptAndReadAgain() throws {
    var message = Sample.message(expires: tomorrow, subject: "hand")
    message.summary.priority = "urgent"
    #expect(try vault.keep(message).isKept)
    let stored = try #require(try home.open().messages().first)
    #expect(stored.summary.id == message.summary.id && stored.summary.from == Sample.other)
    #expect(stored.summary.sent == home.clock.now && stored.summary.expires == tomorrow)
    #expect(stored.summary.priority == "urgent" && stored.summary.colour == "orange")
    #expect(stored.summary.subject == "hand" && !stored.summary.isRead)
    #expect(stored.summary.keyDay == home.clock.now.day + 30)
    #expect(stored.expiryDay == tomorrow.day && stored.size == 4)
    let content = try vault.content(of: stored)
    #expect(content.head == message.head && content.tail == message.tail)
    #expect(content.fileKey == message.fileKey && content.frames == message.frames)
    #expect(try content.bytes == Array("text".utf8))
    try vault.expectWhole()
  }

  @Test(arguments: [0, 1, 65535, 65536])
  func inTheRow(size: Int) throws {
    let bytes = [UInt8](repeating: 5, count: size)
    try vault.keep(Sample.message(expires: tomorrow, payload: .row(bytes)))
    #expect(try objects().isEmpty)
    #expect(try vault.content(of: vault.messages()[0]).bytes == bytes)
  }

  @Test func asAnObject() throws {
    let bytes = RandomBytes.make(65537)
    let message = Sample.message(expires: tomorrow, payload: try vault.draft(bytes))
    try vault.keep(message)
    let stored = try vault.messages()[0]
    let key = vault.rowKey(from: Sample.other, id: message.summary.id)
    #expect(try objects() == ["\(tomorrow.day.number)/\(key.hex)"])
    #expect(stored.rowKey == key && key.count == 16 && stored.size == 65537)
    #expect(try vault.content(of: stored).bytes == bytes)
    #expect(
      try vault.store.database.read {
        try Bool.fetchOne($0, sql: "SELECT payload IS NULL FROM messages")
      } == true)
    try FileTree.remove(home.path("objects/\(tomorrow.day.number)/\(key.hex)"))
    expectDamaged { _ = try vault.content(of: stored) }
  }

  /// The expiry day is that of the last second before the end.
  @Test func expiryDay() throws {
    try vault.keep(Sample.message(expires: tomorrow.day.start))
    try vault.keep(Sample.message(expires: tomorrow.day.start + 1))
    #expect(try vault.messages().map(\.expiryDay) == [tomorrow.day - 1, tomorrow.day])
    home.clock.now = tomorrow.day.start - 1
    #expect(try vault.messages().count == 2)
    home.clock.now = tomorrow.day.start
    #expect(try vault.messages().count == 1)
  }

  @Test func receivedTwice() throws {
    let id = RandomBytes.make(16)
    func message(_ digest: UInt8, _ text: String = "text") -> NewMessage {
      Sample.message(text, id: id, expires: tomorrow, digest: digest)
    }
    #expect(try vault.keep(message(1)).isKept)
    #expect(try vault.keep(message(1)) == .duplicate)
    #expect(try vault.keep(message(2, "other")) == .alreadyReceived)
    let again = try vault.keep([message(1), message(2)], audit: [Sample.line(), Sample.line()])
    #expect(again == [.duplicate, .alreadyReceived])
    #expect(try vault.messages().count == 1)
    #expect(try vault.content(of: vault.messages()[0]).bytes == Array("text".utf8))
    #expect(
      try vault.receipt(from: Sample.other, id: id)?.digest == [UInt8](repeating: 1, count: 32))
    // What was not kept leaves no line that says so; what was refused leaves one that does.
    let lines = try vault.auditLines().filter { try $0.string("event") == "receive" }
    #expect(
      try lines.map { try $0.string("outcome") }
        == ["done", "already-received", "already-received"])
    // Another sender's id is another message.
    let stranger = Sample.message(from: home.identity, id: id, expires: tomorrow, digest: 2)
    #expect(try vault.keep(stranger).isKept)
    try vault.expectWhole()
  }

  /// Two messages of one sender and id, both opened before either is kept: the loser's object must
  /// not take the place of the winner's.
  @Test func objectsRace() throws {
    let id = RandomBytes.make(16)
    let (first, second) = (RandomBytes.make(70000), RandomBytes.make(70000))
    let other = try home.open()
    let winner = Sample.message(
      id: id, expires: tomorrow, digest: 1, payload: try vault.draft(first))
    try {
      let loser = Sample.message(
        id: id, expires: tomorrow, digest: 2, payload: try other.draft(second))
      #expect(try vault.keep(winner).isKept)
      #expect(try other.keep(loser) == .alreadyReceived)
    }()
    let stored = try #require(try vault.messages().first)
    #expect(try vault.content(of: stored).bytes == first)
    #expect(try objects().count == 1, "the loser's draft is gone")
  }

  @Test func batch() throws {
    let messages = try (0..<256).map { number in
      Sample.message(
        "\(number)", expires: tomorrow,
        payload: number.isMultiple(of: 16) ? try vault.draft([UInt8(number)]) : nil)
    }
    let results = try vault.keep(messages, audit: messages.map { _ in Sample.line() })
    #expect(results.allSatisfy { $0.isKept })
    let stored = try vault.messages()
    #expect(stored.map(\.summary.id) == messages.map(\.summary.id))
    #expect(stored.map(\.arrival) == Array(1...256))
    #expect(try objects().count == 16)
    try vault.expectWhole()
  }

  /// One that fails takes the whole batch with it.
  @Test func allOrNothing() throws {
    try vault.store.database.write {
      try $0.execute(
        sql: """
          CREATE TRIGGER stop BEFORE INSERT ON messages WHEN NEW.arrival = 3
          BEGIN SELECT RAISE(ABORT, 'stop'); END
          """)
    }
    try {
      let messages = try (0..<4).map { _ in
        Sample.message(expires: tomorrow, payload: try vault.draft([1]))
      }
      #expect(throws: (any Error).self) {
        try vault.keep(messages, audit: messages.map { _ in Sample.line() })
      }
    }()
    #expect(try vault.messages().isEmpty)
    #expect(try vault.auditLines().allSatisfy { try $0.string("event") != "receive" })
    try vault.sweepObjects()
    #expect(try objects().isEmpty)
    try vault.store.database.write { try $0.execute(sql: "DROP TRIGGER stop") }
    #expect(try vault.keep(Sample.message(expires: tomorrow)).isKept)
    try vault.expectWhole()
  }

  @Test func summarySize() throws {
    for subject in [
      "", "x", String(repeating: "y", count: 255), String(repeating: "é", count: 127),
    ] {
      try vault.keep(Sample.message(expires: tomorrow, subject: subject))
    }
    let lengths = try vault.store.database.read {
      try Int.fetchAll($0, sql: "SELECT DISTINCT LENGTH(summary) FROM messages")
    }
    #expect(lengths == [Summary.size + 40])
    let subjects = try vault.messages().map(\.summary.subject)
    #expect(subjects[1] == "x")
    #expect(subjects[2].utf8.count > 100 && subjects[2].allSatisfy { $0 == "y" })
    #expect(subjects[3].utf8.count > 100 && subjects[3].allSatisfy { $0 == "é" })
  }

  @Test func read() throws {
    try vault.keep(Sample.message(expires: tomorrow))
    let stored = try vault.messages()[0]
    try vault.markRead(stored, audit: Sample.line("read"))
    #expect(try vault.messages()[0].summary.isRead)
    try vault.markRead(try vault.messages()[0], audit: Sample.line("read"))
    #expect(try vault.auditLines().filter { try $0.string("event") == "read" }.count == 2)
    #expect(try vault.content(of: stored).bytes == Array("text".utf8))
  }

  @Test func deleted() throws {
    var message = Sample.message(expires: tomorrow, payload: try vault.draft([1, 2, 3]))
    message.deliveries = [[1], [2]]
    try vault.keep(message)
    let stored = try vault.messages()[0]
    #expect(try vault.deliveries().count == 2)
    try vault.delete(stored, audit: Sample.line("delete"))
    #expect(try vault.messages().isEmpty)
    #expect(try vault.deliveries().isEmpty)
    #expect(try objects().isEmpty)
    #expect(try vault.message(stored.rowKey) == nil)
    // It does not come back with the next copy.
    message.payload = .row([1])
    #expect(try vault.keep(message) == .duplicate)
    try vault.delete(stored, audit: Sample.line("delete"))
    try vault.expectWhole()
  }

  @Test func sweeping() throws {
    try vault.keep(Sample.message(expires: tomorrow, payload: vault.draft([1])))
    let kept = try objects()
    try FileTree.makeFolder(home.path("objects/20790"))
    for name in [
      ".123.part", "20790/00112233445566778899aabbccddeeff", "20790/junk",
      "\(tomorrow.day.number)/ffffffffffffffffffffffffffffffff",
    ] { try FileTree.write([1], to: home.path("objects/\(name)")) }
    let other = try home.open()
    try {
      let draft = try vault.draft([1, 2])
      // Somebody is writing: nothing is touched.
      try other.sweepObjects()
      #expect(try objects().count == 6)
      withExtendedLifetime(draft) {}
    }()
    #expect(try objects().count == 5, "a draft that is let go leaves nothing")
    try other.sweepObjects()
    #expect(try objects() == kept)
    #expect(!FileTree.exists(home.path("objects/20790")))
  }

  @Test func goneOnItsDay() throws {
    try vault.keep(Sample.message(expires: tomorrow, payload: vault.draft([1])))
    try vault.keep(Sample.message(expires: tomorrow + 86400))
    home.clock.move(days: 2)
    let later = try home.open()
    #expect(try objects().isEmpty)
    #expect(
      try later.store.database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM messages") }
        == 1)
    // The receipt stays as long as the prekey, so that it cannot come again.
    #expect(
      try later.store.database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM receipts") }
        == 2)
    home.clock.move(days: 29)
    #expect(
      try home.vault().store.database.read {
        try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM receipts")
      } == 0)
    try home.open().expectWhole()
  }

  /// What is past does not count, also before it is removed.
  @Test func counts() throws {
    try vault.keep(Sample.message(expires: tomorrow))
    try vault.keep(Sample.message(expires: tomorrow + 4 * 86400, digest: 2))
    let last = tomorrow.day + 4
    for (days, messages, day) in [(-1, 2, last), (0, 2, last), (1, 1, last), (5, 0, nil)] {
      let counts = try vault.store.counts(today: tomorrow.day + days)
      #expect(counts.messages == messages && counts.lastExpiry == day, "\(days)")
    }
  }

  @Test func queue() throws {
    let (queue, today) = (vault.queue, vault.today)
    let file = try Descriptor.reading(home.path("config.json"))
    let entry = try queue.add(file, day: today + 1)
    let refused = try #require(try queue.addRefused(file, day: today))
    #expect(entry.name.utf8.count == 32)
    #expect(try entry.size == file.size())
    #expect(try queue.entries() == [entry])
    #expect(try queue.refused() == [refused])
    #expect(FileTree.exists(home.path("queue/\(today.number + 1)/\(entry.name)")))
    #expect(FileTree.exists(home.path("queue/refused/\(today.number)/\(refused.name)")))
    #expect(try vault.vault.counts().queued == 1)
    try queue.refuse(entry)
    #expect(try queue.entries().isEmpty)
    #expect(try queue.refused().count == 2)
    // They go with their day's prekey.
    home.clock.move(days: 31)
    #expect(try home.vault().queue.refused().count == 1)
    home.clock.move(days: 1)
    #expect(try home.vault().queue.refused().isEmpty)
  }

  @Test func queueIsFull() throws {
    let queue = EnvelopeQueue(folder: home.path("queue"), cap: 100)
    let source = try TemporaryFolder()
    try FileTree.write([UInt8](repeating: 1, count: 60), to: source.path("a"))
    let entry = try queue.add(Descriptor.reading(source.path("a")), day: vault.today)
    func expectFull(_ body: () throws -> Void) {
      let error = #expect(throws: VaultError.self) { try body() }
      guard case .queueFull(cap: 100)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    expectFull { try queue.add(Descriptor.reading(source.path("a")), day: vault.today) }
    expectFull { try queue.add(Descriptor.reading("/dev/zero"), day: vault.today) }
    try queue.remove(entry)
    #expect(try FileTree.files(home.path("queue")).isEmpty)
    try queue.add(Descriptor.reading(source.path("a")), day: vault.today)
  }

  @Test func hostileRows() throws {
    try vault.keep(Sample.message(expires: tomorrow))
    let stored = try vault.messages()[0]
    for sql in [
      "UPDATE messages SET expiryDay = 99999999999", "UPDATE messages SET summary = 'text'",
      "UPDATE messages SET summary = x'00', expiryDay = \(tomorrow.day.number)",
      "UPDATE messages SET arrival = 'text', expiryDay = \(tomorrow.day.number)",
    ] {
      try vault.store.database.write { try $0.execute(sql: sql) }
      // Nothing, or damage: never a trap.
      _ = try? vault.messages()
      _ = try? vault.content(of: stored)
    }
    expectDamaged { _ = try vault.messages() }
  }

  /// A column moved to another row does not open.
  @Test func columnsAreBoundToTheirRow() throws {
    try vault.keep(Sample.message("one", expires: tomorrow))
    try vault.keep(Sample.message("two", expires: tomorrow))
    let stored = try vault.messages()
    try vault.store.database.write {
      try $0.execute(
        sql: "UPDATE messages SET head = (SELECT head FROM messages WHERE rowKey = ?)",
        arguments: [stored[0].rowKey.data])
    }
    #expect(try vault.content(of: stored[0]).head == Array("head of one".utf8))
    expectDamaged { _ = try vault.content(of: stored[1]) }
  }
}
