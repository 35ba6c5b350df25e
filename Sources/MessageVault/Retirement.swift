internal import Files
internal import GRDB

/// Ending one of two copies of a home for good.
extension Vault {
  package func isRetired() throws -> Bool {
    try keys.database.read { try KeyTable.number($0, KeyTable.retired) } == 1
  }

  /// Throws ``VaultError/retired`` once this copy was retired.
  package func checkInUse() throws {
    if try isRetired() { throw VaultError.retired }
  }
}

extension OpenVault {
  /// Destroys all prekeys of this copy: mail that it has not opened yet opens in the other alone.
  /// What it holds can be read until it expires.
  package func retire() throws {
    try writeKeys { database in
      try database.execute(sql: "DELETE FROM prekeys")
      try KeyTable.setNumber(database, KeyTable.retired, 1)
      try KeyTable.noteScrubDue(database)
    }
    _ = try keys.scrubIfDue()
    try note([AuditLine("retire", .delete, at: clock.now())])
  }
}
