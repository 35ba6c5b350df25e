import AgeFormat
import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import TestSupport
import Testing
import Transports

@testable import Messaging

/// A message that was kept is put until its route has it, or told as failed; never dropped in
/// silence.
struct DeliveryTests {
  private let ward: Ward
  private let vries: Person
  private let jansen: Person

  init() throws {
    ward = try Ward()
    (vries, jansen) = try ward.pair()
    try vries.send("first", to: ["jansen"])
    #expect(try jansen.receive().count == 1)
    #expect(try vries.notices(at: ward.route).isEmpty)
  }

  private var box: String { ward.folder.path("mailboxes/\(jansen.home.made.card.mailbox)") }

  /// Sends while something that is not a folder stands where the mailbox was: the message waits.
  private func sendInVain(_ text: String, attachments: [OutgoingMessage.Part] = []) throws {
    expectError(SendingError.self) {
      try vries.send(text, to: ["jansen"], attachments: attachments) {
        $0.attachments.append(
          .init(name: "f", type: "x/y", content: WaitingSource("") { try block() }))
      }
    } isExpected: {
      if case .deliveryWaits = $0 { true } else { false }
    }
    #expect(try vries.vault().waitingDeliveries().count >= 1)
  }

  private func block() throws {
    try FileTree.remove(box)
    try FileTree.write([1], to: box)
  }

  @Test(arguments: [10, 300_000]) func putByTheNextRun(size: Int) throws {
    try sendInVain("second", attachments: [.init("g", pattern(size))])
    try FileTree.remove(box)
    #expect(try vries.receive().isEmpty)
    #expect(try vries.vault().waitingDeliveries().isEmpty)
    let reception = try #require(try jansen.receive().first?.reception)
    #expect(try jansen.text(of: reception.message) == "second" && reception.head.seq == 2)
    #expect(try jansen.part(1, of: reception.message) == pattern(size))
    // What made it again is not kept longer than that.
    #expect(try vries.vault().outgoing(vries.vault().messages()[1].rowKey) == nil)
  }

  /// A run that was killed after the put and before its note of it: put again, it is the same one.
  @Test func putTwice() throws {
    let vault = try vries.vault()
    let route = ChangedRoute(try ward.route) {
      $0.afterPut = { throw RouteError.missing("after the put") }
    }
    var sender = try MessageSender(vault, by: WayOut(route))
    var message = OutgoingMessage(text: MemorySource(Array("twice".utf8)))
    message.to = ["jansen"]
    expectError(SendingError.self) {
      _ = try sender.send(message)
    } isExpected: {
      if case .deliveryWaits = $0 { true } else { false }
    }
    #expect(try ward.mail.count == 1 && vault.waitingDeliveries().count == 1)
    #expect(try Deliveries(vault).release(to: ward.route).isEmpty)
    #expect(try ward.mail.count == 1 && vault.waitingDeliveries().isEmpty)
    #expect(try jansen.receive().compactMap(\.reception).count == 1)
  }

  /// The route has a name of its own spelling, however it was typed.
  @Test(arguments: ["/", "//", "/.", "/./"]) func spellings(ending: String) throws {
    let address = try #require(RouteAddress("spool:\(ward.folder.path)\(ending)"))
    #expect(try address == ward.route.address)
    var sender = try MessageSender(try vries.vault(), by: WayOut(address.connect(RouteMeans())))
    var message = OutgoingMessage(text: MemorySource(Array("x".utf8)))
    message.to = ["jansen"]
    _ = try sender.send(message)
    #expect(try vries.vault().waitingDeliveries().isEmpty)
    #expect(try jansen.receive().compactMap(\.reception).count == 1)
  }

  /// Whoever empties the mailbox or its drafts while a message is on its way.
  @Test func draftsVanish() throws {
    try vries.send("second", to: ["jansen"]) {
      $0.attachments = [
        .init(name: "f", type: "x/y", content: WaitingSource("") { try FileTree.remove(self.box) })
      ]
    }
    #expect(try vries.vault().waitingDeliveries().isEmpty)
    #expect(try jansen.receive().compactMap(\.reception?.head.seq) == [2])
  }

  @Test func expiredOnTheWay() throws {
    try sendInVain("second")
    ward.clock.move(seconds: 40 * 86400)
    #expect(try states(vries.notices(at: nil)) == [.failed])
    #expect(try vries.notices(at: nil).isEmpty)
    #expect(try vries.vault().waitingDeliveries().isEmpty)
  }

