import Envelopes
import Files
import Identities
import MessageVault
import Teams
import TestSupport
import Testing
import Transports

@testable import Messaging

/// Messages to a role that nobody answers: the duty says when, and who is next.
@Suite struct RoleEscalationTests {
  private let scene: TeamScene
  private let record: AuthorityRecord

  init() throws {
    scene = try TeamScene()
    record = try scene.onCall(within: Duty.Within(urgent: 20))
  }

  private func send(from person: Person, _ priority: MessageHead.Priority = .urgent) throws {
    try person.send("bleeding", to: []) {
      $0.role = record.id.hex
      $0.priority = priority
    }
  }

  private func escalate(_ person: Person) throws -> OverdueMessages.Step? {
    let overdue = try OverdueMessages(person.vault())
    guard let waiting = try overdue.all().first else { return nil }
    return try overdue.escalate(waiting, by: scene.ward.route)
  }

  private func pass(minutes: Int) { scene.ward.clock.move(seconds: 60 * minutes) }

  @Test("the backup is next, in the time that the duty says; then nobody") func backup() throws {
    try send(from: scene.vries)
    pass(minutes: 19)
    #expect(try OverdueMessages(scene.vries.vault()).all().isEmpty)
    pass(minutes: 1)
    guard case .forwarded([scene.bakker.identity], _)? = try escalate(scene.vries) else {
      Issue.record("it is passed on to the backup")
      return
    }
    #expect(try escalate(scene.vries) == nil)
    _ = try scene.bakker.receive()
    #expect(try scene.bakker.shown() == ["for Cardiology on call"])
    pass(minutes: 20)
    guard case .telephone? = try escalate(scene.vries) else {
      Issue.record("nobody is left")
      return
    }
    try scene.bakker.answer()
    _ = try scene.vries.receive()
    #expect(try OverdueMessages(scene.vries.vault()).all().isEmpty)
    #expect(try scene.vries.auditEvents("escalate").count == 2)
  }

  @Test("what is stat went to the backup at once") func stat() throws {
    try send(from: scene.vries, .stat)
    pass(minutes: 10)
    guard case .telephone? = try escalate(scene.vries) else {
      Issue.record("nobody is left")
      return
    }
  }

  /// The plan that counts by then knows nothing of that shift.
  @Test("it goes by the duty by which it was sent") func plannedAnew() throws {
    try send(from: scene.vries)
    pass(minutes: 5)
    var desk = try scene.vries.desk(ofRoles: ())
    let now = scene.ward.clock.now
    let shift = Duty.Shift(
      from: now, until: now + 3600, holder: scene.jansen.identity, backup: scene.jansen.identity)
    _ = try desk.plan(try #require(desk.authorities[record.id]), RoleDesk.Plan(shifts: [shift]))
    pass(minutes: 15)
    guard case .forwarded([scene.bakker.identity], _)? = try escalate(scene.vries) else {
      Issue.record("it is passed on to the backup of that shift")
      return
    }
  }

  @Test("a backup who is not a contact is written to by the published card") func stranger() throws
  {
    let outsider = try scene.ward.person("D. Visser")
    try outsider.meets(scene.vries)
    try outsider.pins(record)
    try send(from: outsider)
    pass(minutes: 20)
    guard case .forwarded([scene.bakker.identity], _)? = try escalate(outsider) else {
      Issue.record("it is passed on to the backup")
      return
    }
    #expect(try scene.bakker.waiting == 1)
  }

  /// A key was stolen, and its duty counted for a while: its backups are not written to.
  @Test("a duty whose issuer is revoked names nobody") func revoked() throws {
    try send(from: scene.vries)
    let sent = try #require(try scene.vries.vault().messages().first)
    let head = try StoredMessages(scene.vries.vault()).head(of: sent)
    let authority = record.authority
    let duty = try #require(authority.duty(named: record.duty().digest, revoked: Set<Identity>()))
    #expect(duty.backups(at: head.sent) == [scene.bakker.identity])
    #expect(authority.duty(named: duty.digest, revoked: [scene.vries.identity]) == nil)
  }
}

extension AuthorityRecord {
  fileprivate func duty() throws -> Duty {
    try #require(authority.duty(revoked: Set<Identity>()))
  }
}
