internal import Files
internal import GRDB

/// What was destroyed and removed, or would be, because its day is past.
package struct Purged: Sendable, Equatable {
  package var dayKeys = 0
  package var prekeys = 0
  package var messages = 0
  /// Those among the messages that were never exported.
  package var notExported = 0
  /// Envelopes that nobody opened while that was possible.
  package var unread = 0
  /// Refused envelopes.
  package var refused = 0
  /// Envelopes that no route took while they could be opened.
  package var undelivered = 0

  package init() {}

  package var isEmpty: Bool { self == Purged() }

  var text: String {
    "messages \(messages), not exported \(notExported), unread \(unread), day keys \(dayKeys), "
      + "prekeys \(prekeys)" + (undelivered > 0 ? ", undelivered \(undelivered)" : "")
  }
}

/// Removes what the destroyed keys sealed, or counts it: rows, then objects, then queued envelopes.
struct Expiry {
  let home: Home
  let keys: KeyTable
  let store: MessageTable
  let queue: EnvelopeQueue
  let today: Day

  /// Rows that go in one transaction: others get in between.
  private static let batch = 4096

  func removeExpired(_ destroyed: KeyTable.Destroyed) throws -> Purged {
    var purged = try store.database.read(countedRows)
    (purged.dayKeys, purged.prekeys) = (destroyed.dayKeys, destroyed.prekeys)
    if purged.messages > 0 || destroyed.isNewDay {
      for table in Self.tables { try remove(from: table) }
    }
    for name in try Directories.names(home.objects) {
      if let day = Int(name), day < today.number {
        try Directories.removeTree(Paths.join(home.objects, name))
      }
    }
    let oldest = try oldestPrekey()
    (purged.unread, purged.refused) = try queue.removeDays { $0 < oldest }
    return purged
  }

  /// What ``removeExpired(_:)`` would remove once the keys that are due are destroyed.
  func due() throws -> Purged {
    var purged = try store.database.read(countedRows)
    try keys.database.read { database in
      func count(_ sql: String) throws -> Int {
        try Int.fetchOne(database, kept(sql, [today.number])) ?? 0
      }
      purged.dayKeys = try count("SELECT COUNT(*) FROM dayKeys WHERE day < ?")
      purged.prekeys = try count("SELECT COUNT(*) FROM prekeys WHERE expiryDay < ?")
    }
    let oldest = try oldestPrekey()
    purged.unread = try queue.entries().count { $0.day < oldest }
    purged.refused = try queue.refused().count { $0.day < oldest }
    return purged
  }

  private func countedRows(_ database: GRDB.Database) throws -> Purged {
    let row = try Row.fetchOne(
      database,
      kept("SELECT COUNT(*), SUM(exported = 0) FROM messages WHERE expiryDay < ?", [today.number]))
    var purged = Purged()
    (purged.messages, purged.notExported) = (row?[0] ?? 0, row?[1] ?? 0)
    purged.undelivered =
      try Int.fetchOne(
        database,
        kept("SELECT COUNT(*) FROM deliveries WHERE expiryDay < ? AND waits = 1", [today.number]))
      ?? 0
    return purged
  }

  /// The first day that has a prekey which lives today.
  private func oldestPrekey() throws -> Day {
    try keys.database.read {
      try Int.fetchOne(
        $0, kept("SELECT MIN(day) FROM prekeys WHERE expiryDay >= ?", [today.number]))
    }.map(Day.init) ?? today
  }

  /// What has a day, and how a row of it is told from others.
  private static let tables = [
    (name: "messages", key: "rowid", day: "expiryDay"),
    (name: "receipts", key: "rowKey", day: "expiryDay"),
    (name: "standings", key: "rowKey, recipient", day: "expiryDay"),
    (name: "deliveries", key: "id", day: "expiryDay"),
    (name: "outgoing", key: "rowKey", day: "expiryDay"),
    (name: "readings", key: "rowKey", day: "expiryDay"),
    (name: "unannounced", key: "rowKey", day: "expiryDay"),
    (name: "deletions", key: "rowKey", day: "expiryDay"),
    (name: "contactPrekeys", key: "contact, day", day: "day"),
  ]

  private func remove(from table: (name: String, key: String, day: String)) throws {
    var removed = 0
    repeat {
      removed = try store.database.write { database in
        try database.run(
          """
          DELETE FROM \(table.name) WHERE (\(table.key)) IN (
            SELECT \(table.key) FROM \(table.name) WHERE \(table.day) < ? LIMIT \(Self.batch))
          """, [today.number])
        return database.changesCount
      }
    } while removed == Self.batch
  }
}
