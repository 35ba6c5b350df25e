import Envelopes
import Files
import Identities
import MessageVault
import Teams
import TestSupport
import Testing
import Transports

@testable import Messaging

/// Documents and receipts of people who may not sign them, as they come with mail: named, noted,
/// and without effect; the message itself is shown.
@Suite struct TeamForgeryTests {
  private let scene: TeamScene
  /// A team that De Vries and Jansen own, in this order of seniority.
  private let record: AuthorityRecord

  init() throws {
    scene = try TeamScene()
    record = try scene.joined(owners: [scene.jansen])
  }

  private var last: Charter { record.chain().last! }

  private func charter(
    after charter: Charter, by person: Person, owners: [Person]
  ) throws -> Charter {
    try charter.next(
      by: person.vault().signingKey, owners: owners.map(\.identity), issued: scene.ward.clock.now)
  }

  /// What Bakker is shown of a message of De Vries with these documents, which names the roster.
  private func shown(_ charters: [Charter], _ roster: Roster, seq: Int) throws -> String? {
    let bytes = try scene.vries.forge(
      to: [scene.bakker], label: .team(id: record.id, roster: roster.digest),
      parts: [.roster(charters, roster)], seq: seq)
    #expect(try scene.bakker.takes(bytes).reception != nil)
    return try scene.bakker.shown().last ?? nil
  }

  private func names() throws -> [String] {
    try scene.bakker.auditEvents("team-document").map { try $0.string("outcome") }
  }

  @Test("a charter of somebody who is not an owner, with owners in another order, after a gap")
  func charters() throws {
    let (vries, jansen, bakker) = (scene.vries, scene.jansen, scene.bakker)
    let second = try charter(after: last, by: vries, owners: [vries])
    let forged: [(chain: [Charter], name: String)] = [
      ([last, try charter(after: last, by: bakker, owners: [bakker])], "not-an-owner"),
      ([last, try charter(after: last, by: jansen, owners: [jansen, vries])], "broken-chain"),
      ([last, try charter(after: second, by: vries, owners: [vries])], "broken-chain"),
    ]
    for (number, forgery) in forged.enumerated() {
      let roster = try record.roster(
        by: vries, members: [vries.identity, bakker.identity], epoch: 0,
        under: forgery.chain.last)
      #expect(try shown(forgery.chain, roster, seq: 10 + number) == "unknown-roster")
    }
    #expect(try names() == forged.map(\.name))
    let kept = try #require(try bakker.record(record.id))
    #expect(kept.authority.charters.count == 1 && kept.authority.rosters.count == 1)
  }

  /// The junior owner's branch counts only from the moment at which the senior one's key is known to
  /// be revoked, in whatever order all of it comes.
  @Test("a fork by a revoked owner", arguments: [false, true])
  func revokedFork(isRevokedFirst: Bool) throws {
    let (vries, jansen, bakker) = (scene.vries, scene.jansen, scene.bakker)
    try bakker.meets(jansen)
    let senior = try charter(after: last, by: vries, owners: [vries])
    let junior = try charter(after: last, by: jansen, owners: [jansen])
    func revoke() throws {
      let revocation = try Revocation.sign(
        by: vries.vault().signingKey, of: .identity(vries.identity), reason: .compromised,
        issued: scene.ward.clock.now)
      var book = try bakker.book()
      _ = try book.add([.parseOne(revocation.bytes, as: .revocation)], alias: nil, fingerprint: nil)
    }
    if isRevokedFirst { try revoke() }
    for (number, branch) in [senior, junior].enumerated() {
      let owner = number == 0 ? vries : jansen
      let bytes = try jansen.forge(
        to: [bakker], label: nil,
        parts: [
          .roster(
            [last, branch],
            try record.roster(
              by: owner, members: [owner.identity, bakker.identity], epoch: 0, under: branch))
        ], seq: 10 + number)
      #expect(try bakker.takes(bytes).reception != nil)
    }
    if !isRevokedFirst { try revoke() }
    let book = try AuthorityBook(bakker.vault())
    let kept = try #require(book[record.id])
    #expect(kept.authority.owners(revoked: book.revoked) == [jansen.identity])
    #expect(!kept.isMember(vries.identity, revoked: book.revoked))
    #expect(kept.authority.forks(revoked: book.revoked).count == 1)
  }

  /// The list that an owner signed under a branch that lost labels nothing.
  @Test("a void list of members") func void() throws {
    let (vries, jansen) = (scene.vries, scene.jansen)
    let senior = try charter(after: last, by: vries, owners: [vries])
    let junior = try charter(after: last, by: jansen, owners: [jansen])
    let counting = try record.roster(by: vries, epoch: 0, under: senior)
    let void = try record.roster(by: jansen, epoch: 0, name: "Mine", under: junior)
    #expect(try shown([last, junior], void, seq: 10) == "Mine")
    #expect(try shown([last, senior], counting, seq: 11) == "MDT lung")
    #expect(try scene.bakker.shown().suffix(2) == ["unknown-roster", "MDT lung"])
  }

  @Test("a list by somebody who is not an owner any more") func formerOwner() throws {
    let (vries, jansen) = (scene.vries, scene.jansen)
    let next = try charter(after: last, by: vries, owners: [vries])
    let counting = try record.roster(by: vries, epoch: 0, under: next)
    #expect(try shown([last, next], counting, seq: 10) == "MDT lung")
    let former = try record.roster(by: jansen, members: [jansen.identity], epoch: 99)
    _ = try shown([last], former, seq: 11)
    let kept = try #require(try scene.bakker.record(record.id))
    #expect(try kept.roster() == counting)
    let other = try record.roster(by: jansen, epoch: 1, under: next)
    #expect(try shown([last, next], other, seq: 12) == "unknown-roster")
    #expect(try names() == ["not-an-owner"])
  }

  /// Whoever signed both has the role no longer, and both successors have it.
  @Test("two handovers of one number") func twoHandovers() throws {
    let role = try scene.onCall()
    let duty = try #require(role.authority.duty(revoked: Set<Identity>()))
    let handovers = try [scene.bakker, scene.vries].map {
      try Handover.sign(
        by: scene.jansen.vault().signingKey, of: duty.facts.shifts[0], in: duty, n: 1,
        to: $0.identity, issued: scene.ward.clock.now)
    }
    for order in [handovers, handovers.reversed()] {
      try scene.ward.route.publish(
        AuthorityPart.bytes(role.chain(), duty, order), as: .duty, of: role.id.hex)
      let sent = try scene.jansen.send("x", to: []) { $0.role = role.id.hex }
      #expect(
        Set(sent.recipients.map(\.identity)) == [scene.vries.identity, scene.bakker.identity])
    }
  }

  /// What one home tells of another's notes and receipts counts for nothing.
  @Test("a receipt for a receipt") func forAReceipt() throws {
    let (vries, jansen) = (scene.vries, scene.jansen)
    try vries.send("x", to: ["jansen"])
    _ = try jansen.receive()
    try jansen.answer(note: "I will")
    let note = try #require(try jansen.vault().messages().last { $0.summary.isOutgoing })
    let reader = try StoredMessages(jansen.vault()).open(note)
    let entry = ReceiptEntry(
      id: reader.head.id, digest: reader.digest, state: .acknowledged, at: scene.ward.clock.now)
    let news = try jansen.receive(vries.forged(.receipt([entry]), to: jansen)).receipt
    #expect(news?.ignored == [.noReceiptForThis: 1] && news?.told.isEmpty == true)
  }
}
