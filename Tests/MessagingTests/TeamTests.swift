import AgeFormat
import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import Teams
import TestSupport
import Testing

@testable import Messaging

/// A team's day: invited, joined, written to, changed and left.
@Suite struct TeamTests {
  @Test("an invitation, a thread, and members who do not know each other") func thread() throws {
    let scene = try TeamScene()
    let record = try scene.team()
    try scene.vries.send("first", to: []) { $0.team = "mdt-lung" }
    let (outcomes, news) = try scene.jansen.receiveNews()
    #expect(outcomes.compactMap(\.reception).count == 1)
    guard case .invited(_, let by)? = news.first else {
      Issue.record("\(news)")
      return
    }
    #expect(by == scene.vries.identity)
    #expect(try scene.jansen.shown() == ["not-joined"])
    #expect(try scene.jansen.auditEvents("team-invited").count == 1)
    expectError(AuthorityBookError.self) {
      var desk = try scene.jansen.desk()
      _ = try desk.join(try #require(desk.authorities[record.id]), reason: nil)
    } isExpected: {
      if case .notVerified(let names, _) = $0 { names.count == 1 } else { false }
    }
    try scene.jansen.join(record)
    #expect(try scene.jansen.shown() == ["MDT lung"], "the label follows what was decided since")

    _ = try scene.bakker.receive()
    try scene.bakker.join(record)
    let sent = try scene.bakker.send("second", to: []) { $0.team = "mdt-lung" }
    #expect(sent.recipients.count == 2 && sent.recipients.count { $0.alias == nil } == 1)
    let stranger = try #require(try scene.jansen.receive().first?.reception)
    #expect(stranger.sender == nil && stranger.message.summary.colour == "red")
    #expect(stranger.message.summary.sender?.name == "C. Bakker")
    #expect(try scene.jansen.shown() == ["MDT lung", "MDT lung"])
    #expect(stranger.head.conversation == Conversation.id(ofTeam: record.id))

    let reply = try scene.jansen.send("third", to: []) {
      $0.inReplyTo = stranger.head.id.hex
    }
    #expect(reply.head.team == record.id, "an answer to a team goes to the team")
    #expect(try scene.bakker.receive().compactMap(\.reception).count == 1)
  }

  @Test("the team's key comes with a message to members alone") func key() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    let keys = try scene.everybody.map { try $0.record(record.id)?.teamKey?.bytes.copy() }
    #expect(Set(keys).count == 1 && keys[0] != nil)
    let kept = try scene.jansen.vault().messages()
    let types = try kept.map { try StoredMessages(scene.jansen.vault()).head(of: $0).parts }
    #expect(types.flatMap { $0 }.contains { $0.type == TeamKey.type })
  }

  @Test("who was taken out is told, and what they had stays labelled") func removed() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    try scene.bakker.send("before", to: []) { $0.team = "mdt-lung" }
    _ = try scene.jansen.receive()
    var desk = try scene.vries.desk()
    let done = try desk.remove(
      [scene.bakker.identity], from: try #require(desk.authorities[record.id]))
    #expect(done.removed == [scene.bakker.identity] && done.members == [scene.jansen.identity])
    let old = try scene.bakker.forge(
      to: [scene.jansen], label: .team(id: record.id, roster: try record.roster().digest), seq: 9)
    try scene.vries.send("without them", to: []) { $0.team = "mdt-lung" }
    _ = try scene.jansen.receive()
    #expect(try scene.jansen.shown() == ["MDT lung", "MDT lung", "MDT lung"])
    #expect(try scene.jansen.receive(old).heldID != nil, "no member, no contact")

    let told = try scene.vries.forge(
      to: [scene.bakker], label: nil,
      parts: [.roster(done.record.chain(), try done.record.roster())], seq: 2)
    var news: [AuthorityNews] = []
    let listener = Inbox.Listener(
      report: { _ in }, notice: { if case .group(let found) = $0 { news.append(found) } })
    let folder = try TemporaryFolder()
    try FileTree.write(told, to: folder.path("envelope"))
    try MessageReceiver(scene.bakker.vault(), route: nil, listener)
      .receive(file: Descriptor.reading(folder.path("envelope")))
    guard case .ended(_, let by, _)? = news.first else {
      Issue.record("\(news)")
      return
    }
    #expect(by == scene.vries.identity)
    expectError(AuthorityBookError.self) {
      try scene.bakker.send("x", to: []) { $0.team = "mdt-lung" }
    } isExpected: {
      if case .notJoined = $0 { true } else { false }
    }
  }

