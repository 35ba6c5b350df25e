import Files
import FoundationEssentials
import GRDB
import Identities
import Secrets
import TestSupport
import Testing

@testable import MessageVault

extension [UInt8] {
  var data: Data { Data(self) }
}

struct AuditTests {
  private let home: TestHome

  init() throws {
    home = try TestHome()
    for number in 0..<3 { try home.open().note([Sample.line("a\(number)"), Sample.line("b")]) }
    try home.vault().audit([Sample.line("locked")])
    try home.open().note([Sample.line("last")])
  }

  private func change(_ sql: String) throws {
    try home.vault().store.database.write { try $0.execute(sql: sql) }
  }

  @Test func whole() throws {
    let vault = try home.open()
    #expect(try vault.firstAuditBreak() == nil)
    let events = try vault.auditLines().map { try $0.string("event") }
    #expect(events.suffix(8) == ["a0", "b", "a1", "b", "a2", "b", "locked", "last"])
    let line = try #require(try vault.auditLines().last)
    #expect(try line.string("actor") == home.identity.description)
    #expect(try line.string("time") == MovableClock.start.description)
    let locked = try #require(try vault.auditLines().dropLast().last)
    #expect(try locked.string("actor") == "locked")
  }

  @Test func epochs() throws {
    let epochs = try home.vault().store.database.read {
      try Int.fetchAll($0, sql: "SELECT epoch FROM audit ORDER BY number")
    }
    // One for the making, one for each unlocking; a locked line goes on in the last.
    #expect(Array(epochs.suffix(8)) == [2, 2, 3, 3, 4, 4, 4, 5])
    #expect(epochs.dropLast(8).allSatisfy { $0 == 1 })
  }

  /// Two processes that write in turn.
  @Test func interleaved() throws {
    let (one, two) = (try home.open(), try home.open())
    for number in 0..<5 {
      try one.note([Sample.line("one \(number)")])
      try two.note([Sample.line("two \(number)")])
      try home.vault().audit([Sample.line("locked")])
    }
    #expect(try home.open().firstAuditBreak() == nil)
    #expect(try one.auditLines().suffix(15).count == 15)
  }

  @Test(arguments: [
    "UPDATE audit SET line = x'00' || line WHERE number = 4",
    "UPDATE audit SET mac = randomblob(32) WHERE number = 4",
    "UPDATE audit SET line = (SELECT line FROM audit WHERE number = 5) WHERE number = 4",
    "UPDATE audit SET epoch = 7 WHERE number = 4",
    "UPDATE audit SET epoch = -1 WHERE number = 4",
    "UPDATE audit SET epoch = 'text' WHERE number = 4",
    "UPDATE audit SET mac = 'text' WHERE number = 4",
    "DELETE FROM audit WHERE number = 4",
    "DELETE FROM audit WHERE number >= 4",
    "UPDATE audit SET number = CASE number WHEN 4 THEN -5 ELSE -4 END WHERE number IN (4, 5); "
      + "UPDATE audit SET number = -number WHERE number < 0",
    "DELETE FROM audit WHERE number = 4; UPDATE audit SET number = -number WHERE number > 4; "
      + "UPDATE audit SET number = -number - 1 WHERE number < 0",
  ])
  func altered(sql: String) throws {
    try change(sql)
    #expect(try home.open().firstAuditBreak() == 4, "\(sql)")
  }

  /// Cut off at the end, and all of it: the key that is kept does not follow from what is left.
  @Test func cutOff() throws {
    let count = try home.open().auditLines().count
    try change("DELETE FROM audit WHERE number = \(count)")
    #expect(try home.open().firstAuditBreak() == count)
    try change("DELETE FROM audit")
    #expect(try home.open().firstAuditBreak() == 1)
    try change("DELETE FROM auditChain")
    #expect(try home.open().firstAuditBreak() == 1)
  }

  @Test func lineBelongsToItsNumber() throws {
    try change("UPDATE audit SET line = (SELECT line FROM audit WHERE number = 5) WHERE number = 4")
    expectDamaged { _ = try home.open().auditLines() }
  }

  /// No clinical text, no name lies in clear.
  @Test func sealed() throws {
    let vault = try home.open()
    try vault.note([
      AuditLine("read", .read, at: MovableClock.start, patient: "patient-4711", purpose: "because")
    ])
    try home.vault().audit([
      AuditLine("read", .read, at: MovableClock.start, patient: "patient-4712", purpose: "because")
    ])
    for text in ["patient-47", "because", "tacita1"] {
      for file in ["vault.db", "vault.db-wal"] {
        #expect(try !FileTree.contains(Array(text.utf8), in: home.path(file)))
      }
    }
    #expect(
      try vault.auditLines().suffix(2).map { try $0.string("patient") }
        == ["patient-4711", "patient-4712"])
  }

  @Test func wrongSecretIsNoted() throws {
    #expect(throws: VaultError.self) {
      try home.vault().unlocked(with: .keyfile(.random(count: 32)))
    }
    let line = try #require(try home.open().auditLines().last)
    #expect(try line.string("event") == "unlock")
    #expect(try line.string("outcome") == "wrong-secret")
    #expect(try home.open().firstAuditBreak() == nil)
  }

  /// What cannot be kept has its line all the same, and nothing is kept without one.
  @Test func theLineComesBeforeWhatIsKept() throws {
    let vault = try home.open()
    try vault.keys.database.write { try $0.execute(sql: "ALTER TABLE settings RENAME TO away") }
    #expect(throws: (any Error).self) {
      try vault.keepIssued([(bytes: [1], digest: [2])], audit: [Sample.line("attest")])
    }
    try vault.keys.database.write { try $0.execute(sql: "ALTER TABLE away RENAME TO settings") }
    #expect(try vault.auditLines().contains { try $0.string("event") == "attest" })
  }
}
