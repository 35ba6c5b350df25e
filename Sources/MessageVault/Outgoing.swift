internal import Files
internal import FoundationEssentials
internal import GRDB

/// Envelopes of kept messages that a route has not taken yet. They lie here until a route has: each can
/// be made again from its message and the header that is kept with it so long.
extension OpenVault {
  package struct Delivery: Sendable {
    package let id: Int64
    /// The message's row.
    package let rowKey: [UInt8]
    /// Where it is to be put.
    package let content: [UInt8]
  }

  /// What waits, in the order in which it was sent.
  package func deliveries() throws -> [Delivery] {
    let rows = try store.database.read {
      try Row.fetchAll($0, sql: "SELECT * FROM deliveries ORDER BY id")
    }
    return try rows.compactMap { row in
      let (day, rowKey) = (Day(try row.value("expiryDay")), try row.bytes("rowKey"))
      guard let key = try dayKeys.existing(day) else { return nil }
      let content = try seal.open(
        row.bytes("delivery"), key, at: place("deliveries", "delivery", day, rowKey))
      return Delivery(id: try row.value("id"), rowKey: rowKey, content: content)
    }
  }

  /// Whether `delivery` is still to be made, which another run may have done.
  package func isWaiting(_ delivery: Delivery) throws -> Bool {
    try store.database.read {
      try Bool.fetchOne(
        $0, sql: "SELECT 1 FROM deliveries WHERE id = ?", arguments: [delivery.id]) ?? false
    }
  }

  /// The age header of the message in the row `rowKey`; nil when it is not kept.
  package func ageHeader(_ rowKey: [UInt8]) throws -> [UInt8]? {
    let row = try store.database.read {
      try Row.fetchOne(
        $0, sql: "SELECT expiryDay, header FROM outgoing WHERE rowKey = ?",
        arguments: [Data(rowKey)])
    }
    guard let row else { return nil }
    let day = Day(try row.value("expiryDay"))
    guard let key = try dayKeys.existing(day) else { return nil }
    return try seal.open(row.bytes("header"), key, at: place("outgoing", "header", day, rowKey))
  }

  /// Ends deliveries that were made or cannot be made, with `lines` in the audit log. A header goes
  /// with the last delivery of its message.
  package func finish(_ deliveries: [Delivery], audit lines: [AuditLine] = []) throws {
    guard !deliveries.isEmpty else { return }
    try store.database.write { database in
      for delivery in deliveries {
        try database.execute(
          sql: "DELETE FROM deliveries WHERE id = ?", arguments: [delivery.id])
      }
      for rowKey in Set(deliveries.map(\.rowKey)) {
        try database.execute(
          sql: """
            DELETE FROM outgoing WHERE rowKey = ?1
              AND NOT EXISTS (SELECT 1 FROM deliveries WHERE rowKey = ?1)
            """, arguments: [Data(rowKey)])
      }
      if !lines.isEmpty { try audit.append(database, lines) }
    }
  }
}
