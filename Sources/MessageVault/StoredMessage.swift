package import Files
internal import FoundationEssentials
internal import GRDB
internal import Identities
internal import Secrets

/// A message in the vault, as a list needs it.
package struct StoredMessage: Sendable {
  package let rowKey: [UInt8]
  package let expiryDay: Day
  /// Bytes of the sealed payload.
  package let size: Int
  package let arrival: Int
  package let isExported: Bool
  package var summary: Summary
}

/// What is needed to read a message's content again.
package struct StoredContent {
  package let head: [UInt8]
  package let tail: [UInt8]
  package let fileKey: [UInt8]
  package let frames: [UInt8]
  package let payload: Payload

  package enum Payload {
    case row([UInt8])
    case object(Descriptor)
  }
}

/// Reading and deleting messages.
extension OpenVault {
  /// All messages that have not expired, oldest arrival first.
  package func messages() throws -> [StoredMessage] {
    var messages: [StoredMessage] = []
    try visitMessages {
      messages.append($0)
      return true
    }
    return messages.reversed()
  }

  /// Hands over the messages that have not expired, newest arrival first, as long as `visit` asks
  /// for more; only those that arrived after the number `first`. They are read page by page: no
  /// transaction lasts long.
  package func visitMessages(
    after first: Int = 0, _ visit: (StoredMessage) throws -> Bool
  ) throws {
    var (last, known) = (Int?.none, KnownIdentities())
    while true {
      // Without a bound at first: a number that is none is damage, and must be seen.
      let bound = last == nil ? "" : "arrival < ? AND"
      let rows = try store.database.read {
        try Row.fetchAll(
          $0,
          kept(
            """
            SELECT \(Self.listed) FROM messages WHERE \(bound) arrival > ? AND expiryDay >= ?
            ORDER BY arrival DESC LIMIT \(Self.page)
            """, StatementArguments([last, first, today.number].compactMap(\.self))))
      }
      for row in rows {
        last = try row.value("arrival")
        guard let message = try message(row, &known) else { continue }
        guard try visit(message) else { return }
      }
      guard rows.count == Self.page else { return }
    }
  }

  private static let page = 200

  /// The messages that have not expired and whose ids may begin with `start`: the two bytes that
  /// ``idMark(of:)`` looks at.
  package func messages(idStart start: [UInt8]) throws -> [StoredMessage] {
    let rows = try store.database.read {
      try Row.fetchAll(
        $0,
        kept(
          """
          SELECT \(Self.listed) FROM messages WHERE idMark = ? AND expiryDay >= ? ORDER BY arrival
          """, [idMark(of: start), today.number]))
    }
    var known = KnownIdentities()
    return try rows.compactMap { try message($0, &known) }
  }

  /// The message in the row `rowKey`; nil when there is none that has not expired.
  package func message(_ rowKey: [UInt8]) throws -> StoredMessage? {
    let row = try store.database.read {
      try Row.fetchOne(
        $0, kept("SELECT \(Self.listed) FROM messages WHERE rowKey = ?", [Data(rowKey)]))
    }
    var known = KnownIdentities()
    return try row.flatMap { try message($0, &known) }
  }

  /// The message that arrived as number `arrival`.
  func message(arrival: Int) throws -> StoredMessage? {
    let row = try store.database.read {
      try Row.fetchOne($0, kept("SELECT \(Self.listed) FROM messages WHERE arrival = ?", [arrival]))
    }
    var known = KnownIdentities()
    return try row.flatMap { try message($0, &known) }
  }

  private static let listed = "rowKey, expiryDay, arrival, size, exported, summary"

  private func message(_ row: Row, _ known: inout KnownIdentities) throws -> StoredMessage? {
    let (rowKey, day) = (try row.bytes("rowKey"), Day(try row.value("expiryDay")))
    guard let key = try dayKeys.existing(day) else { return nil }
    let summary = try Summary(
      encoded: seal.open(
        row.bytes("summary"), key, at: place("messages", "summary", day, rowKey)), &known)
    guard clock.now() < summary.expires else { return nil }
    return StoredMessage(
      rowKey: rowKey, expiryDay: day, size: try row.value("size"),
      arrival: try row.value("arrival"), isExported: try row.value("exported"), summary: summary)
  }

  /// The head and tail lines of `message`, opened; nil when it is gone by now.
  package func lines(of message: StoredMessage) throws -> (head: [UInt8], tail: [UInt8])? {
    try store.database.read { try lines($0, message.rowKey) }
  }

  func lines(
    _ database: GRDB.Database, _ rowKey: [UInt8]
  ) throws -> (head: [UInt8], tail: [UInt8])? {
    let row = try Row.fetchOne(
      database, kept("SELECT expiryDay, head, tail FROM messages WHERE rowKey = ?", [Data(rowKey)]))
    guard let row else { return nil }
    let day = Day(try row.value("expiryDay"))
    guard let key = try dayKeys.existing(day) else { return nil }
    func column(_ name: String) throws -> [UInt8] {
      try seal.open(row.bytes(name), key, at: place("messages", name, day, rowKey))
    }
    return (try column("head"), try column("tail"))
  }

  /// The sealed columns of `message`, opened, and its payload.
  package func content(of message: StoredMessage) throws -> StoredContent {
    let (rowKey, day) = (message.rowKey, message.expiryDay)
    let row = try store.database.read {
      try Row.fetchOne(
        $0,
        kept(
          "SELECT head, tail, fileKey, frames, payload FROM messages WHERE rowKey = ?",
          [Data(rowKey)]))
    }
    guard let row, let key = try dayKeys.existing(day) else {
      throw VaultError.damaged("messages: the row of \(message.summary.id.hex) is gone")
    }
    func column(_ name: String) throws -> [UInt8] {
      try seal.open(row.bytes(name), key, at: place("messages", name, day, rowKey))
    }
    let payload: StoredContent.Payload =
      if try row.value("payload") as Data? != nil {
        .row(try row.bytes("payload"))
      } else {
        .object(try objects.open(day: day, rowKey: rowKey))
      }
    return StoredContent(
      head: try column("head"), tail: try column("tail"), fileKey: try column("fileKey"),
      frames: try column("frames"), payload: payload)
  }

