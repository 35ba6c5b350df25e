import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import Teams
import TestSupport
import Testing

@testable import Messaging

/// Documents and labels that somebody made up or plays again, through the receiver's own path.
@Suite struct TeamAttackTests {
  /// The label under which Jansen sees a message of De Vries with these parts.
  private func shown(
    _ scene: TeamScene, _ label: MessageLabel?, to people: [Person]? = nil,
    from sender: Person? = nil, parts: [OutgoingMessage.Part] = [], sent: Timestamp? = nil
  ) throws -> String? {
    let bytes = try (sender ?? scene.vries).forge(
      to: people ?? [scene.jansen], label: label, parts: parts, sent: sent, seq: 40)
    let reception = try #require(try scene.jansen.takes(bytes).reception)
    switch try scene.jansen.labels().label(reception.message, reception.head) {
    case .team(let team, _, _): return team.name
    case .role(let role, _): return role.name
    case .personal(let remark): return remark.name
    case nil: return nil
    }
  }

  private func label(_ record: AuthorityRecord, _ roster: Roster? = nil) throws -> MessageLabel {
    .team(id: record.id, roster: try (roster ?? record.roster()).digest)
  }

  private func outcomes(_ person: Person, _ event: String) throws -> [String] {
    try person.auditEvents(event).map { try $0.string("outcome") }
  }

