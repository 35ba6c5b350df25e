import AgeFormat
import Files
import GRDB
import Secrets
import TestSupport
import Testing

@testable import MessageVault
@testable import Backups

/// Homes and repositories that do not belong together, or were parted.
struct StateTests {
  @Test("two places in turn, a restore from one: what only the other has is not lost")
  func coincidingGenerations() throws {
    let pair = try Pair()
    let (first, second) = (pair.repository, pair.folder.path("second"))
    try pair.deliver("one")
    try pair.jansen.backUp(first)
    try pair.jansen.backUp(second)
    try pair.deliver("two", attached: 70_000)
    try pair.jansen.backUp(first)
    _ = try pair.jansen.restore(second, to: pair.jansen.home.home.path)
    try pair.jansen.backUp(second)
    #expect(throws: BackupError.self) { try pair.jansen.backUp(first) }
    #expect(try pair.jansen.restore(first, to: pair.folder.path("home")).texts == ["one", "two"])
  }

  @Test("a repository is not restored over another's home, or a folder of other things")
  func otherHome() throws {
    let pair = try Pair()
    try pair.jansen.backUp(pair.repository)
    #expect(throws: VaultError.self) {
      try pair.jansen.restore(pair.repository, to: pair.vries.home.home.path)
    }
    let folder = pair.folder.path("documents")
    try FileTree.makeFolder(folder)
    try FileTree.write([1], to: folder + "/letter")
    #expect(throws: VaultError.self) { try pair.jansen.restore(pair.repository, to: folder) }
    #expect(FileTree.exists(folder + "/letter"))
    try FileTree.makeFolder(pair.folder.path("empty"))
    _ = try pair.jansen.restore(pair.repository, to: pair.folder.path("empty"))
  }

  @Test("an object that the home lost is named, and the rest is backed up") func lostObject() throws
  {
    let pair = try Pair()
    try pair.deliver("one", attached: 70_000)
    try pair.deliver("two", attached: 70_000)
    let objects = try FileTree.files(pair.jansen.home.path("objects"))
    try FileTree.remove(pair.jansen.home.path("objects/" + (try #require(objects.first))))
    #expect(try pair.jansen.backUp(pair.repository).losses.count == 1)
    let (outcome, texts) = try pair.jansen.restore(
      pair.repository, to: pair.folder.path("home"))
    #expect(texts.count == 1 && outcome.lost == 1 && outcome.problems.count == 1)
  }

  @Test("after an audit segment was lost, backups go on") func lostSegment() throws {
    let pair = try Pair()
    let long = String(repeating: "x ", count: 1000)
    for _ in 1...150 {
      try pair.jansen.vault().note([AuditLine("test", .read, at: pair.clock.now, purpose: long)])
    }
    try pair.jansen.backUp(pair.repository)
    let segment = try #require(try pair.files.first { $0.hasPrefix("audit/") })
    try FileTree.write(
      Array(FileTree.bytes(pair.path(segment)).prefix(5000)), to: pair.path(segment))
    _ = try pair.jansen.restore(pair.repository, to: pair.jansen.home.home.path)
    try pair.jansen.backUp(pair.repository)
    try pair.jansen.backUp(pair.repository)
    #expect(try pair.jansen.check(pair.repository).problems.isEmpty)
    #expect(try !pair.jansen.vault().auditState().isWhole)
  }

  @Test("a log cut short is not whole again after the next line") func cutLog() throws {
    let pair = try Pair()
    for _ in 1...5 {
      try pair.jansen.vault().note([AuditLine("test", .read, at: pair.clock.now)])
    }
    #expect(try pair.jansen.vault().auditState().isWhole)
    try pair.jansen.home.vault().store.database.write {
      try $0.execute(sql: "DELETE FROM audit WHERE number > (SELECT MAX(number) FROM audit) - 3")
    }
    #expect(try !pair.jansen.vault().auditState().isWhole)
    try pair.jansen.vault().note([AuditLine("test", .read, at: pair.clock.now)])
    #expect(try !pair.jansen.vault().auditState().isWhole)
  }

  @Test("what a killed beginning left does not refuse the repository") func killedBeginning() throws
  {
    let pair = try Pair()
    try FileTree.makeFolder(pair.repository)
    try FileTree.write([1], to: pair.path(".tacita-backup.json.x.part"))
    try pair.jansen.backUp(pair.repository)
  }

  @Test("the past goes although there is no room, or no way, for a new backup") func forgetsFirst()
    throws
  {
    let pair = try Pair()
    try pair.deliver("one", attached: 70_000, expires: 1)
    try pair.jansen.backUp(pair.repository)
    pair.clock.move(days: 3)
    try FileTree.remove(pair.path("snapshots/1"))
    try FileTree.copy(pair.path("keyring"), to: pair.path("aside"))
    try FileTree.remove(pair.path("aside"))
    // A folder where the next snapshot is to lie keeps the backup from being finished.
    let vault = try pair.jansen.home.vault()
    try FileTree.makeFolder(pair.path("snapshots/2/full"))
    #expect(throws: (any Error).self) {
      try Backup(vault, to: pair.repository, keyring: nil, fork: true) { _ in }.run()
    }
    let keyring = try Keyring(encoded: FileTree.bytes(pair.path("keyring")))
    let days = try ForeignTable(image: keyring.table).read {
      try Int.fetchAll($0, sql: "SELECT day FROM dayKeys")
    }
    #expect(!days.isEmpty && days.allSatisfy { $0 >= pair.clock.now.day.number })
  }
}
