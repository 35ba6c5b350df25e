import Envelopes
import Files
import Identities
import MessageVault
import Teams
import TestSupport
import Testing
import Transports

@testable import Messaging

/// A shift that is handed over: what is open goes to the next holder, and who comes too late is
/// told who has it.
@Suite struct HandoverTests {
  private let scene: TeamScene
  private let record: AuthorityRecord
  private var jansen: Person { scene.jansen }
  private var bakker: Person { scene.bakker }

  init() throws {
    scene = try TeamScene()
    record = try scene.onCall()
    try jansen.meets(bakker)
    try bakker.meets(jansen)
  }

  @discardableResult
  private func send(
    _ text: String = "x", _ priority: MessageHead.Priority = .urgent
  ) throws -> MessageHead {
    try scene.vries.send(text, to: []) {
      $0.role = record.id.hex
      $0.priority = priority
    }.head
  }

  /// As `role handover`, signed and published.
  private func handOver() throws -> AuthorityRecord {
    var desk = try jansen.desk(ofRoles: ())
    let (changed, _) = try desk.handOver(
      try #require(desk.authorities[record.id]), to: bakker.identity)
    return try desk.publish(changed)
  }

  private func passOn(_ record: AuthorityRecord) throws -> [Result<[UInt8], any Error>] {
    try OpenRoleMail(jansen.vault(), of: record)
      .passOn(to: bakker.identity, by: WayOut(scene.ward.route)).map(\.forward)
  }

  @Test("what nobody answered goes to the next holder, once") func openMail() throws {
    let open = try send("open")
    let answered = try send("answered")
    // De Vries writes to Jansen too, who is more than a role.
    try scene.vries.send("lunch?", to: ["jansen"])
    _ = try jansen.receive()
    try jansen.answer(answered.id.hex)
    let changed = try handOver()
    let sent = try passOn(changed).map { try $0.get() }
    #expect(sent.count == 1)
    _ = try bakker.receive()
    #expect(try bakker.shown() == ["for Cardiology on call"])
    let messages = StoredMessages(try bakker.vault())
    let parts = try messages.forwards(in: messages.open(messages.find("@last")))
    #expect(try parts.first?.message.get().head.id == open.id)
    #expect(try messages.head(of: messages.find("@last")).wants == [.acknowledged])
    #expect(try passOn(changed).isEmpty, "it has it already")
    try jansen.expectWhole()
  }

  @Test("a run that was stopped after the signature goes on from there") func again() throws {
    try send()
    _ = try jansen.receive()
    _ = try handOver()
    let changed = try handOver()
    #expect(changed.authority.handovers.count == 1)
    #expect(try passOn(changed).count == 1)
    #expect(try jansen.auditEvents("handover").count == 1)
    var desk = try jansen.desk(ofRoles: ())
    expectError(AuthorityBookError.self) {
      _ = try desk.handOver(changed, to: scene.vries.identity)
    } isExpected: {
      if case .notOnDuty = $0 { true } else { false }
    }
  }

  @Test("the next holder is not sent what went to them too") func alreadyThere() throws {
    try send("x", .stat)
    _ = try jansen.receive()
    #expect(try passOn(handOver()).isEmpty)
  }

  @Test("whoever receives it when the shift is over hears who has it now") func late() throws {
    let first = try send()
    #expect(try jansen.labels().successors(of: first, at: scene.ward.clock.now).isEmpty)
    _ = try handOver()
    _ = try jansen.receive()
    let labels = try jansen.labels()
    #expect(labels.successors(of: first, at: scene.ward.clock.now) == [bakker.identity])
    #expect(try bakker.labels().successors(of: first, at: scene.ward.clock.now).isEmpty)
    // By the plan De Vries has the role when nobody else does.
    #expect(
      labels.successors(of: first, at: scene.ward.clock.now + 16 * 3600)
        == [scene.vries.identity])
  }

  /// A route that hides a plan, or that nobody can read.
  @Test("a plan that was not seen for a day is told to be old") func stale() throws {
    let now = scene.ward.clock.now
    let long = try scene.onCall(
      shifts: [Duty.Shift(from: now, until: now + 9 * 86400, holder: jansen.identity)])
    func sent() throws -> GroupNotes {
      let sent = try scene.vries.send("x", to: []) { $0.role = long.id.hex }
      return try #require(sent.group)
    }
    scene.ward.clock.move(days: 1)
    #expect(try !sent().isStale)
    let path = scene.ward.folder.path("cards/\(long.id.hex).duty")
    let bytes = try FileTree.bytes(path)
    try FileTree.remove(path)
    scene.ward.clock.move(seconds: 86400)
    #expect(try !sent().isStale)
    scene.ward.clock.move(seconds: 1)
    let notes = try sent()
    #expect(notes.isStale && notes.read == now + 86400)
    try FileTree.write(bytes, to: path)
    _ = try scene.vries.receive()
    #expect(try !sent().isStale)
  }
}