  /// Nobody opened the home for so long that not even the names are left.
  @Test func expiredLongAgo() throws {
    try sendInVain("second")
    ward.clock.move(seconds: 61 * 86400)
    var told: [Int] = []
    try Inbox(
      vries.vault(),
      .init(
        report: { _ in },
        notice: { if case .undelivered(let count) = $0 { told.append(count) } })
    ).look(at: nil)
    #expect(told == [1])
    #expect(try vries.vault().deliveries().isEmpty)
  }

  /// A relay lost it: whoever asked to be told that it came, and heard nothing for a day, puts it
  /// there once more, and no oftener.
  @Test func putAgainWithoutAnAnswer() throws {
    try vries.send("second", to: ["jansen"]) {
      ($0.priority, $0.wants) = (.stat, [.delivered])
    }
    try vries.send("not asked", to: ["jansen"])
    try FileTree.remove(box)
    try look()
    #expect(try ward.mail.isEmpty)
    ward.clock.move(seconds: 86400)
    try look()
    #expect(try ward.mail.count == 1)
    try FileTree.remove(box)
    ward.clock.move(seconds: 2 * 86400)
    try look()
    #expect(try ward.mail.isEmpty)
    #expect(try vries.vault().outgoing(vries.vault().messages()[1].rowKey) == nil)
  }

  /// It had come, and only the answer was lost: the home tells again, and shows nothing twice.
  @Test func putAgainWhereItIs() throws {
    try vries.send("second", to: ["jansen"]) {
      ($0.priority, $0.wants) = (.stat, [.delivered])
    }
    #expect(try jansen.receive().map(\.name) == ["received"])
    try FileTree.remove(ward.folder.path("mailboxes/\(vries.home.made.card.mailbox)/new"))
    try look()
    ward.clock.move(seconds: 86400)
    try look()
    #expect(try jansen.receive().map(\.name) == ["duplicate"])
    _ = try vries.receive()
    let message = try vries.vault().messages()[1]
    #expect(try StoredMessages(vries.vault()).standing(of: message).cells[jansen.identity] != nil)
    ward.clock.move(seconds: 86400)
    try look()
    #expect(try ward.mail.isEmpty)
  }

  /// What was answered, and what was taken back, is not put again.
  @Test(arguments: [true, false]) func notPutAgain(isRecalled: Bool) throws {
    try vries.send("second", to: ["jansen"]) {
      ($0.priority, $0.wants) = (.stat, [.delivered])
    }
    if isRecalled {
      try FileTree.remove(box)
      try look()
      var recaller = try Recaller(vries.vault(), by: WayOut(ward.route))
      _ = try recaller.recall(vries.vault().messages()[1].summary.id.hex, reason: nil)
      try FileTree.remove(box)
    } else {
      #expect(try jansen.receive().map(\.name) == ["received"])
      _ = try vries.receive()
    }
    ward.clock.move(seconds: 2 * 86400)
    try look()
    #expect(try ward.mail.isEmpty)
  }

  /// As each `receive` looks for what was sent.
  private func look() throws { _ = try vries.notices(at: ward.route) }

  private func states(_ troubles: [Deliveries.Trouble]) -> [DeliveryRecord.State] {
    troubles.map {
      switch $0.fate {
      case .waits: .waiting
      case .expired, .lost: .failed
      case .unfetched: .expired
      case .unknown: .gone
      }
    }
  }

  private func states() throws -> [DeliveryRecord.State] {
    let message = try #require(try vries.vault().messages().last)
    return try Deliveries(vries.vault()).records(of: message).map(\.state)
  }

  /// From the mailbox to its end, as far as the sender can know.
  @Test func fetched() throws {
    try vries.send("second", to: ["jansen"])
    #expect(try states() == [.inMailbox])
    try Deliveries(vries.vault()).refresh(from: ward.route)
    #expect(try states() == [.inMailbox])
    try jansen.receive()
    ward.clock.move(seconds: 60)
    #expect(try vries.notices(at: ward.route).isEmpty)
    let message = try #require(try vries.vault().messages().last)
    let record = try #require(try Deliveries(vries.vault()).records(of: message).first)
    #expect(record.state == .gone && record.recipient == jansen.identity)
    #expect(record.since == ward.clock.now && record.id == message.summary.id)
    // What is told and past is forgotten.
    ward.clock.move(seconds: 31 * 86400)
    #expect(try vries.notices(at: ward.route).isEmpty)
    #expect(try vries.vault().deliveries().isEmpty)
  }

