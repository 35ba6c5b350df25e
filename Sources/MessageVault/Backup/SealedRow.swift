package import Files
internal import FoundationEssentials
internal import GRDB

/// A message as it lies in the vault, or the receipt of one that is not here, to be copied without
/// being opened.
package struct SealedRow: Sendable, Equatable {
  /// 16 bytes.
  package let rowKey: [UInt8]
  /// The expiry day, whose key seals every column but `payload`, `standing` and `receipt`. Of a
  /// receipt alone, the receipt's.
  package let day: Day
  /// One for each of ``Column``, in that order.
  package var columns: [[UInt8]]

  package enum Column: Int, CaseIterable, Sendable {
    case summary, head, tail, fileKey, frames
    /// Empty when the payload is an object of its own.
    case payload
    /// u64 number of its arrival ‖ u8 1 when the message was exported ‖ the row key of the message
    /// that it corrects, if there is one.
    case standing
    /// Empty, or u32 day ‖ the receipt's record, sealed under the key of that day.
    case receipt
    /// For each row of `standings`: recipient 16 ‖ u32 length ‖ its record as sealed.
    case standings
  }

  package init(rowKey: [UInt8], day: Day, columns: [[UInt8]]) {
    self.rowKey = rowKey
    self.day = day
    self.columns = columns
  }

  package subscript(column: Column) -> [UInt8] {
    get { columns[column.rawValue] }
    set { columns[column.rawValue] = newValue }
  }

  /// Whether this changes a row that was copied before: head, tail, keys and payload are not here.
  package var isChange: Bool { !isReceiptOnly && self[.head].isEmpty }
  /// Whether there is no message with this receipt.
  package var isReceiptOnly: Bool { self[.summary].isEmpty }
  /// Whether a whole message is here, perhaps without its payload.
  package var isMessage: Bool { !isReceiptOnly && !self[.head].isEmpty }

  /// The rows of `standings`: whose, and the record as sealed.
  var standingRecords: [(recipient: [UInt8], record: [UInt8])] {
    var (records, rest) = ([] as [(recipient: [UInt8], record: [UInt8])], self[.standings][...])
    while rest.count >= 20 {
      let size = Int(rest.dropFirst(16).prefix(4).bigEndianInteger)
      records.append((Array(rest.prefix(16)), Array(rest.dropFirst(20).prefix(size))))
      rest = rest.dropFirst(20 + size)
    }
    return records
  }

  var arrival: Int { Int(truncatingIfNeeded: self[.standing].prefix(8).bigEndianInteger) }
  var isExported: Bool { self[.standing].dropFirst(8).first == 1 }
  var replaces: [UInt8]? { self[.standing].count == 25 ? Array(self[.standing].dropFirst(9)) : nil }
}

/// A row to be copied, before it is read.
package struct ChangedRow: Sendable {
  package let rowKey: [UInt8]
  package let day: Day
  /// Whether it was copied before and has changed since.
  package let isChange: Bool
  package let hasObject: Bool
  /// Whether there is no message with this receipt.
  package let isReceiptOnly: Bool
  /// The rowid of the message.
  fileprivate let id: Int64
}

/// Rows that are to be backed up, read in pieces: no transaction lasts long.
extension Vault {
  /// The number of the last arrival or change. Rows beyond the one noted by a backup are new to it.
  package func lastChange() throws -> Int { try store.database.read(MessageTable.lastNumber) }

  /// The expiry days, today or later, of rows that came or changed after `position`.
  package func days(changedAfter position: Int) throws -> [Day] {
    // By the index of days, which SQLite would take, every row that is kept would be read.
    try store.database.read {
      try Int.fetchAll(
        $0,
        sql: """
          SELECT expiryDay FROM messages INDEXED BY messagesByChange
            WHERE changed > ?1 AND expiryDay >= ?2
          UNION SELECT expiryDay FROM receipts INDEXED BY receiptsByChange
            WHERE \(Self.isLone) AND changed > ?1 AND expiryDay >= ?2
          ORDER BY 1
          """, arguments: [position, today.number])
    }.map(Day.init)
  }

  /// Of a receipt whose message is not here.
  private static let isLone =
    "NOT EXISTS (SELECT 1 FROM messages m WHERE m.rowKey = receipts.rowKey)"

