internal import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
internal import Secrets

/// A message about to be kept: everything that its row holds, still in clear.
package struct NewMessage {
  package var summary: Summary
  /// The head and tail lines without their LFs.
  package var head: [UInt8]
  package var tail: [UInt8]
  /// 16 bytes.
  package var fileKey: [UInt8]
  /// The SHA-256 of every frame of every part, joined in order.
  package var frames: [UInt8]
  package var payload: Payload
  /// The message digest; kept as a receipt until the prekey expires. Nil for what was sent.
  package var digest: [UInt8]?
  /// The copies that are to be put on a route once this is committed, and the age header, which with
  /// the payload makes the envelope again until they are there.
  package var deliveries: [[UInt8]] = []
  package var ageHeader: [UInt8] = []
  /// What is to be told of the message beside what it holds itself; nil when nobody waits to hear of it.
  package var announcement: [UInt8]?

  package enum Payload {
    case row([UInt8])
    case object(Objects.Draft)
  }

  package init(
    summary: Summary, head: [UInt8], tail: [UInt8], fileKey: [UInt8], frames: [UInt8],
    payload: Payload, digest: [UInt8]?
  ) {
    self.summary = summary
    self.head = head
    self.tail = tail
    self.fileKey = fileKey
    self.frames = frames
    self.payload = payload
    self.digest = digest
  }
}

/// What a commit made of a message.
package enum Kept: Sendable, Equatable {
  /// The number of its arrival.
  case kept(arrival: Int)
  /// The same message was received before.
  case duplicate
  /// The same sender and id, but another message.
  case alreadyReceived

  package var isKept: Bool {
    if case .kept = self { true } else { false }
  }
}

/// Keeping messages.
extension OpenVault {
  /// The key of a message's row: BLAKE2b-128 of sender and id, so that ids link no two vaults.
  package func rowKey(from sender: Identity, id: [UInt8]) -> [UInt8] {
    BLAKE2b.hash(sender.publicKey + id, key: pseudonymKey, size: 16)
  }

  /// What finds a message by the beginning of its id (docs/vault.md, id mark): of the first two bytes.
  func idMark(of id: [UInt8]) -> Int {
    Int(BLAKE2b.hash(Array(id.prefix(2)), key: pseudonymKey, size: 16).prefix(4).bigEndianInteger)
  }

  /// The digest of the message that was received as (`sender`, `id`); nil if none was.
  package func receipt(from sender: Identity, id: [UInt8]) throws -> [UInt8]? {
    let key = rowKey(from: sender, id: id)
    return try store.database.read { try receipt($0, key) }
  }

  private func receipt(_ database: GRDB.Database, _ rowKey: [UInt8]) throws -> [UInt8]? {
    let row = try Row.fetchOne(
      database, sql: "SELECT expiryDay, digest FROM receipts WHERE rowKey = ?",
      arguments: [Data(rowKey)])
    guard let row else { return nil }
    let day = Day(try row.value("expiryDay"))
    guard let key = try dayKeys.existing(day) else { return nil }
    return try seal.open(row.bytes("digest"), key, at: place("receipts", "digest", day, rowKey))
  }

  /// Commits `messages` in one transaction, each with its line of the audit log, and says for each
  /// what became of it: another process may have been faster. `others` are lines of what came along
  /// and is not kept. On return all is on the disk.
  @discardableResult
  package func keep(
    _ messages: [NewMessage], audit lines: [AuditLine], others: [AuditLine] = []
  ) throws -> [Kept] {
    precondition(messages.count == lines.count)
    try vault.checkRoom()
    let prepared = try messages.map(prepare)
    defer { withExtendedLifetime(messages) {} }
    do {
      return try store.database.write { database in
        let results = try prepared.map { try insert(database, $0) }
        try objects.sync(
          Set(zip(prepared, results).filter { $0.draft != nil && $1.isKept }.map(\.0.expiryDay)))
        try audit.append(database, zip(lines, results).compactMap(Self.line) + others)
        return results
      }
    } catch {
      try? removeObjects(withoutRow: prepared.filter { $0.draft != nil })
      throw error
    }
  }

  /// Removes the objects of rows that were not committed, which may want the room. In a transaction,
  /// so that no other process commits such a row meanwhile.
  private func removeObjects(withoutRow rows: [PreparedRow]) throws {
    guard !rows.isEmpty else { return }
    try store.database.write { database in
      for row in rows where try !hasRow(database, row.rowKey) {
        try objects.remove(day: row.expiryDay, rowKey: row.rowKey)
      }
    }
  }

  /// The line for what became of a message; none for one that was received before.
  private static func line(_ line: AuditLine, _ result: Kept) -> AuditLine? {
    var line = line
    switch result {
    case .kept: return line
    case .duplicate: return nil
    case .alreadyReceived:
      line.outcome = "already-received"
      return line
    }
  }

  /// A row with its columns sealed, and its object on the disk but not yet in its place.
  private struct PreparedRow {
    var rowKey: [UInt8]
    var idMark: Int
    var expiryDay: Day
    var size: Int
    var columns: [(name: String, blob: [UInt8])]
    var payload: [UInt8]?
    var draft: Objects.Draft?
    var receipt: (day: Day, digest: [UInt8], sealed: [UInt8])?
    var deliveries: [[UInt8]]
    var ageHeader: [UInt8]?
    var announcement: [UInt8]?
  }