  /// Told by name, once, also when the message itself is gone; never while the route is away, where
  /// it may have been fetched.
  @Test func unfetched() throws {
    let sent = try vries.send("second", to: ["jansen"]) { $0.priority = .stat }
    #expect(
      try Deliveries(vries.vault()).unfetched(expiringBefore: ward.clock.now + 31 * 86400)
        .map(\.id) == [sent.head.id])
    ward.clock.move(seconds: 31 * 86400)
    #expect(try vries.vault().messages().isEmpty)
    #expect(try vries.notices(at: nil).isEmpty)
    let troubles = try vries.notices(at: ward.route)
    #expect(states(troubles) == [.expired])
    #expect(troubles.first?.record.id == sent.head.id)
    #expect(troubles.first?.record.priority == .stat)
    #expect(
      try vries.auditEvents("send").map { try $0.string("outcome") }.last == "unfetched")
    #expect(try vries.notices(at: ward.route).isEmpty)
  }

  /// The route never comes back: before the record itself can be opened no more, it is told.
  @Test func unfetchedAndNeverSeen() throws {
    try vries.send("second", to: ["jansen"])
    ward.clock.move(seconds: 50 * 86400)
    #expect(try vries.notices(at: nil).isEmpty)
    ward.clock.move(seconds: 5 * 86400)
    #expect(try states(vries.notices(at: nil)) == [.gone])
  }

  /// The recipient came too late and refused it, and only then the sender looked.
  @Test func fetchedTooLate() throws {
    let sent = try vries.send("brief", to: ["jansen"]) { $0.lifetime = 3600 }
    ward.clock.move(seconds: 7200)
    #expect(try jansen.receive().first?.refusal == .expired)
    try Deliveries(vries.vault()).refresh(from: ward.route)
    let troubles = try vries.notices(at: ward.route)
    #expect(states(troubles) == [.gone] && troubles.first?.record.id == sent.head.id)
    #expect(try vries.auditEvents("send").map { try $0.string("outcome") }.last == "unknown")
    #expect(try vries.notices(at: ward.route).isEmpty)
  }

  /// The message expires during the day: its row is still here, and it is told at once.
  @Test func expiredToday() throws {
    expectError(SendingError.self) {
      try vries.send("brief", to: ["jansen"]) {
        $0.lifetime = 60
        $0.attachments = [
          .init(name: "f", type: "x/y", content: WaitingSource("") { try block() })
        ]
      }
    } isExpected: {
      if case .deliveryWaits = $0 { true } else { false }
    }
    try FileTree.remove(box)
    ward.clock.move(seconds: 61)
    let troubles = try Deliveries(vries.vault()).release(to: ward.route)
    guard case .expired? = troubles.first?.fate, troubles.count == 1 else {
      Issue.record("\(troubles)")
      return
    }
    // Until somebody heard of it, it is told again.
    #expect(try vries.vault().waitingDeliveries().count == 1)
    #expect(try states(vries.notices(at: ward.route)) == [.failed])
    #expect(try vries.notices(at: ward.route).isEmpty)
    #expect(try vries.vault().waitingDeliveries().isEmpty)
    #expect(
      try vries.auditEvents("send").map { try $0.string("outcome") }.last == "undelivered")
  }

  /// The home was damaged: the object of the message is gone.
  @Test func lost() throws {
    try sendInVain("second", attachments: [.init("g", pattern(300_000))])
    try FileTree.remove(box)
    try FileTree.remove(vries.home.path("objects"))
    try FileTree.makeFolder(vries.home.path("objects"))
    let troubles = try Deliveries(vries.vault()).release(to: ward.route)
    guard case .lost? = troubles.first?.fate, troubles.count == 1 else {
      Issue.record("\(troubles)")
      return
    }
    try Deliveries(vries.vault()).settle(troubles)
    #expect(try vries.vault().waitingDeliveries().isEmpty)
  }

  /// What could not be told, because nobody can hear it any more, is told by the next run, once.
  @Test func toldUntilHeard() throws {
    let sent = try vries.send("second", to: ["jansen"])
    ward.clock.move(seconds: 31 * 86400)
    struct PipeClosed: Error {}
    #expect(throws: PipeClosed.self) {
      try Inbox(vries.vault(), .init(report: { _ in }, confirm: { throw PipeClosed() }))
        .look(at: ward.route)
    }
    let troubles = try vries.notices(at: ward.route)
    #expect(states(troubles) == [.expired] && troubles.first?.record.id == sent.head.id)
    #expect(try vries.notices(at: ward.route).isEmpty)
  }

  /// Nobody gets a message that one of its recipients cannot be put.
  @Test func oneMailboxIsBlocked() throws {
    let bakker = try ward.person("D. Bakker")
    try vries.meets(bakker)
    try block()
    #expect(throws: RouteError.self) { try vries.send("to both", to: ["jansen", "bakker"]) }
    #expect(try ward.mail.isEmpty)
    #expect(try vries.vault().messages().count == 1)
  }
}
