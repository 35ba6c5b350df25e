import AgeFormat
import Envelopes
import Files
import Glibc
import Identities
import MessageVault
import Secrets
import TestSupport
import Testing
import Transports

@testable import Messaging

/// What was committed is told, whatever fails around it; and one bad file keeps no other.
struct AnnouncingTests {
  private let ward: Ward
  private let vries: Person
  private let jansen: Person
  private struct Gone: Error {}

  init() throws {
    ward = try Ward()
    (vries, jansen) = try ward.pair()
    try ward.route.prepare([jansen.home.made.card.mailbox])
  }

  private var new: String { ward.folder.path("mailboxes/\(jansen.home.made.card.mailbox)/new") }

  private func look(_ listener: Inbox.Listener) throws {
    try Inbox(jansen.vault(), listener).look(at: ward.route)
  }

  /// A pipe that closes at the first line, or after the last.
  @Test(arguments: [0, 1, 3]) func untold(before failing: Int) throws {
    for number in 1...3 { try vries.send("stat \(number)", to: ["jansen"]) }
    var told = 0
    #expect(throws: Gone.self) {
      try look(
        .init(
          report: { _ in
            guard told < failing else { throw Gone() }
            told += 1
          }, confirm: { throw Gone() }))
    }
    #expect(try jansen.vault().messages().count == 3)
    // All of the batch is told by the next run, and then no more.
    let again = try jansen.receive().compactMap(\.reception).sorted { $0.head.seq < $1.head.seq }
    #expect(try again.map { try jansen.text(of: $0.message) } == ["stat 1", "stat 2", "stat 3"])
    #expect(again.map(\.order) == [.inOrder, .inOrder, .inOrder])
    #expect(again.allSatisfy { $0.sender?.alias.description == "vries" })
    #expect(try jansen.receive().isEmpty)
  }

  /// What was missing before a message is told with it, however late.
  @Test func orderIsKept() throws {
    let envelopes = try (1...4).map { try vries.seal("\($0)", to: ["jansen"]) }
    for (index, number) in [4, 2].enumerated() {
      try FileTree.write(
        envelopes[number - 1], to: new + "/1-000000000000000\(index).age")
    }
    #expect(throws: Gone.self) { try look(.init(report: { _ in throw Gone() })) }
    let orders = try jansen.receive().compactMap(\.reception).map { ($0.head.seq, $0.order) }
    #expect(orders.first { $0.0 == 4 }?.1 == .missing(1))
    #expect(orders.first { $0.0 == 2 }?.1 == .missing(1))
  }

  /// Deleted before it was told: nothing is left to tell.
  @Test func deletedBefore() throws {
    try vries.send("x", to: ["jansen"])
    #expect(throws: Gone.self) { try look(.init(report: { _ in throw Gone() })) }
    try StoredMessages(jansen.vault()).delete(jansen.vault().messages()[0])
    #expect(try jansen.receive().isEmpty)
  }

  /// Files that somebody left in the mailbox: each is named, and the mail beside it comes.
  @Test func badFilesKeepNothing() throws {
    try vries.send("before", to: ["jansen"])
    let large = new + "/1-00000000000000aa.age"
    try FileTree.write([], to: large)
    #expect(truncate(large, 11 << 30) == 0)
    for name in ["2", "3"] {
      try FileTree.write(
        Array("age-encryption.org/v1\n".utf8), to: new + "/\(name)-00000000000000aa.age")
      #expect(truncate(new + "/\(name)-00000000000000aa.age", 5 << 30) == 0)
    }
    try vries.send("after", to: ["jansen"])
    let outcomes = try jansen.receive()
    #expect(outcomes.compactMap(\.reception).count == 2)
    #expect(
      outcomes.compactMap { $0.refusal?.name }
        == ["payload-damaged", "payload-damaged", "payload-damaged"])
    #expect(try jansen.vault().queue.refused().isEmpty, "too large to be kept")
    #expect(try ward.mail.isEmpty)
    // The same for a locked home.
    try FileTree.write([], to: large)
    #expect(truncate(large, 11 << 30) == 0)
    try vries.send("locked", to: ["jansen"])
    var names: [String] = []
    try MailFetcher(jansen.home.vault()) { names.append($0.name) }
      .fetch(from: ward.route, mailbox: jansen.home.made.card.mailbox)
    #expect(names == ["refused", "queued"])
  }

  /// Junk that comes again and again fills neither the log nor the home.
  @Test func junkIsCounted() throws {
    for number in 0..<40 {
      let digits = String(number + 100)
      try FileTree.write([], to: new + "/1-0000000000000\(digits).age")
    }
    #expect(try jansen.receive().count == 40)
    let lines = try jansen.auditEvents("receive")
    #expect(lines.count == 17)
    #expect(try lines.last?.string("purpose") == "24 more")
  }

  @Test func refusedWithItsSender() throws {
    try vries.send("brief", to: ["jansen"]) { $0.lifetime = 3600 }
    let id = try vries.vault().messages()[0].summary.id
    ward.clock.move(seconds: 7200)
    let outcome = try #require(try jansen.receive().first)
    #expect(outcome.refusal == .expired)
    #expect(outcome.signedFacts?.from == vries.identity && outcome.signedFacts?.id == id)
    let line = try #require(try jansen.auditEvents("receive").last)
    #expect(try line.string("outcome") == "expired")
    #expect(try line.string("object") == jansen.vault().rowKey(from: vries.identity, id: id).hex)
    #expect(try line.strings("parties") == [vries.identity.description])
  }

  /// The same envelope of somebody unknown, twice: it is held once.
  @Test func heldOnce() throws {
    let bakker = try ward.person("D. Bakker")
    try bakker.meets(jansen)
    try bakker.send("who am I", to: ["jansen"])
    let place = try #require(try ward.mail.first)
    try FileTree.copy(place, to: new + "/9999999999999-00000000000000aa.age")
    let outcomes = try jansen.receive()
    #expect(Set(outcomes.compactMap(\.heldID)).count == 1)
    #expect(try jansen.vault().queue.entries().count == 1)
    // Also by way of a locked home.
    let envelope = try bakker.seal("once more", to: ["jansen"])
    for _ in 0..<2 {
      try FileTree.write(envelope, to: new + "/1-00000000000000aa.age")
      try MailFetcher(jansen.home.vault()) { _ in }
        .fetch(from: ward.route, mailbox: jansen.home.made.card.mailbox)
    }
    _ = try jansen.receive()
    #expect(try jansen.vault().queue.entries().count == 2)
  }
}
