import Envelopes
import Files
import Identities
import MessageVault
import Teams
import TestSupport
import Testing
import Transports

@testable import Messaging

/// What an owner's home tells a team by itself.
@Suite struct NoticeTests {
  private let scene: TeamScene

  init() throws { scene = try TeamScene() }

  private func news(_ person: Person) throws -> [String] {
    let (outcomes, news) = try person.receiveNews()
    #expect(outcomes.allSatisfy { $0.name == "notice" })
    return news.map {
      switch $0 {
      case .invited: "invited"
      case .changed: "changed"
      case .ended: "ended"
      case .forked: "forked"
      case .ignored(let name, _): name
      }
    }
  }

  @Test("members hear of a new team, of changes, and that they were taken out") func wholeLife()
    throws
  {
    let record = try scene.team()
    #expect(try news(scene.jansen) == ["invited"])
    #expect(try news(scene.bakker) == ["invited"])
    #expect(try scene.jansen.record(record.id)?.teamKey != nil, "the key comes with the notice")
    #expect(try scene.jansen.vault().messages().isEmpty, "there is nothing to read")
    for person in [scene.jansen, scene.bakker] { try person.join(record) }
    var desk = try scene.vries.desk()
    _ = try desk.remove(
      [scene.bakker.identity], from: try #require(desk.authorities[record.id]))
    #expect(try news(scene.bakker) == ["ended"])
    #expect(try news(scene.jansen) == ["changed"])
    #expect(try scene.vries.auditEvents("team-notice").count == 3)
    // Nothing is owed any more.
    _ = try scene.vries.receive()
    #expect(try news(scene.jansen).isEmpty)
  }

  @Test("without a route the next run that sends tells them") func later() throws {
    var desk = try TeamDesk(scene.vries.vault(), route: nil)
    var plan = TeamDesk.Plan(name: "MDT lung")
    plan.members = [scene.jansen.identity]
    let record = try desk.create(plan).record
    #expect(try news(scene.jansen).isEmpty)
    #expect(try scene.vries.record(record.id)?.untold == [scene.jansen.identity])
    _ = try scene.vries.receive()
    #expect(try news(scene.jansen) == ["invited"])
    #expect(try scene.vries.record(record.id)?.untold.isEmpty == true)
  }

  @Test("whoever was taken out and could not be reached is told when they can be") func again()
    throws
  {
    let record = try scene.joined()
    for person in scene.everybody { _ = try person.receive() }
    scene.ward.clock.move(days: 60)
    for person in [scene.jansen, scene.vries] { _ = try person.receive() }
    var desk = try scene.vries.desk()
    _ = try desk.remove([scene.bakker.identity], from: try #require(desk.authorities[record.id]))
    #expect(try scene.vries.record(record.id)?.untold == [scene.bakker.identity])
    #expect(try news(scene.jansen) == ["changed"])
    // Bakker is back, with a card that can be written to.
    _ = try scene.bakker.receive()
    #expect(
      try scene.bakker.record(record.id)?.isMember(
        scene.bakker.identity, revoked: Set<Identity>()) == true)
    _ = try scene.vries.receive()
    #expect(try news(scene.bakker) == ["ended"])
    #expect(try scene.vries.record(record.id)?.untold.isEmpty == true)
    #expect(try news(scene.jansen).isEmpty, "once")
  }

  @Test("somebody who was taken out before they had the key does not get it") func noKey() throws {
    var desk = try TeamDesk(scene.vries.vault(), route: nil)
    var plan = TeamDesk.Plan(name: "MDT lung")
    plan.members = [scene.jansen.identity, scene.bakker.identity]
    let record = try desk.create(plan).record
    _ = try desk.remove(
      [scene.bakker.identity], from: try #require(desk.authorities[record.id]))
    _ = try scene.vries.receive()
    _ = try scene.bakker.receive()
    #expect(try scene.bakker.record(record.id)?.teamKey == nil)
    _ = try scene.jansen.receive()
    #expect(try scene.jansen.record(record.id)?.teamKey != nil)
  }

  /// What a notice says besides documents is not shown, and it makes no row of a message.
  @Test("a notice without documents changes nothing") func empty() throws {
    let forged = try scene.vries.forged(.notice, to: scene.jansen, note: "read this")
    let outcome = try scene.jansen.receive(forged)
    #expect(outcome.name == "notice")
    #expect(try scene.jansen.vault().messages().isEmpty)
    #expect(try scene.jansen.receive(forged).name == "duplicate")
  }

  @Test("a stranger's notice is held") func stranger() throws {
    let outsider = try scene.ward.person("D. Smit")
    try outsider.meets(scene.jansen)
    let forged = try outsider.forged(.notice, to: scene.jansen, note: "")
    #expect(try scene.jansen.receive(forged).heldID != nil)
  }
}
