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
    try CardKeeper(jansen.vault()).publish(card, in: ward.route)
    _ = try vries.receive()
    try vries.send("after it", to: ["jansen"])
    #expect(try jansen.receive().first?.reception != nil)
  }

  @Test("a card is renewed when fewer than three quarters of its days are left")
  func renewedInTime() throws {
    let ward = try Ward()
    let (_, jansen) = try ward.pair()
    let card = try CardKeeper(jansen.vault()).current()
    ward.clock.move(days: 7)
    #expect(try CardKeeper(jansen.vault()).current().bytes == card.bytes, "23 of 30 are left")
    ward.clock.move(days: 1)
    let renewed = try CardKeeper(jansen.vault()).current()
    #expect(renewed.seq > card.seq && renewed.lastDay == card.lastDay + 8)
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

  /// After nine days this copy signs a card anew too, which is newer than the clone's.
  @Test(
    "two copies of a home in use are noticed, and one goes on when it is told to",
    arguments: [1, 9])
  func clones(days: Int) throws {
    let ward = try Ward()
    let (_, jansen) = try ward.pair()
    let folder = try TemporaryFolder()
    let spool = try ward.route
    try FileTree.copy(jansen.home.home.path, to: folder.path("clone"))
    func clone() throws -> OpenVault {
      try jansen.home.open(
        copy: Home(folder.path("clone")), clock: ward.clock.clock, clockIsRight: true)
    }
    try CardKeeper(clone()).publish(CardKeeper(clone()).current(), in: spool)
    #expect(try !jansen.home.vault().sawOtherCopy(), "nothing has been done in either")
    ward.clock.move(days: days)
    try CardKeeper(clone()).publish(CardKeeper(clone()).renew(in: spool), in: spool)
    let error = #expect(throws: VaultError.self) { try jansen.receive() }
    guard case .otherCopy? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try jansen.home.vault().sawOtherCopy())
    #expect(throws: VaultError.self) {
      try MailFetcher(jansen.home.vault(), report: { _ in }).fetch(
        from: spool, mailbox: jansen.home.made.card.mailbox)
    }
    // The clone's clock may be ahead: this copy goes on all the same.
    try CardKeeper(jansen.vault()).publish(CardKeeper(jansen.vault()).renew(in: spool), in: spool)
    _ = try jansen.receive()
    #expect(try !jansen.home.vault().sawOtherCopy())
    #expect(throws: VaultError.self) {
      try CardKeeper(clone()).publish(CardKeeper(clone()).current(), in: spool)
    }
  }

  @Test("a retired copy does nothing any more, and can be read") func retired() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    try vries.send("kept", to: ["jansen"])
    try jansen.receive()
    let waiting = try vries.seal("too late", to: ["jansen"])
    try jansen.vault().retire()
    func isRetired(_ body: () throws -> Void) -> Bool {
      do { try body() } catch VaultError.retired { return true } catch {}
      return false
    }
    #expect(isRetired { _ = try CardKeeper(jansen.vault()).current() })
    #expect(isRetired { _ = try CardKeeper(jansen.vault()).renew() })
    #expect(isRetired { _ = try jansen.receive() })
    #expect(isRetired { _ = try jansen.seal("x", to: ["vries"]) })
    #expect(
      isRetired {
        try MailFetcher(jansen.home.vault(), report: { _ in }).fetch(
          from: ward.route, mailbox: jansen.home.made.card.mailbox)
      })
    #expect(try jansen.receive(waiting).refusal == .keyDestroyed)
    #expect(try jansen.texts == ["kept"])
  }
}
