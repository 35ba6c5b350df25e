import Envelopes
import Files
import Identities
import MessageVault
import Teams
import TestSupport
import Testing
import Transports

@testable import Messaging

/// Messages without an answer, and to whom they are passed on.
struct OverdueTests {
  private let ward: Ward
  private let vries: Person
  private let jansen: Person
  private let bakker: Person

  init() throws {
    ward = try Ward()
    (vries, jansen) = try ward.pair()
    bakker = try ward.person("D. Bakker")
    for (one, other) in [(vries, bakker), (bakker, vries)] { try one.meets(other) }
  }

  private func overdue() throws -> [OverdueMessages.Waiting] {
    try OverdueMessages(vries.vault()).all()
  }

  private func escalate() throws -> [OverdueMessages.Step] {
    let overdue = try OverdueMessages(vries.vault())
    return try overdue.all().compactMap { try overdue.escalate($0, by: ward.route) }
  }

  private func send(
    to recipients: [String] = ["jansen"], _ priority: MessageHead.Priority = .stat,
    within: Int? = nil, escalatingTo: [String] = []
  ) throws {
    try vries.send("bleeding", to: recipients) {
      $0.wants = [.acknowledged]
      $0.priority = priority
      $0.ackWithin = within
      $0.escalateTo = escalatingTo
    }
  }

  @Test(arguments: [
    (MessageHead.Priority.stat, nil, 600), (.urgent, nil, 3600), (.routine, nil, 86400),
    (.routine, 60, 60),
  ])
  func times(priority: MessageHead.Priority, within: Int?, seconds: Int) throws {
    try send(priority, within: within)
    ward.clock.move(seconds: seconds - 1)
    #expect(try overdue().isEmpty)
    ward.clock.move(seconds: 1)
    #expect(try overdue().map(\.due) == [MovableClock.start + seconds])
  }

  @Test func answered() throws {
    try send()
    _ = try jansen.receive()
    try jansen.answer()
    ward.clock.move(seconds: 3600)
    #expect(try overdue().count == 1, "it is on its way")
    _ = try vries.receive()
    #expect(try overdue().isEmpty)
  }

  /// All declined: at once.
  @Test func declined() throws {
    try send()
    _ = try jansen.receive()
    try jansen.answer(decline: true)
    _ = try vries.receive()
    #expect(try overdue().count == 1)
  }

  @Test func afterExpiry() throws {
    #expect(throws: SendingError.self) {
      try vries.send("x", to: ["jansen"]) {
        $0.wants = [.acknowledged]
        $0.lifetime = 300
        $0.ackWithin = 600
      }
    }
    #expect(try vries.vault().messages().isEmpty)
  }

  /// Each level once, however often it is run.
  @Test func levels() throws {
    try send(escalatingTo: ["bakker"])
    ward.clock.move(seconds: 599)
    #expect(try escalate().isEmpty)
    ward.clock.move(seconds: 1)
    guard case .forwarded(let people, _)? = try escalate().first else {
      Issue.record("it is passed on")
      return
    }
    #expect(people == [bakker.identity])
    #expect(try escalate().isEmpty)
    #expect(try bakker.waiting == 1)
    ward.clock.move(seconds: 600)
    guard case .telephone? = try escalate().first else {
      Issue.record("nobody is left")
      return
    }
    ward.clock.move(seconds: 6000)
    #expect(try escalate().isEmpty)
    #expect(try bakker.waiting == 1)
    #expect(try overdue().count == 1, "still without an answer")
    #expect(try vries.auditEvents("escalate").count == 2)
  }

  /// Whoever it is passed on to settles it.
  @Test func settledByEscalation() throws {
    try send(escalatingTo: ["bakker"])
    ward.clock.move(seconds: 600)
    _ = try escalate()
    let reception = try #require(try bakker.receive().first?.reception)
    #expect(reception.head.wants == [.acknowledged])
    try bakker.answer()
    _ = try vries.receive()
    #expect(try overdue().isEmpty)
  }

  /// Killed before the commit nothing is done, after it all of it: two runs that saw the same
  /// state.
  @Test func once() throws {
    try send(escalatingTo: ["bakker"])
    ward.clock.move(seconds: 600)
    let waiting = try #require(try overdue().first)
    let runs = try OverdueMessages(vries.vault())
    #expect(try runs.escalate(waiting, by: ward.route) != nil)
    #expect(try runs.escalate(waiting, by: ward.route) == nil)
    #expect(try bakker.waiting == 1)
    #expect(try vries.vault().messages().count == 2)
    try vries.expectWhole()
  }

  /// What was taken back wants no answer.
  @Test func recalled() throws {
    try send()
    var recaller = try Recaller(vries.vault(), by: WayOut(ward.route))
    _ = try recaller.recall(vries.vault().messages()[0].summary.id.hex, reason: nil)
    ward.clock.move(seconds: 3600)
    #expect(try overdue().isEmpty)
  }
}
