import Envelopes
import Files
import Foundation
import GRDB
import Identities
import Messaging
import Secrets
import TestSupport
import Testing

@testable import MessageVault

/// After its day nobody can read a message any more: not from the vault, not from the relay's copy,
/// not from a copy of all files without the key table of its time.
struct PurgeTests {
  @Test("a locked purge leaves nothing that opens, and the scan would find it")
  func nothingIsLeft() throws {
    let pair = try Pair()
    for day in 1...4 { try pair.deliver("day \(day)", attached: 70_000, expires: day) }
    let home = pair.jansen.home
    let vault = try home.open()
    let secrets = try vault.secrets(upTo: pair.clock.now.day + 2)
    #expect(secrets.count >= 6)
    let sealedKeys = try vault.keys.database.read {
      try [UInt8].fetchAll($0)
    }
    #expect(!sealedKeys.isEmpty)
    pair.clock.move(days: 3)
    let locked = try home.vault()
    try locked.finishPurge()
    #expect(locked.purged.messages == 2 && locked.purged.notExported == 2)
    for file in try FileTree.files(home.home.path) {
      for secret in secrets + sealedKeys {
        #expect(try !FileTree.contains(secret, in: home.path(file)), "\(file)")
      }
    }
    #expect(try pair.jansen.texts == ["day 4"])
    #expect(try pair.jansen.auditEvents("purge").count == 1)
  }

  @Test("with all files of before but the key table, and with M, nothing opens; with it, all does")
  func copiesWithoutTheKeyTable() throws {
    let pair = try Pair()
    for day in 1...3 { try pair.deliver("day \(day)", attached: 70_000, expires: day) }
    let home = pair.jansen.home
    let (whole, without) = (pair.folder.path("whole"), pair.folder.path("without"))
    try FileTree.copy(home.home.path, to: whole)
    try FileTree.copy(home.home.path, to: without)
    let then = Clock.fixed(pair.clock.now)
    pair.clock.move(days: 3)
    try home.vault().finishPurge()
    try FileTree.remove(without + "/keys.db")
    try FileTree.copy(home.path("keys.db"), to: without + "/keys.db")
    for file in ["keys.db-wal", "keys.db-shm"] where FileTree.exists(without + "/" + file) {
      try FileTree.remove(without + "/" + file)
    }
    func openedDays(_ path: String) throws -> [Int] {
      let vault = try home.open(copy: Home(path), clock: then, clockIsRight: true)
      return try (1...3).filter { day in
        let expiry = then.today + day
        return try vault.messages().contains {
          $0.expiryDay <= expiry && $0.expiryDay > expiry - 1
            && (try? StoredMessages(vault).open($0)) != nil
        }
      }
    }
    #expect(try openedDays(without) == [3])
    #expect(try openedDays(whole) == [1, 2, 3])
  }

  @Test("the relay's copy dies with the prekey") func relaysCopy() throws {
    let pair = try Pair()
    let envelope = try pair.vries.seal("kept aside", to: ["jansen"])
    let day = pair.clock.now.day
    pair.clock.move(days: 30)
    let (early, home) = (pair.folder.path("early"), pair.jansen.home)
    try FileTree.copy(home.home.path, to: early)
    var outcomes: [ReceiveOutcome] = []
    let last = try home.open(copy: Home(early), clock: pair.clock.clock, clockIsRight: false)
    try FileTree.write(envelope, to: pair.folder.path("envelope"))
    try MessageReceiver(last, route: nil, .init(report: { outcomes.append($0) }))
      .receive(file: Descriptor.reading(pair.folder.path("envelope")))
    // On its last day the prekey opens it; whether it is still to be shown is another question.
    #expect(outcomes.first?.refusal != .keyDestroyed)
    pair.clock.move(days: 1)
    #expect(try pair.jansen.receive(envelope).refusal == .keyDestroyed)
    #expect(try home.open().prekeys(on: day).isEmpty)
  }

  @Test("what would go is what goes") func dryRun() throws {
    let pair = try Pair()
    for day in 1...3 { try pair.deliver("day \(day)", expires: day) }
    let home = pair.jansen.home
    try pair.vries.send("unread", to: ["jansen"])
    try MailFetcher(home.vault()) { _ in }.fetch(
      from: pair.ward.route, mailbox: home.made.card.mailbox)
    pair.clock.move(days: 31)
    let due = try Vault.due(home.home, clock: pair.clock.clock)
    #expect(due.messages == 3 && due.unread == 1 && due.dayKeys > 0)
    #expect(try Vault.due(home.home, clock: pair.clock.clock) == due)
    #expect(try home.vault().purged == due)
    #expect(try home.vault().purged.isEmpty)
  }

  @Test("while another reads, the keys are gone and the file is said not to be scrubbed")
  func notScrubbed() throws {
    let pair = try Pair()
    try pair.deliver("one", expires: 1)
    let home = pair.jansen.home
    pair.clock.move(days: 2)
    var configuration = Configuration()
    configuration.busyMode = .immediateError
    let reader = try DatabaseQueue(path: home.path("keys.db"), configuration: configuration)
    try reader.read { database in
      _ = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM dayKeys")
      let vault = try home.vault()
      #expect(vault.purged.messages == 1)
      let error = #expect(throws: VaultError.self) { try vault.finishPurge(patience: 0) }
      guard case .notScrubbed = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    try reader.close()
    try home.vault().finishPurge()
    #expect(try home.vault().keys.database.read { try KeyTable.meta($0, "scrubDue") } == nil)
  }

  @Test(
    "a clock far off destroys nothing, until it is said to be right",
    arguments: [-365, -3, 91, 365])
  func farClock(_ days: Int) throws {
    let pair = try Pair()
    try pair.deliver("one")
    let home = pair.jansen.home
    pair.clock.move(days: days)
    #expect(throws: VaultError.self) { try home.vault() }
    #expect(throws: VaultError.self) { try Vault.due(home.home, clock: pair.clock.clock) }
    pair.clock.move(days: -days)
    #expect(try pair.jansen.texts == ["one"])
    pair.clock.move(days: days)
    let destroyed = try home.vault(clockIsRight: true).purged
    #expect((destroyed.messages == 1) == (days > 0))
  }

  @Test("six weeks' leave need nothing") func leave() throws {
    let pair = try Pair()
    try pair.deliver("one", expires: 30)
    pair.clock.move(days: 42)
    #expect(try pair.jansen.home.vault().purged.messages == 1)
  }
}

extension [UInt8] {
  /// The sealed keys of days that are past in the tests above: of the first two days.
  fileprivate static func fetchAll(_ database: Database) throws -> [[UInt8]] {
    try Row.fetchAll(
      database, sql: "SELECT key FROM dayKeys ORDER BY day LIMIT 2"
    ).map { Array(try $0.bytes("key").suffix(48)) }
  }
}
