import AgeFormat
import Envelopes
import Files
import Identities
import TestSupport
import Testing
import Transports

@testable import MessageVault
@testable import Messaging

/// What nobody reads, fetches or takes is counted, warned of in time, and told when it is lost.
struct MailCountsTests {
  private let ward: Ward
  private let vries: Person
  private let jansen: Person

  init() throws {
    ward = try Ward()
    (vries, jansen) = try ward.pair()
  }

  private func expired() throws -> [Reading] {
    var told: [Reading] = []
    try Inbox(
      jansen.vault(),
      .init(
        report: { _ in },
        notice: { if case .expiredUnread(let reading) = $0 { told.append(reading) } })
    ).look(at: ward.route)
    return told
  }

  private func read(_ id: [UInt8]) throws {
    let messages = StoredMessages(try jansen.vault())
    let message = try messages.find(id.hex)
    try messages.markRead(message, head: messages.head(of: message), part: 0)
  }

  @Test func unreadByPriority() throws {
    let first = ward.clock.now
    let sent = try MessageHead.Priority.allCases.map { priority in
      try vries.send("x", to: ["jansen"]) { $0.priority = priority }
    }
    try jansen.receive()
    ward.clock.move(seconds: 60)
    try vries.send("later", to: ["jansen"]) { $0.priority = .stat }
    try jansen.receive()
    var counts = try MailCounts(jansen.vault())
    #expect(counts.unread.number == 4 && counts.unread.first == first)
    #expect(counts.urgent.number == 1 && counts.stat.number == 2)
    #expect(counts.ending.number == 0 && counts.expired.isEmpty)
    try read(sent[2].head.id)
    counts = try MailCounts(jansen.vault())
    #expect(counts.stat.number == 1 && counts.stat.first == first + 60)
    // Nothing that was sent is unread.
    #expect(try MailCounts(vries.vault()).unread.number == 0)
  }

  /// Three days before, and until the end; then it is told by sender and priority, once, also after
  /// a locked run has removed it.
  @Test func warnedThenTold() throws {
    let stat = try vries.send("stat", to: ["jansen"]) { $0.priority = .stat }
    let read = try vries.send("read", to: ["jansen"])
    try jansen.receive()
    try self.read(read.head.id)
    ward.clock.move(days: 27)
    #expect(try MailCounts(jansen.vault()).ending.number == 0)
    ward.clock.move(seconds: 1)
    #expect(try MailCounts(jansen.vault()).ending.number == 1)
    ward.clock.move(days: 4)
    try jansen.home.vault().finishPurge()
    #expect(try jansen.vault().messages().isEmpty)
    #expect(try MailCounts(jansen.vault()).expired.map(\.id) == [stat.head.id])
    let told = try expired()
    #expect(told.map(\.id) == [stat.head.id] && told.map(\.from) == [vries.identity])
    #expect(told.map(\.priority) == ["stat"])
    #expect(
      try jansen.auditEvents("receive").filter {
        try $0.string("outcome") == "expired-unread"
      }.count == 1)
    #expect(try expired().isEmpty)
    #expect(try MailCounts(jansen.vault()).expired.isEmpty)
  }

  /// What could not be told is told again.
  @Test func toldUntilHeard() throws {
    let sent = try vries.send("x", to: ["jansen"]) { $0.lifetime = 60 }
    try jansen.receive()
    ward.clock.move(seconds: 61)
    struct Deaf: Error {}
    #expect(throws: Deaf.self) {
      try Inbox(jansen.vault(), .init(report: { _ in }, confirm: { throw Deaf() }))
        .look(at: ward.route)
    }
    #expect(try expired().map(\.id) == [sent.head.id])
  }

  @Test func deletedIsNotUnread() throws {
    let sent = try vries.send("x", to: ["jansen"]) { $0.lifetime = 60 }
    try jansen.receive()
    let messages = StoredMessages(try jansen.vault())
    try messages.delete(messages.find(sent.head.id.hex))
    ward.clock.move(seconds: 61)
    #expect(try expired().isEmpty)
  }

  /// The record is as long, read or not, and nothing of it is in clear.
  @Test func nothingTellsWhatWasRead() throws {
    let sent = try vries.send("x", to: ["jansen"])
    try jansen.receive()
    let message = try #require(try jansen.vault().messages().last)
    let unread = Reading(message.summary)
    #expect(unread.encoded.count == Reading.size)
    try read(sent.head.id)
    let again = try #require(try jansen.vault().messages().last)
    #expect(Reading(again.summary).encoded.count == Reading.size)
    #expect(try Reading(encoded: unread.encoded).id == sent.head.id)
    #expect(throws: VaultError.self) { _ = try Reading(encoded: [1, 2, 3]) }
  }

  @Test func unfetchedCopies() throws {
    try vries.send("x", to: ["jansen"])
    #expect(try MailCounts(vries.vault()).unfetched.isEmpty)
    ward.clock.move(days: 28)
    #expect(try MailCounts(vries.vault()).unfetched[jansen.identity]?.number == 1)
  }

  /// Envelopes that are kept and not shown: listed with what can be told of them, and deleted.
  @Test func heldAndRefused() throws {
    let bakker = try ward.person("D. Bakker")
    try bakker.meets(jansen)
    let held = try bakker.send("who am I", to: ["jansen"])
    let expired = try vries.send("brief", to: ["jansen"]) { $0.lifetime = 60 }
    ward.clock.move(seconds: 61)
    try jansen.receive()
    let mail = QueuedMail(try jansen.vault())
    let descriptions = try mail.describe(mail.items(.held) + mail.items(.refused))
    #expect(descriptions.map(\.refusal?.name) == ["unknown-sender", "expired"])
    #expect(descriptions.map(\.facts?.id) == [held.head.id, expired.head.id])
    #expect(descriptions.map(\.facts?.from) == [bakker.identity, vries.identity])
    for item in descriptions.map(\.item) {
      #expect(try mail.find(String(item.entry.name.prefix(8))).entry == item.entry)
      try mail.delete(item)
    }
    #expect(try mail.items(.held).isEmpty && mail.items(.refused).isEmpty)
    #expect(try jansen.receive().isEmpty)
    #expect(try jansen.auditEvents("delete").compactMap { try $0.string("purpose") }.count == 2)
    expectError(ReadingError.self) {
      _ = try mail.find("")
    } isExpected: {
      if case .unknownMessage = $0 { true } else { false }
    }
  }
}

