internal import Files
internal import FoundationEssentials
internal import GRDB

/// The copies of sent messages, each with what is known of it. A row is sealed under the key of a
/// later day than its message, so that what became of a copy can be told after the message expired.
extension OpenVault {
  package struct Delivery: Sendable {
    package let id: Int64
    /// The message's row.
    package let rowKey: [UInt8]
    /// The day whose key seals it.
    let day: Day
    /// Whether the route does not have it yet, and is to get it.
    package let waits: Bool
    /// What the use case keeps of it.
    package let content: [UInt8]
    /// The sealed content, by which it shows that another run changed it meanwhile.
    fileprivate let sealed: [UInt8]
  }

  /// Days after its message's expiry for which it can be told what became of a copy.
  static let daysToTell = 30

  /// All copies that are kept, in the order in which they were sent.
  package func deliveries() throws -> [Delivery] { try deliveries("") }

  /// Those that their route does not have yet.
  package func waitingDeliveries() throws -> [Delivery] {
    try deliveries("WHERE waits AND waits = \(Waiting.now.rawValue)")
  }

  /// Whether a copy is still to be put: the column `waits`.
  package enum Waiting: Int, Sendable {
    case no, now
    /// The route has it. It may be put once more, so the header of its message is kept.
    case perhapsAgain
  }

  /// Those of the message in the row `rowKey`.
  package func deliveries(of rowKey: [UInt8]) throws -> [Delivery] {
    try deliveries("WHERE rowKey = ?", [Data(rowKey)])
  }

  private func deliveries(
    _ condition: String, _ arguments: StatementArguments = []
  ) throws -> [Delivery] {
    let rows = try store.database.read {
      try Row.fetchAll($0, kept("SELECT * FROM deliveries \(condition) ORDER BY id", arguments))
    }
    return try rows.compactMap { row in
      let (day, rowKey) = (Day(try row.value("expiryDay")), try row.bytes("rowKey"))
      guard let key = try dayKeys.existing(day) else { return nil }
      let sealed = try row.bytes("delivery")
      return Delivery(
        id: try row.value("id"), rowKey: rowKey, day: day,
        waits: try row.value("waits") == Waiting.now.rawValue,
        content: try seal.open(sealed, key, at: place("deliveries", "delivery", day, rowKey)),
        sealed: sealed)
    }
  }

  /// Whether `delivery` is still to be made, which another run may have done.
  package func isWaiting(_ delivery: Delivery) throws -> Bool {
    try store.database.read {
      try Bool.fetchOne(
        $0,
        kept("SELECT waits = \(Waiting.now.rawValue) FROM deliveries WHERE id = ?", [delivery.id]))
        ?? false
    }
  }

  /// Whether the key that seals it is destroyed so soon that it must be told of now.
  package func isLastChanceToTell(_ delivery: Delivery) -> Bool { delivery.day - today < 7 }

  /// What is kept in `outgoing` for the row `rowKey`: the age header of its message, or the whole
  /// envelope of one that nobody reads here; nil for nothing.
  package func outgoing(_ rowKey: [UInt8]) throws -> [UInt8]? {
    let row = try store.database.read {
      try Row.fetchOne(
        $0, kept("SELECT expiryDay, header FROM outgoing WHERE rowKey = ?", [Data(rowKey)]))
    }
    guard let row else { return nil }
    let day = Day(try row.value("expiryDay"))
    guard let key = try dayKeys.existing(day) else { return nil }
    return try seal.open(row.bytes("header"), key, at: place("outgoing", "header", day, rowKey))
  }

  func insertDeliveries(
    _ database: GRDB.Database, _ rowKey: [UInt8], _ day: Day, _ deliveries: [[UInt8]],
    outgoing: [UInt8]
  ) throws {
    for delivery in deliveries {
      try database.run(
        "INSERT INTO deliveries(expiryDay, rowKey, delivery) VALUES (?, ?, ?)",
        [(day + Self.daysToTell).number, Data(rowKey), Data(delivery)])
    }
    try database.run(
      "INSERT OR REPLACE INTO outgoing(rowKey, expiryDay, header) VALUES (?, ?, ?)",
      [Data(rowKey), day.number, Data(outgoing)])
  }

  /// A delivery as it is from now on; without content it is removed.
  package struct Change {
    package let delivery: Delivery
    package let content: [UInt8]?
    package let waits: Waiting

    package init(_ delivery: Delivery, _ content: [UInt8]?, waits: Waiting = .no) {
      self.delivery = delivery
      self.content = content
      self.waits = waits
    }
  }

  /// Makes `changes`, with `lines` in the audit log. What another run changed meanwhile stays as
  /// that run left it. A header is removed when none of its message's deliveries waits or may be
  /// put again. A loss of power may undo what `mayBeLost`.
  package func settle(
    _ changes: [Change], audit lines: [AuditLine] = [], mayBeLost: Bool = false
  ) throws {
    guard !changes.isEmpty else { return }
    let sealed = try changes.map { change -> [UInt8]? in
      let (delivery, content) = (change.delivery, change.content)
      guard let content, let key = try dayKeys.existing(delivery.day) else { return nil }
      return seal.seal(
        content, key, at: place("deliveries", "delivery", delivery.day, delivery.rowKey))
    }
    let settle = { [audit] (database: GRDB.Database) in
      for (settled, sealed) in zip(changes, sealed) {
        let (id, before) = (settled.delivery.id, Data(settled.delivery.sealed))
        if let sealed {
          try database.run(
            "UPDATE deliveries SET waits = ?, delivery = ? WHERE id = ? AND delivery = ?",
            [settled.waits.rawValue, Data(sealed), id, before])
        } else {
          try database.run("DELETE FROM deliveries WHERE id = ? AND delivery = ?", [id, before])
        }
      }
      for rowKey in Set(changes.map(\.delivery.rowKey)) {
        try database.run(
          """
          DELETE FROM outgoing WHERE rowKey = ?1
            AND NOT EXISTS (SELECT 1 FROM deliveries WHERE rowKey = ?1 AND waits)
          """, [Data(rowKey)])
      }
      if !lines.isEmpty { try audit.append(database, lines) }
    }
    try mayBeLost ? store.database.writeUnsynced(settle) : store.database.write(settle)
  }
}