  /// Notes that the message was read, or only seen if it is to stay unread, with `line` in the
  /// audit log. False, and nothing is noted, when it is gone by now.
  @discardableResult
  package func markRead(
    _ message: StoredMessage, staysUnread: Bool = false, audit line: AuditLine
  ) throws -> Bool {
    try store.database.write { database in
      guard try hasRow(database, message.rowKey) else { return false }
      if !staysUnread, !message.summary.isRead {
        try changeSummary(database, message.rowKey) { $0.isRead = true }
      }
      try note(.seen, of: [message.rowKey], database)
      try audit.append(database, [line])
      return true
    }
  }

  /// Notes that content of the messages is about to leave, with `lines` in the audit log, in one
  /// transaction. Part of it may be outside from now on, whatever becomes of the rest: a recall
  /// that comes later keeps the message, and is answered so. False, and nothing is noted, when a
  /// message is gone by now.
  package func noteLeaving(_ messages: [StoredMessage], audit lines: [AuditLine]) throws -> Bool {
    try store.database.write { database in
      guard try messages.allSatisfy({ try hasRow(database, $0.rowKey) }) else { return false }
      try note(.exported, of: messages.map(\.rowKey), database)
      try audit.append(database, lines)
      return true
    }
  }

  /// Notes that the messages arrived whole where they were exported to, with `lines` in the audit
  /// log, in one transaction. One that is gone by now has no mark.
  package func markExported(_ messages: [StoredMessage], audit lines: [AuditLine]) throws {
    try store.database.write { database in
      for message in messages where try hasRow(database, message.rowKey) {
        try database.run(
          "UPDATE messages SET exported = 1, changed = ? WHERE rowKey = ?",
          [try MessageTable.nextNumber(database), Data(message.rowKey)])
      }
      try audit.append(database, lines)
    }
  }

  /// Changes the summary of a row, if there is one.
  func changeSummary(
    _ database: GRDB.Database, _ rowKey: [UInt8], _ change: (inout Summary) -> Void
  ) throws {
    let row = try Row.fetchOne(
      database, kept("SELECT expiryDay, summary FROM messages WHERE rowKey = ?", [Data(rowKey)]))
    guard let row else { return }
    let day = Day(try row.value("expiryDay"))
    guard let key = try dayKeys.existing(day) else { return }
    let place = place("messages", "summary", day, rowKey)
    var identities: KnownIdentities = [:]
    var summary = try Summary(
      encoded: seal.open(row.bytes("summary"), key, at: place), &identities)
    change(&summary)
    if !summary.isOutgoing {
      try keep(
        database, try sealedReading(Reading(summary), rowKey: rowKey, expiryDay: day))
    }
    try database.run(
      "UPDATE messages SET summary = ?, changed = ? WHERE rowKey = ?",
      [
        Data(seal.seal(summary.encoded, key, at: place)), try MessageTable.nextNumber(database),
        Data(rowKey),
      ])
  }

  /// Deletes a message before its time, row first, then object.
  package func delete(_ message: StoredMessage, audit line: AuditLine) throws {
    try store.database.write { database in
      try remove(database, message.rowKey, message.expiryDay)
      try audit.append(database, [line])
    }
    try objects.remove(day: message.expiryDay, rowKey: message.rowKey)
  }

  /// Removes the row of a message and all that hangs on it, but for the object and its receipt.
  func remove(_ database: GRDB.Database, _ rowKey: [UInt8], _ day: Day) throws {
    for table in [
      "messages", "deliveries", "outgoing", "readings", "standings", "unannounced",
    ] {
      try database.run("DELETE FROM \(table) WHERE rowKey = ?", [Data(rowKey)])
    }
    // What was backed up of it must not come back.
    try database.run(
      "INSERT OR IGNORE INTO deletions(rowKey, expiryDay) VALUES (?, ?)",
      [Data(rowKey), day.number])
    // Its receipt is backed up by itself from now on.
    try database.run(
      "UPDATE receipts SET changed = ? WHERE rowKey = ?",
      [try MessageTable.nextNumber(database), Data(rowKey)])
  }

  /// Removes what a killed process left among the objects.
  package func sweepObjects() throws {
    try objects.sweep { rowKey in try store.database.read { try hasRow($0, rowKey) } }
  }

  /// The messages that say that they correct the one in `rowKey`, oldest arrival first.
  package func replacements(of rowKey: [UInt8]) throws -> [StoredMessage] {
    let rows = try store.database.read {
      try Row.fetchAll(
        $0,
        kept(
          "SELECT \(Self.listed) FROM messages WHERE replaces = ? ORDER BY arrival", [Data(rowKey)])
      )
    }
    var known = KnownIdentities()
    return try rows.compactMap { try message($0, &known) }
  }

  /// Whether the row `rowKey` has a message, even one that has just expired.
  package func hasMessage(_ rowKey: [UInt8]) throws -> Bool {
    try store.database.read { try hasRow($0, rowKey) }
  }

  func hasRow(_ database: GRDB.Database, _ rowKey: [UInt8]) throws -> Bool {
    try Bool.fetchOne(database, kept("SELECT 1 FROM messages WHERE rowKey = ?", [Data(rowKey)]))
      ?? false
  }
}