/// Without its route a message waits here, and is delivered by the next run.
struct OutboxTests {
  private let ward: Ward
  private let vries: Person
  private let jansen: Person

  init() throws {
    ward = try Ward()
    (vries, jansen) = try ward.pair()
    try vries.send("first", to: ["jansen"])
    try jansen.receive()
  }

  private func queue(_ text: String, route: (any Route)? = nil) throws -> MessageSender.Sent {
    let address = try #require(RouteAddress("spool:\(ward.folder.path)"))
    var sender = try MessageSender(vries.vault(), by: WayOut(route, awaiting: address))
    var message = OutgoingMessage(text: MemorySource(Array(text.utf8)))
    message.to = ["jansen"]
    return try sender.send(message)
  }

  @Test func deliveredByTheNextRun() throws {
    let sent = try queue("waits")
    #expect(sent.isQueued)
    #expect(try ward.mail.isEmpty)
    let counts = try vries.home.vault().counts()
    #expect(counts.toGoOut == 1)
    #expect(try MailCounts(vries.vault()).toGoOut.number == 1)
    #expect(try vries.notices(at: ward.route).isEmpty)
    #expect(try jansen.receive().compactMap(\.reception?.head.id) == [sent.head.id])
    #expect(try vries.home.vault().counts().toGoOut == 0)
  }

  @Test func deliveredByTheNextSend() throws {
    let sent = try queue("waits")
    let next = try vries.send("next", to: ["jansen"])
    #expect(!next.isQueued && next.earlier.isEmpty)
    let received = try jansen.receive().compactMap(\.reception?.head.id)
    #expect(Set(received) == [sent.head.id, next.head.id])
  }

  /// The route is there, but does not take it.
  @Test func refusedByTheRoute() throws {
    let box = ward.folder.path("mailboxes/\(jansen.home.made.card.mailbox)")
    try FileTree.remove(box)
    try FileTree.write([1], to: box)
    #expect(try queue("waits", route: ward.route).isQueued)
    try FileTree.remove(box)
    #expect(try vries.notices(at: ward.route).isEmpty)
    #expect(try jansen.receive().compactMap(\.reception).count == 1)
  }

  /// By the route that is configured: a flag or the policy lets it wait, and nothing else does.
  @Test func waitsOnlyIfWanted() throws {
    let vault = try vries.vault()
    try RouteSetting.set("spool:\(ward.folder.path)/away", in: vault.vault)
    var reasons = 0
    #expect(throws: RouteError.self) { try WayOut(of: vault) { _ in reasons += 1 } }
    #expect(try WayOut(of: vault, queues: true) { _ in reasons += 1 }.mayWait)
    var policy = try Policy(vault)
    policy.queues = true
    try policy.save(in: vault, change: "queue on")
    #expect(try WayOut(of: vault) { _ in reasons += 1 }.route == nil && reasons == 2)
    try RouteSetting.set(nil, in: vault.vault)
    #expect(throws: SettingError.self) { try WayOut(of: vault) { _ in } }
  }

  /// It never went out: told, by name, before anything of it is forgotten.
  @Test func neverWentOut() throws {
    let sent = try queue("waits")
    ward.clock.move(days: 31)
    try vries.home.vault().finishPurge()
    let troubles = try vries.notices(at: nil)
    #expect(troubles.map(\.record.id) == [sent.head.id])
    guard case .expired? = troubles.first?.fate else {
      Issue.record("\(troubles)")
      return
    }
    #expect(try vries.notices(at: nil).isEmpty)
  }
}