  private func prepare(_ message: NewMessage) throws -> PreparedRow {
    let summary = message.summary
    let rowKey = rowKey(from: summary.from, id: summary.id)
    let day = (summary.expires - 1).day
    let key = try dayKeys.made(day)
    let plain: [(String, [UInt8])] = [
      ("summary", summary.encoded), ("head", message.head), ("tail", message.tail),
      ("fileKey", message.fileKey), ("frames", message.frames),
    ]
    let columns = plain.map { name, bytes in
      (name: name, blob: seal.seal(bytes, key, at: place("messages", name, day, rowKey)))
    }
    let receipt = try message.digest.map { digest in
      let sealed = seal.seal(
        digest, try dayKeys.made(summary.keyDay),
        at: place("receipts", "digest", summary.keyDay, rowKey))
      return (summary.keyDay, digest, sealed)
    }
    let toldDay = day + Self.daysToTell
    let deliveries = try message.deliveries.map {
      seal.seal(
        $0, try dayKeys.made(toldDay), at: place("deliveries", "delivery", toldDay, rowKey))
    }
    var row = PreparedRow(
      rowKey: rowKey, idMark: idMark(of: summary.id), expiryDay: day, size: 0, columns: columns,
      payload: nil, receipt: receipt, deliveries: deliveries)
    if !deliveries.isEmpty {
      row.ageHeader = seal.seal(
        message.ageHeader, key, at: place("outgoing", "header", day, rowKey))
    }
    row.announcement = message.announcement.map {
      seal.seal($0, key, at: place("unannounced", "remark", day, rowKey))
    }
    switch message.payload {
    case .row(let bytes): (row.payload, row.size) = (bytes, bytes.count)
    case .object(let draft):
      row.size = try draft.descriptor.size() ?? 0
      row.draft = draft
      try draft.descriptor.sync()
    }
    return row
  }

  private func insert(_ database: GRDB.Database, _ row: PreparedRow) throws -> Kept {
    if let receipt = row.receipt {
      if let known = try self.receipt(database, row.rowKey) {
        return known == receipt.digest ? .duplicate : .alreadyReceived
      }
      // Deleted before a backup, and the receipt lost with the home: it stays deleted.
      if try isDeleted(database, row.rowKey) { return .duplicate }
      try database.execute(
        sql: "INSERT INTO receipts(rowKey, expiryDay, digest) VALUES (?, ?, ?)",
        arguments: [Data(row.rowKey), receipt.day.number, Data(receipt.sealed)])
    }
    // In its place only now, when no other message of this sender and id can have a row.
    if let draft = row.draft { try objects.place(draft, day: row.expiryDay, rowKey: row.rowKey) }
    let arrival = try MessageTable.nextNumber(database)
    var arguments: [(any DatabaseValueConvertible)?] = [
      Data(row.rowKey), row.idMark, row.expiryDay.number, arrival, arrival, row.size,
    ]
    arguments += row.columns.map { Data($0.blob) }
    arguments.append(row.payload.map { Data($0) })
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO messages(
          rowKey, idMark, expiryDay, arrival, changed, size, summary, head, tail, fileKey, frames,
          payload)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, arguments: StatementArguments(arguments))
    for delivery in row.deliveries {
      try database.execute(
        sql: "INSERT INTO deliveries(expiryDay, rowKey, delivery) VALUES (?, ?, ?)",
        arguments: [
          (row.expiryDay + Self.daysToTell).number, Data(row.rowKey), Data(delivery),
        ])
    }
    if let header = row.ageHeader {
      try database.execute(
        sql: "INSERT OR REPLACE INTO outgoing(rowKey, expiryDay, header) VALUES (?, ?, ?)",
        arguments: [Data(row.rowKey), row.expiryDay.number, Data(header)])
    }
    if let remark = row.announcement {
      try database.execute(
        sql: "INSERT OR REPLACE INTO unannounced(rowKey, expiryDay, remark) VALUES (?, ?, ?)",
        arguments: [Data(row.rowKey), row.expiryDay.number, Data(remark)])
    }
    return .kept(arrival: arrival)
  }

  /// A message that was kept, as a list has it.
  package func stored(_ message: NewMessage, arrival: Int) throws -> StoredMessage {
    let summary = message.summary
    let size =
      switch message.payload {
      case .row(let bytes): bytes.count
      case .object(let draft): try draft.descriptor.size() ?? 0
      }
    return StoredMessage(
      rowKey: rowKey(from: summary.from, id: summary.id), expiryDay: (summary.expires - 1).day,
      size: size, arrival: arrival, isExported: false, summary: summary)
  }

  func isDeleted(_ database: GRDB.Database, _ rowKey: [UInt8]) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT 1 FROM deletions WHERE rowKey = ?", arguments: [Data(rowKey)]) ?? false
  }

  func place(_ table: String, _ column: String, _ day: Day, _ rowKey: [UInt8]) -> RowSeal.Place {
    RowSeal.Place(table: table, column: column, day: day, primaryKey: rowKey)
  }
}