  @Test("a list by somebody who is not an owner") func notAnOwner() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    let forged = try record.roster(by: scene.bakker, members: [scene.bakker.identity])
    #expect(
      try shown(
        scene, label(record, forged), parts: [.roster(record.chain(), forged)])
        == "unknown-roster")
    #expect(try scene.jansen.record(record.id)?.authority.rosters.count == 1)
    #expect(try outcomes(scene.jansen, "team-document") == ["not-an-owner"])
  }

  @Test("a list under a charter that is not there, or over a foreign charter 0")
  func brokenChain() throws {
    let scene = try TeamScene()
    let (record, other) = (try scene.joined(), try scene.team("Other"))
    let next = try record.chain()[0].next(
      by: scene.vries.vault().signingKey, owners: [scene.vries.identity],
      issued: scene.ward.clock.now)
    let gap = try record.roster(by: scene.vries, under: next)
    #expect(
      try shown(scene, label(record, gap), parts: [.roster(record.chain(), gap)])
        == "unknown-roster")
    let foreign = try record.roster(by: scene.vries)
    #expect(
      try shown(scene, label(record, foreign), parts: [.roster(other.chain(), foreign)])
        == "unknown-roster")
    #expect(try outcomes(scene.jansen, "team-document") == ["broken-chain", "broken-chain"])
    #expect(try scene.jansen.record(record.id)?.authority.charters.count == 1)
  }

  @Test("an older list that is played again does not come back") func rolledBack() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    let newer = try record.roster(
      by: scene.vries, members: [scene.vries.identity, scene.jansen.identity])
    #expect(
      try shown(scene, label(record, newer), parts: [.roster(record.chain(), newer)])
        == "MDT lung")
    #expect(
      try shown(
        scene, label(record), parts: [.roster(record.chain(), try record.roster())])
        == "MDT lung")
    let kept = try #require(try scene.jansen.record(record.id))
    #expect(!kept.isMember(scene.bakker.identity, revoked: Set<Identity>()))
    let bakker = try scene.bakker.forge(to: [scene.jansen], label: try label(record), seq: 3)
    #expect(try scene.jansen.takes(bakker).heldID != nil)
  }

  @Test("labels that a message does not deserve") func undeserved() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    let outsider = try scene.ward.person("D. Visser")
    try scene.jansen.meets(outsider)
    let unknown = MessageLabel.team(id: record.id, roster: [UInt8](repeating: 7, count: 32))
    #expect(try shown(scene, unknown) == "unknown-roster")
    let foreign = MessageLabel.team(
      id: [UInt8](repeating: 7, count: 16), roster: try record.roster().digest)
    #expect(try shown(scene, foreign) == "unknown-roster")
    #expect(try shown(scene, label(record), from: outsider) == "sender-not-a-member")
    #expect(
      try shown(scene, label(record), to: [scene.jansen, outsider]) == "recipient-not-a-member")
    #expect(try shown(scene, label(record)) == "MDT lung", "one member left out")
    let second = try scene.team("Second")
    #expect(
      try shown(scene, label(second), parts: [.roster(second.chain(), try second.roster())])
        == "not-joined")
  }

  @Test("a message after the end of the list that it names") func afterItsEnd() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    let short = try record.roster(by: scene.vries, notAfter: 60)
    let parts = [OutgoingMessage.Part.roster(record.chain(), short)]
    #expect(try shown(scene, label(record, short), parts: parts) == "MDT lung")
    scene.ward.clock.move(seconds: 3600)
    #expect(try shown(scene, label(record, short)) == "roster-ended")
  }

  @Test("an outsider's message does not come in by a team's name") func outsider() throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    let outsider = try scene.ward.person("D. Visser")
    let forged = try record.roster(
      by: outsider, members: [outsider.identity, scene.jansen.identity])
    for parts in [[], [OutgoingMessage.Part.roster(record.chain(), forged)]] {
      for roster in [try record.roster(), forged] {
        let bytes = try outsider.forge(
          to: [scene.jansen], label: try label(record, roster), parts: parts)
        #expect(try scene.jansen.takes(bytes).heldID != nil)
      }
    }
    #expect(try scene.jansen.record(record.id)?.authority.rosters.count == 1)
  }

  @Test("a team that nobody joined lets nobody in") func openInbox() throws {
    let scene = try TeamScene()
    let record = try scene.team()
    try scene.vries.send("first", to: []) { $0.team = "mdt-lung" }
    _ = try scene.jansen.receive()
    let bytes = try scene.bakker.forge(
      to: [scene.jansen], label: try label(record),
      parts: [.roster(record.chain(), try record.roster())])
    #expect(try scene.jansen.takes(bytes).heldID != nil, "invited is not joined")
    try scene.jansen.join(record)
    #expect(try scene.jansen.receive().compactMap(\.reception).count == 1, "asked at each try")
  }

  @Test("invitations have bounds, and come from people who were verified") func flood() throws {
    let scene = try TeamScene()
    for number in 0..<12 {
      let record = try scene.team("Team \(number)")
      try scene.vries.send(
        "x", to: ["jansen"],
        attachments: [
          .roster(record.chain(), try record.roster())
        ])
    }
    _ = try scene.jansen.receive()
    #expect(try AuthorityBook(scene.jansen.vault()).teams.count == Invitations.mostFromOne)
    #expect(
      try outcomes(scene.jansen, "team-document")
        == [String](repeating: "too-many-invitations", count: 8),
      "four by a notice, and again by a message")

    let red = try scene.ward.person("D. Visser")
    try scene.bakker.meets(red, verify: false)
    var desk = try red.desk()
    var plan = TeamDesk.Plan(name: "Come in")
    plan.members = [scene.bakker.identity]
    plan.unverifiedReason = "none"
    let record = try desk.create(plan).record
    let bytes = try red.forge(
      to: [scene.bakker], label: nil, parts: [.roster(record.chain(), try record.roster())])
    #expect(try scene.bakker.takes(bytes).reception != nil)
    #expect(try AuthorityBook(scene.bakker.vault()).teams.isEmpty)
    #expect(try outcomes(scene.bakker, "team-document") == ["inviter-not-verified"])
  }

  @Test("a key that is not the team's is ignored") func otherKey() throws {
    let scene = try TeamScene()
    let record = try scene.team()
    let roster = OutgoingMessage.Part.roster(record.chain(), try record.roster())
    for size in [32, 31, 64] {
      let key = OutgoingMessage.Part("key", RandomBytes.make(size), type: TeamKey.type)
      #expect(try shown(scene, nil, parts: [roster, key]) == nil)
    }
    #expect(try scene.jansen.record(record.id) != nil)
    #expect(try scene.jansen.record(record.id)?.teamKey == nil)
    let genuine = OutgoingMessage.Part(
      "key", try #require(record.teamKey).bytes.copy(), type: TeamKey.type)
    #expect(try shown(scene, nil, parts: [genuine]) == nil)
    #expect(try scene.jansen.record(record.id)?.teamKey != nil)
  }

  @Test(
    "a list whose issuer is revoked does not count, whenever it came", arguments: [true, false])
  func revokedIssuer(isFirst: Bool) throws {
    let scene = try TeamScene()
    let record = try scene.joined(owners: [])
    var desk = try scene.vries.desk()
    let owned = try desk.own(
      [scene.bakker.identity], of: try #require(desk.authorities[record.id]), withdraw: false
    ).record
    let bad = try owned.roster(
      by: scene.bakker,
      members: [
        scene.bakker.identity, scene.jansen.identity,
      ])
    func end() throws {
      var book = try scene.jansen.book()
      try scene.jansen.meets(scene.bakker)
      book = try scene.jansen.book()
      let revocation = try Revocation.sign(
        by: scene.bakker.vault().signingKey, of: .identity(scene.bakker.identity),
        reason: .compromised, issued: scene.ward.clock.now)
      _ = try book.add([.parseOne(revocation.bytes, as: .revocation)], alias: nil, fingerprint: nil)
    }
    if isFirst { try end() }
    _ = try shown(
      scene, nil,
      parts: [.roster(owned.chain(), try owned.roster()), .roster(owned.chain(), bad)])
    if !isFirst { try end() }
    let book = try AuthorityBook(scene.jansen.vault())
    let counting = book[record.id]?.authority.roster(revoked: book.revoked)
    #expect(counting == (try owned.roster()))
  }

  /// Two owners take each other out at the same moment. Whatever comes first, the more senior one's
  /// word counts for everybody.
  @Test(
    "two owners who take each other out, in every order of arrival",
    arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func feud(order: [Int]) throws {
    let scene = try TeamScene()
    let record = try scene.joined()
    var desk = try scene.vries.desk()
    let owned = try desk.own(
      [scene.jansen.identity], of: try #require(desk.authorities[record.id]), withdraw: false
    ).record
    func branch(_ owner: Person, without other: Person) throws -> OutgoingMessage.Part {
      let charter = try owned.chain().last!.next(
        by: owner.vault().signingKey, owners: [owner.identity], issued: scene.ward.clock.now)
      let members = try owned.roster().facts.members.filter { $0 != other.identity }
      return .roster(
        owned.chain() + [charter],
        try owned.roster(by: owner, members: members, epoch: 0, under: charter))
    }
    let parts = [
      OutgoingMessage.Part.roster(owned.chain(), try owned.roster()),
      try branch(scene.vries, without: scene.jansen),
      try branch(scene.jansen, without: scene.vries),
    ]
    for (number, index) in order.enumerated() {
      let bytes = try scene.vries.forge(
        to: [scene.bakker], label: nil, parts: [parts[index]], seq: 50 + number)
      #expect(try scene.bakker.takes(bytes).reception != nil)
    }
    let kept = try #require(try scene.bakker.record(record.id))
    #expect(kept.authority.owners(revoked: Set<Identity>()) == [scene.vries.identity])
    #expect(!kept.isMember(scene.jansen.identity, revoked: Set<Identity>()))
    #expect(try scene.bakker.auditEvents("team-fork").count == 1)
    #expect(kept.authority.charters.count == 4)
  }
}