  @Test("all of it is there in another run, and after the master key was replaced")
  func reopened() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    try scene.jansen.vault().rekey { slots, master in
      guard case .keyfile(let key) = scene.jansen.home.secret else { return }
      slots.addKeyfile(key, to: master)
    }
    #expect(try scene.jansen.shown() == ["MDT lung"])
    #expect(try scene.jansen.record(record.id)?.teamKey != nil)
    #expect(try scene.jansen.record(record.id)?.consents.count == 1)
  }

  @Test("old lists of members are known for as long as messages that name them")
  func superseded() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    var desk = try scene.vries.desk()
    for _ in 0..<3 { _ = try desk.renew(try #require(desk.authorities[record.id])) }
    #expect(try scene.vries.record(record.id)?.authority.rosters.count == 4)
    scene.ward.clock.move(days: 31)
    #expect(try scene.vries.record(record.id)?.authority.rosters.count == 1)
  }

  @Test("members who cannot be reached are named, or nothing is sent") func unreached() throws {
    let scene = try TeamScene()
    _ = try scene.joined()
    try FileTree.remove(scene.ward.folder.path("cards"))
    let sent = try scene.jansen.send("x", to: []) { $0.team = "mdt-lung" }
    #expect(sent.recipients.map(\.identity) == [scene.vries.identity])
    #expect(sent.unreachable.map(\.reason) == [.noCard])
    expectError(AuthorityBookError.self) {
      try scene.jansen.send("x", to: []) {
        $0.team = "mdt-lung"
        $0.allOrNone = true
      }
    } isExpected: {
      if case .closed(.unreached, _, let people) = $0 { people.count == 1 } else { false }
    }
  }

  @Test("past its end nothing is sent, until an owner signs it again") func ended() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    let short = try record.roster(by: scene.vries, notAfter: 3600)
    let outcome = try scene.jansen.takes(
      scene.vries.forge(
        to: [scene.jansen], label: nil, parts: [.roster(record.chain(), short)], seq: 5))
    #expect(outcome.reception != nil)
    scene.ward.clock.move(seconds: 7200)
    expectError(AuthorityBookError.self) {
      try scene.jansen.send("x", to: []) { $0.team = "mdt-lung" }
    } isExpected: {
      if case .closed(.rosterEnded, _, _) = $0 { true } else { false }
    }
  }

  @Test("the last owner cannot leave; another can, and the rest go on") func leaving() throws {
    let scene = try TeamScene()
    let record = try scene.joined(owners: [])
    var desk = try scene.vries.desk()
    expectError(AuthorityBookError.self) {
      _ = try desk.leave(try #require(desk.authorities[record.id]))
    } isExpected: {
      if case .lastOwner = $0 { true } else { false }
    }
    _ = try desk.own(
      [scene.jansen.identity], of: try #require(desk.authorities[record.id]), withdraw: false)
    let left = try desk.leave(try #require(desk.authorities[record.id]))
    #expect(left.record.state == .left && left.members.count == 2)
    let people = try #require(left.record.authority.roster(revoked: Set<Identity>())).facts.members
    #expect(!people.contains(scene.vries.identity) && people.contains(scene.jansen.identity))
  }

  @Test("a member who leaves writes to the owners, who take them out") func memberLeaves() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    _ = try scene.vries.receive()
    var desk = try scene.bakker.desk()
    let left = try desk.leave(try #require(desk.authorities[record.id]))
    #expect(left.record.state == .left && left.told.map(\.identity) == [scene.vries.identity])
    #expect(try scene.jansen.waiting == 0)
    _ = try scene.vries.receive()
    #expect(try scene.vries.shown().last == "MDT lung")
    #expect(try scene.vries.texts.last?.hasPrefix("I leave this team.") == true)
    var owner = try scene.vries.desk()
    _ = try owner.remove([scene.bakker.identity], from: try #require(owner.authorities[record.id]))
    _ = try scene.bakker.receive()
    #expect(try scene.bakker.record(record.id)?.state == .left)
  }

  @Test("that no owner can be told keeps nobody in a team") func nobodyToTell() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    scene.ward.clock.move(days: 60)
    var desk = try scene.bakker.desk()
    let left = try desk.leave(try #require(desk.authorities[record.id]))
    #expect(left.record.state == .left && left.told.isEmpty)
  }

  @Test("a number gives one token in a team, and another elsewhere") func tokens() throws {
    let scene = try TeamScene()
    _ = try scene.joined()
    func number() throws -> PatientNumber {
      var line = Array("bsn:111222333".utf8)
      return try PatientNumber(SecretBytes(moving: &line))
    }
    let first = try scene.vries.send("a", to: []) {
      $0.team = "mdt-lung"
      $0.patientNumber = try? number()
    }
    let second = try scene.bakker.send("b", to: []) {
      $0.team = "mdt-lung"
      $0.patientNumber = try? number()
    }
    let personal = try scene.vries.send("c", to: ["jansen"]) { $0.patientNumber = try? number() }
    #expect(first.head.patient != nil && first.head.patient == second.head.patient)
    #expect(personal.head.patient != nil && personal.head.patient != first.head.patient)
    _ = try scene.jansen.receive()
    var filter = StoredMessages.Filter()
    filter.patients = try PatientTokens.all(of: [number()], in: scene.jansen.vault())
    #expect(
      try Set(StoredMessages(scene.jansen.vault()).list(filter).map(\.summary.id))
        == [first.head.id, second.head.id], "by the team's key, and not by the sender's own")
    let reply = try scene.jansen.send("d", to: []) { $0.inReplyTo = first.head.id.hex }
    #expect(reply.head.patient == first.head.patient, "an answer keeps the patient")
    expectError(SendingError.self) {
      try scene.jansen.send("e", to: []) {
        $0.inReplyTo = first.head.id.hex
        $0.patient = personal.head.patient
      }
    } isExpected: {
      if case .otherPatient(.answered) = $0 { true } else { false }
    }
  }

  @Test("a forward to a team has the team's token of the patient") func forwardedTokens() throws {
    let scene = try TeamScene()
    _ = try scene.joined()
    func number(_ text: String = "bsn:111222333") throws -> PatientNumber {
      var line = Array(text.utf8)
      return try PatientNumber(SecretBytes(moving: &line))
    }
    func forward(
      _ id: [UInt8], _ text: String? = "bsn:111222333", despite: Bool = false
    ) throws -> PatientToken? {
      let vault = try scene.jansen.vault()
      var message = OutgoingMessage(text: MemorySource([]))
      message.team = "mdt-lung"
      message.patientNumber = try text.map { try number($0) }
      message.allowsOtherPatient = despite
      try message.forward(id.hex, priority: nil, in: vault)
      var sender = try MessageSender(vault, by: WayOut(scene.ward.route))
      return try sender.send(message).head.patient
    }
    let known = try scene.jansen.send("a", to: []) {
      $0.team = "mdt-lung"
      $0.patientNumber = try? number()
    }
    let own = try scene.jansen.send("b", to: ["vries"]) { $0.patientNumber = try? number() }
    let bare = try scene.jansen.send("c", to: ["vries"])
    let foreign = try scene.vries.send("d", to: ["jansen"]) { $0.patientNumber = try? number() }
    _ = try scene.jansen.receive()
    #expect(own.head.patient != known.head.patient)
    #expect(try forward(own.head.id) == known.head.patient)
    #expect(try forward(own.head.id, nil) == own.head.patient)
    #expect(try forward(bare.head.id) == known.head.patient)
    #expect(try forward(foreign.head.id, despite: true) == known.head.patient)
    for (id, text) in [(own.head.id, "bsn:123456782"), (foreign.head.id, "bsn:111222333")] {
      expectError(SendingError.self) {
        _ = try forward(id, text)
      } isExpected: {
        if case .otherPatient(.forwarded) = $0 { true } else { false }
      }
    }
  }

  @Test("the key of a team does not travel with what is forwarded") func keyStays() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    let outsider = try scene.ward.person("D. Visser")
    try outsider.meets(scene.jansen)
    try scene.jansen.meets(outsider)
    try scene.vries.send("look", to: []) { $0.team = "mdt-lung" }
    _ = try scene.jansen.receive()
    let key = try #require(record.teamKey).bytes.copy()
    var message = OutgoingMessage(text: MemorySource([]))
    message.to = [outsider.home.made.identity.description]
    try message.forward("@last", priority: nil, in: scene.jansen.vault())
    var sender = try MessageSender(scene.jansen.vault(), by: WayOut(scene.ward.route))
    _ = try sender.send(message)
    let reception = try #require(try outsider.receive().compactMap(\.reception).first)
    for index in reception.head.parts.indices {
      let bytes = try outsider.part(index, of: reception.message)
      #expect(!bytes.indices.contains { bytes[$0...].starts(with: key) })
    }
    let messages = StoredMessages(try outsider.vault())
    let forward = try #require(try messages.forwards(in: messages.open(reception.message)).first)
    #expect((try? forward.message.get())?.head.from == scene.vries.identity)
  }
}