  /// The rows of `day` that came or changed after `position`: messages in the order of their
  /// arrival, then receipts without a message.
  package func rows(of day: Day, changedAfter position: Int) throws -> [ChangedRow] {
    try store.database.read { database in
      let messages = try Row.fetchAll(
        database,
        sql: """
          SELECT rowid, rowKey, arrival, payload IS NULL FROM messages
          WHERE changed > ? AND expiryDay = ? ORDER BY arrival
          """, arguments: [position, day.number]
      ).map { row in
        let arrival: Int = try row.value("arrival")
        return ChangedRow(
          rowKey: try row.bytes("rowKey"), day: day, isChange: arrival <= position,
          hasObject: row[3], isReceiptOnly: false, id: row[0])
      }
      let receipts = try Row.fetchAll(
        database,
        sql: """
          SELECT rowKey FROM receipts WHERE \(Self.isLone) AND changed > ? AND expiryDay = ?
          ORDER BY changed
          """, arguments: [position, day.number]
      ).map { row in
        ChangedRow(
          rowKey: try row.bytes("rowKey"), day: day, isChange: false, hasObject: false,
          isReceiptOnly: true, id: 0)
      }
      return messages + receipts
    }
  }

  /// The rows as they lie here now; those that are gone meanwhile are left out.
  package func sealedRows(_ rows: some Sequence<ChangedRow>) throws -> [SealedRow] {
    try store.database.read { database in
      let messages = try database.cachedStatement(
        sql: """
          SELECT m.*, r.expiryDay AS receiptDay, r.record AS receipt
          FROM messages m LEFT JOIN receipts r ON r.rowKey = m.rowKey WHERE m.rowid = ?
          """)
      let receipts = try database.cachedStatement(
        sql: "SELECT expiryDay, record FROM receipts WHERE rowKey = ?")
      let standings = try database.cachedStatement(
        sql: "SELECT recipient, record FROM standings WHERE rowKey = ? ORDER BY recipient")
      return try rows.compactMap { changed in
        if changed.isReceiptOnly {
          return try Row.fetchOne(receipts, arguments: [Data(changed.rowKey)]).map {
            try SealedRow(receipt: $0, of: changed)
          }
        }
        guard let row = try Row.fetchOne(messages, arguments: [changed.id]),
          try row.bytes("rowKey") == changed.rowKey
        else { return nil }
        return try SealedRow(
          row, isChange: changed.isChange,
          standings: Row.fetchAll(standings, arguments: [Data(changed.rowKey)]))
      }
    }
  }

  /// The object of a row; nil when the row is gone meanwhile.
  package func object(day: Day, rowKey: [UInt8]) throws -> Descriptor? {
    do {
      return try objects.open(day: day, rowKey: rowKey)
    } catch VaultError.damaged(let what) {
      if try hasRow(rowKey) { throw VaultError.damaged(what) }
      return nil
    }
  }

  private func hasRow(_ rowKey: [UInt8]) throws -> Bool {
    try store.database.read {
      try Bool.fetchOne(
        $0, sql: "SELECT 1 FROM messages WHERE rowKey = ?", arguments: [Data(rowKey)]) ?? false
    }
  }

  /// A row that was deleted before its day.
  package struct Deletion: Sendable, Hashable {
    package let rowKey: [UInt8]
    package let day: Day

    package init(rowKey: [UInt8], day: Day) {
      self.rowKey = rowKey
      self.day = day
    }
  }

  package func deletions() throws -> [Deletion] {
    try store.database.read { try Row.fetchAll($0, sql: "SELECT * FROM deletions") }.map {
      Deletion(rowKey: try $0.bytes("rowKey"), day: Day(try $0.value("expiryDay")))
    }
  }
}

extension SealedRow {
  fileprivate init(receipt row: Row, of changed: ChangedRow) throws {
    self.init(
      rowKey: changed.rowKey, day: Day(try row.value("expiryDay")),
      columns: Column.allCases.map { _ in [] })
    self[.receipt] = [UInt8](bigEndian: UInt32(day.number)) + (try row.bytes("record"))
  }

  fileprivate init(_ row: Row, isChange: Bool, standings: [Row]) throws {
    func optional(_ column: String) throws -> [UInt8] {
      try (row.value(column) as Data?).map(Array.init) ?? []
    }
    self.init(
      rowKey: try row.bytes("rowKey"), day: Day(try row.value("expiryDay")),
      columns: Column.allCases.map { _ in [] })
    self[.summary] = try row.bytes("summary")
    self[.standing] =
      [UInt8](bigEndian: UInt64(try row.value("arrival") as Int))
      + [try row.value("exported") as Bool ? 1 : 0] + (try optional("replaces"))
    if let day = try row.value("receiptDay") as Int? {
      self[.receipt] = [UInt8](bigEndian: UInt32(day)) + (try row.bytes("receipt"))
    }
    for standing in standings {
      let record = try standing.bytes("record")
      self[.standings] +=
        try standing.bytes("recipient") + [UInt8](bigEndian: UInt32(record.count)) + record
    }
    guard !isChange else { return }
    self[.head] = try row.bytes("head")
    self[.tail] = try row.bytes("tail")
    self[.fileKey] = try row.bytes("fileKey")
    self[.frames] = try row.bytes("frames")
    self[.payload] = try optional("payload")
  }
}
