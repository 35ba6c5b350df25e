package import Files
internal import FoundationEssentials
internal import GRDB

/// A message as it lies in the vault, to be copied without being opened.
package struct SealedRow: Sendable, Equatable {
  /// 16 bytes.
  package let rowKey: [UInt8]
  /// The expiry day, whose key seals every column but the last three.
  package let day: Day
  /// One for each of ``Column``, in that order.
  package var columns: [[UInt8]]

  package enum Column: Int, CaseIterable, Sendable {
    case summary, head, tail, fileKey, frames
    /// Empty when the payload is an object of its own.
    case payload
    /// u64 number of its arrival ‖ u8 1 when the message was exported.
    case standing
    /// Empty, or u32 day ‖ the receipt's digest, sealed under the key of that day.
    case receipt
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

  /// Whether this changes a row that was copied before: only its summary and standing are here.
  package var isChange: Bool { self[.head].isEmpty }

  var arrival: Int { Int(truncatingIfNeeded: self[.standing].prefix(8).bigEndianInteger) }
  var isExported: Bool { self[.standing].last == 1 }
}

/// A row to be copied, before it is read.
package struct ChangedRow: Sendable {
  package let rowKey: [UInt8]
  package let day: Day
  /// Whether it was copied before and has changed since.
  package let isChange: Bool
  package let hasObject: Bool
  fileprivate let id: Int64
}

/// Rows that are to be backed up, read in pieces: no transaction lasts long.
extension Vault {
  /// The number of the last arrival or change. Rows beyond the one noted by a backup are new to it.
  package func lastChange() throws -> Int { try store.database.read(MessageTable.lastNumber) }

  /// The expiry days, today or later, of rows that came or changed after `position`.
  package func days(changedAfter position: Int) throws -> [Day] {
    try store.database.read {
      try Int.fetchAll(
        $0,
        sql: """
          SELECT DISTINCT expiryDay FROM messages WHERE changed > ? AND expiryDay >= ? ORDER BY 1
          """, arguments: [position, today.number])
    }.map(Day.init)
  }

  /// The rows of `day` that came or changed after `position`, in the order of their arrival.
  package func rows(of day: Day, changedAfter position: Int) throws -> [ChangedRow] {
    let rows = try store.database.read {
      try Row.fetchAll(
        $0,
        sql: """
          SELECT rowid, rowKey, arrival, payload IS NULL FROM messages
          WHERE changed > ? AND expiryDay = ? ORDER BY arrival
          """, arguments: [position, day.number])
    }
    return try rows.map { row in
      let arrival: Int = try row.value("arrival")
      return ChangedRow(
        rowKey: try row.bytes("rowKey"), day: day, isChange: arrival <= position,
        hasObject: row[3], id: row[0])
    }
  }

  /// The rows as they lie here now; those that are gone meanwhile are left out.
  package func sealedRows(_ rows: some Sequence<ChangedRow>) throws -> [SealedRow] {
    try store.database.read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT m.*, r.expiryDay AS receiptDay, r.digest AS receipt
          FROM messages m LEFT JOIN receipts r ON r.rowKey = m.rowKey WHERE m.rowid = ?
          """)
      return try rows.compactMap { changed in
        guard let row = try Row.fetchOne(statement, arguments: [changed.id]),
          try row.bytes("rowKey") == changed.rowKey
        else { return nil }
        return try SealedRow(row, isChange: changed.isChange)
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
  fileprivate init(_ row: Row, isChange: Bool) throws {
    func optional(_ column: String) throws -> [UInt8] {
      try (row.value(column) as Data?).map(Array.init) ?? []
    }
    self.init(
      rowKey: try row.bytes("rowKey"), day: Day(try row.value("expiryDay")),
      columns: Column.allCases.map { _ in [] })
    self[.summary] = try row.bytes("summary")
    self[.standing] =
      [UInt8](bigEndian: UInt64(try row.value("arrival") as Int))
      + [try row.value("exported") as Bool ? 1 : 0]
    guard !isChange else { return }
    self[.head] = try row.bytes("head")
    self[.tail] = try row.bytes("tail")
    self[.fileKey] = try row.bytes("fileKey")
    self[.frames] = try row.bytes("frames")
    self[.payload] = try optional("payload")
    if let day = try row.value("receiptDay") as Int? {
      self[.receipt] = [UInt8](bigEndian: UInt32(day)) + (try row.bytes("receipt"))
    }
  }
}
