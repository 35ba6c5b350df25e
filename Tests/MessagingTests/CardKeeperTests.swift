import Envelopes
import Files
import Identities
import MessageVault
import TestSupport
import Testing

@testable import Messaging

/// The card promises nothing that the home does not hold.
struct CardKeeperTests {
  @Test("after a clock that ran ahead the next run publishes keys that are there")
  func ranAhead() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let before = jansen.home.made.card
    ward.clock.move(days: 50)
    _ = try jansen.home.vault()
    ward.clock.move(days: -50)
    _ = try jansen.home.vault(clockIsRight: true)
    let card = try CardKeeper(jansen.vault()).current()
    #expect(card.seq > before.seq)
    #expect(try jansen.home.vault().counts().reach == .good(daysLeft: 30))
    #expect(try CardKeeper(jansen.vault()).current().bytes == card.bytes, "once")
    try CardKeeper(jansen.vault()).publish(card, in: ward.spool)
    _ = try vries.receive()
    try vries.send("after it", to: ["jansen"])
    #expect(try jansen.receive().first?.reception != nil)
  }

  @Test("mail to a key that such a clock took is refused by that name") func namedRefusal() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let envelope = try vries.seal("too early", to: ["jansen"])
    ward.clock.move(days: 50)
    _ = try jansen.home.vault()
    ward.clock.move(days: -50)
    _ = try jansen.home.vault(clockIsRight: true)
    #expect(try jansen.receive(envelope).refusal == .keyDestroyed)
  }
}
