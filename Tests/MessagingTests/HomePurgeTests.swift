import Files
import Identities
import MessageVault
import TestSupport
import Testing
import Transports

@testable import Messaging

/// purge-expired, as the verb and cron run it.
struct HomePurgeTests {
  private func purge(_ person: Person, _ route: (any Route)? = nil) throws -> HomePurge.Outcome {
    try HomePurge(person.home.vault()).run(route, clockIsRight: false)
  }

  /// A home that a restored one took the place of forgets on the same days.
  @Test func theFormerHomeForgetsToo() throws {
    let pair = try Pair()
    try pair.deliver("here", expires: 1)
    let path = pair.jansen.home.home.path
    let former = Home(path + ".replaced")
    try FileTree.copy(path, to: former.path)
    pair.clock.move(days: 3)
    let outcome = try purge(pair.jansen)
    #expect(outcome.purged.messages == 1 && outcome.asideError == nil)
    // A vault removes what is due when it is opened: nothing is left for that.
    #expect(try Vault(former, clock: pair.clock.clock).purged.messages == 0)
  }

  /// Damage in it does not keep the home itself from forgetting.
  @Test func aDamagedFormerHomeIsReported() throws {
    let pair = try Pair()
    try pair.deliver("here", expires: 1)
    let path = pair.jansen.home.home.path
    try FileTree.copy(path, to: path + ".replaced")
    try FileTree.remove(path + ".replaced/vault.db")
    pair.clock.move(days: 3)
    let outcome = try purge(pair.jansen)
    #expect(outcome.purged.messages == 1 && outcome.asideError is VaultError)
  }

  /// What nobody fetched is removed from a route of the user's own, and what is lost is counted.
  @Test func theRouteIsCleaned() throws {
    let pair = try Pair()
    try pair.vries.send("fetched", to: ["jansen"])
    let home = pair.jansen.home
    try MailFetcher(home.vault()) { _ in }.fetch(
      from: pair.ward.route, mailbox: home.made.card.mailbox)
    try pair.vries.send("left behind", to: ["jansen"])
    #expect(try pair.ward.mail.count == 1)
    pair.clock.move(days: 29)
    #expect(try purge(pair.jansen, pair.ward.route).envelopes == 0)
    pair.clock.move(days: 3)
    let outcome = try purge(pair.jansen, pair.ward.route)
    #expect(outcome.envelopes == 1 && outcome.purged.unread == 1)
    #expect(try pair.ward.mail.isEmpty)
    // Until somebody was told, the next run tells it again.
    #expect(try purge(pair.jansen, pair.ward.route).purged.unread == 1)
    try HomePurge(pair.jansen.home.vault()).noteTold(outcome)
    #expect(try purge(pair.jansen, pair.ward.route).purged.unread == 0)
  }
}
