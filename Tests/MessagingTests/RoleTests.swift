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

/// A role on call: planned, published, written to and handed over; and what others try with it.
@Suite struct RoleTests {
  private let scene: TeamScene
  private let record: AuthorityRecord

  /// De Vries owns a role that Jansen has for eight hours, with Bakker as backup.
  init() throws {
    scene = try TeamScene()
    record = try scene.onCall()
  }

  private func send(
    _ text: String = "x", priority: MessageHead.Priority = .urgent
  ) throws -> MessageSender.Sent {
    try scene.vries.send(text, to: []) {
      $0.role = record.id.hex
      $0.priority = priority
    }
  }

  @Test("it goes to the holder, for stat to the backup too, and bears the role's name")
  func sending() throws {
    let urgent = try send()
    #expect(urgent.recipients.map(\.identity) == [scene.jansen.identity])
    #expect(urgent.head.wants == [.acknowledged])
    #expect(try send(priority: .stat).recipients.count == 2)
    _ = try scene.jansen.receive()
    #expect(
      try scene.jansen.shown() == ["for Cardiology on call", "for Cardiology on call"])
    #expect(try scene.vries.shown() == ["to Cardiology on call", "to Cardiology on call"])
    let reply = try scene.jansen.send("on my way", to: []) {
      $0.inReplyTo = urgent.head.id.hex
    }
    #expect(reply.head.label?.role == record.id)
    _ = try scene.vries.receive()
    #expect(try scene.vries.shown().last == "by Cardiology on call")
  }

  @Test("near the change of shift both sides are written to, and after it the next one")
  func change() throws {
    scene.ward.clock.move(seconds: 7 * 3600 - 600)
    #expect(try send().recipients.count == 2)
    scene.ward.clock.move(seconds: 1200)
    #expect(try send().recipients.map(\.identity) == [scene.bakker.identity])
    scene.ward.clock.move(seconds: 20 * 3600)
    expectError(AuthorityBookError.self) {
      _ = try send()
    } isExpected: {
      // The sender alone is named for that time.
      if case .closed(.roleVacant, _, _) = $0 { true } else { false }
    }
    scene.ward.clock.move(days: 40)
    expectError(AuthorityBookError.self) {
      _ = try send()
    } isExpected: {
      if case .closed(.dutyEnded, _, _) = $0 { true } else { false }
    }
  }

  @Test("a shift is handed over, and mail follows") func handover() throws {
    var desk = try scene.jansen.desk(ofRoles: ())
    let mine = try #require(desk.authorities[record.id])
    let (changed, _) = try desk.handOver(mine, to: scene.bakker.identity)
    _ = try desk.publish(changed)
    #expect(try send().recipients.map(\.identity) == [scene.bakker.identity])
    expectError(AuthorityBookError.self) {
      _ = try desk.handOver(try #require(desk.authorities[record.id]), to: scene.vries.identity)
    } isExpected: {
      if case .notOnDuty = $0 { true } else { false }
    }
    #expect(try scene.jansen.auditEvents("handover").count == 1)
  }

  @Test("handovers by a stranger, before, after and outside the shift do not count")
  func forgedHandovers() throws {
    let duty = try #require(record.authority.duty(revoked: Set<Identity>()))
    let shift = duty.facts.shifts[0]
    let stranger = try scene.ward.person("D. Visser")
    let now = scene.ward.clock.now
    func handover(_ person: Person, n: Int = 1, at time: Timestamp? = nil) throws -> Handover {
      try Handover.sign(
        by: person.vault().signingKey, of: shift, in: duty, n: n, to: stranger.identity,
        issued: time ?? now)
    }
    for forged in try [
      handover(stranger), handover(scene.bakker), handover(scene.jansen, n: 2),
      handover(scene.jansen, at: shift.from - 1), handover(scene.jansen, at: shift.until),
    ] {
      let part = AuthorityPart.bytes(record.chain(), duty, [forged])
      try scene.ward.route.publish(part, as: .duty, of: record.id.hex)
      #expect(try send().recipients.map(\.identity) == [scene.jansen.identity])
    }
  }

  @Test("a duty by somebody who is not an owner, and an older one, change nothing")
  func forgedDuties() throws {
    let duty = try #require(record.authority.duty(revoked: Set<Identity>()))
    func other(_ person: Person, seq: Int) throws -> Duty {
      var facts = duty.facts
      facts.seq = seq
      facts.shifts[0].holder = scene.bakker.identity
      return try Duty.sign(by: person.vault().signingKey, facts)
    }
    let route = try scene.ward.route
    let forged = try other(scene.jansen, seq: 9)
    try route.publish(
      AuthorityPart.bytes(record.chain(), forged, []), as: .duty, of: record.id.hex)
    #expect(try send().recipients.map(\.identity) == [scene.jansen.identity])
    let newer = try other(scene.vries, seq: 5)
    try route.publish(
      AuthorityPart.bytes(record.chain(), newer, []), as: .duty, of: record.id.hex)
    #expect(try send().recipients.map(\.identity) == [scene.bakker.identity])
    try route.publish(
      AuthorityPart.bytes(record.chain(), duty, []), as: .duty, of: record.id.hex)
    #expect(try send().recipients.map(\.identity) == [scene.bakker.identity], "rolled back")
    var desk = try scene.vries.desk(ofRoles: ())
    _ = try desk.publish(try #require(desk.authorities[record.id]))
    let published = try #require(try route.document(.duty, of: record.id.hex))
    #expect(try AuthorityPart(published).duty == newer, "the newer one is put back")
    try FileTree.remove(scene.ward.folder.path("cards/\(record.id.hex).duty"))
    #expect(try send().recipients.map(\.identity) == [scene.bakker.identity], "hidden")
  }

  @Test("shifts that overlap are not signed, and nobody but an owner plans") func badPlans() throws
  {
    let now = scene.ward.clock.now
    let shift = Duty.Shift(from: now, until: now + 3600, holder: scene.jansen.identity)
    var desk = try scene.vries.desk(ofRoles: ())
    expectError(AuthorityBookError.self) {
      _ = try desk.plan(record, RoleDesk.Plan(shifts: [shift, shift]))
    } isExpected: {
      if case .badPlan = $0 { true } else { false }
    }
    var other = try scene.jansen.desk(ofRoles: ())
    expectError(AuthorityBookError.self) {
      _ = try other.plan(
        try #require(other.authorities[record.id]), RoleDesk.Plan(shifts: [shift]))
    } isExpected: {
      if case .notAnOwner = $0 { true } else { false }
    }
  }

  @Test("a role whose owners nobody verified is not added") func unknownOwner() throws {
    let stranger = try scene.ward.person("D. Visser")
    let bytes = try #require(try scene.ward.route.document(.duty, of: record.id.hex))
    var desk = try stranger.desk(ofRoles: ())
    expectError(AuthorityBookError.self) {
      _ = try desk.add(bytes, alias: nil, reason: "none")
    } isExpected: {
      if case .ownersUnknown = $0 { true } else { false }
    }
    #expect(try desk.published("../\(record.id.hex)") == nil)
  }

  @Test("an outsider's message to the role: who is attested gets through, who is not is held")
  func outsiders() throws {
    let outsider = try scene.ward.person(
      "D. Visser", registrations: [Registration(register: "big", number: "89012345601")])
    try outsider.meets(scene.vries)
    try outsider.pins(record)
    let sent = try outsider.send("help", to: []) { $0.role = "cardiology-on-call" }
    #expect(sent.group?.mayBeHeld.count == 1)
    var notices: [String] = []
    let listener = Inbox.Listener(
      report: { _ in },
      notice: {
        if case .heldForRole(let role, let priority, _) = $0 {
          notices.append("\(role.name) \(priority)")
        }
      })
    try Inbox(scene.jansen.vault(), listener).look(at: scene.ward.route)
    #expect(notices == ["Cardiology on call routine"])
    #expect(try scene.jansen.vault().queue.entries().count == 1)
    let held = try MailCounts(scene.jansen.vault()).heldForRoles
    #expect(held.count == 1 && held[0].kind.number == 1 && held[0].priority == .routine)

    // De Vries, whom Jansen believes, attests the outsider.
    var book = try scene.jansen.book()
    _ = try book.setVerifier(try #require(book[scene.vries.identity]), true)
    let card = outsider.home.made.card
    let now = scene.ward.clock.now
    let attestation = try Attestation.sign(
      by: scene.vries.vault().signingKey, subject: outsider.identity, name: card.name,
      registration: card.registrations[0], profession: "01", method: .inPerson, source: "x",
      sourceDate: now - 86400, issued: now - 60, validUntil: now + 86400)
    _ = try SpoolNotices(scene.ward.route).publish(attestation)
    let received = try scene.jansen.receive().compactMap(\.reception)
    #expect(received.count == 1 && received[0].message.summary.colour == "green")
    #expect(received[0].message.summary.sender?.name == "D. Visser")
    #expect(try MailCounts(scene.jansen.vault()).heldForRoles.isEmpty)
    #expect(try scene.jansen.shown() == ["for Cardiology on call"])

    let reply = try scene.jansen.send("coming", to: []) { $0.inReplyTo = sent.head.id.hex }
    #expect(reply.recipients.map(\.identity) == [outsider.identity])
    let answer = try outsider.receive().compactMap(\.reception)
    #expect(answer.count == 1, "the holder's answer to the question is known by it")
    #expect(try outsider.shown().last == "by Cardiology on call")
    let unasked = try scene.bakker.forge(
      to: [outsider], label: reply.head.label, text: "unasked")
    #expect(try outsider.takes(unasked).heldID != nil)
  }
}

extension Person {
  func desk(ofRoles: Void) throws -> RoleDesk { try RoleDesk(vault(), route: ward.route) }

  func pins(_ record: AuthorityRecord) throws {
    let bytes = try #require(try ward.route.document(.duty, of: record.id.hex))
    var desk = try desk(ofRoles: ())
    _ = try desk.add(bytes, alias: nil, reason: "the hospital's")
  }
}
