internal import Files
internal import FoundationEssentials
internal import GRDB
package import Identities

/// What came, by (sender, id), and what was taken back (docs/vault.md, `receipts`).
extension OpenVault {
  /// What is noted of the message that came as (`sender`, `id`), or of its recall; nil for neither.
  package func receipt(from sender: Identity, id: [UInt8]) throws -> ReceiptRecord? {
    try receipt(rowKey(from: sender, id: id))
  }

  package func receipt(_ rowKey: [UInt8]) throws -> ReceiptRecord? {
    try store.database.read { try receipt($0, rowKey) }
  }

  /// Something that a sender is to be told.
  package struct OwedReceipt: Sendable {
    package let record: ReceiptRecord
    package let owed: ReceiptRecord.Owed
  }

  /// What is owed to senders, the oldest first.
  package func owedReceipts() throws -> [OwedReceipt] {
    let rows = try store.database.read {
      try Row.fetchAll($0, kept("SELECT * FROM receipts WHERE owed > 0 ORDER BY changed"))
    }
    return try rows.compactMap { row in
      let owed = ReceiptRecord.Owed(rawValue: try row.value("owed"))
      return try opened(row).map { OwedReceipt(record: $0, owed: owed) }
    }
  }

  func receipt(_ database: GRDB.Database, _ rowKey: [UInt8]) throws -> ReceiptRecord? {
    try Row.fetchOne(database, kept("SELECT * FROM receipts WHERE rowKey = ?", [Data(rowKey)]))
      .flatMap(opened)
  }

  /// Nil when the key of its day is gone.
  private func opened(_ row: Row) throws -> ReceiptRecord? {
    let (rowKey, day) = (try row.bytes("rowKey"), Day(try row.value("expiryDay")))
    guard let key = try dayKeys.existing(day) else { return nil }
    return try ReceiptRecord(
      encoded: seal.open(row.bytes("record"), key, at: place("receipts", "record", day, rowKey)))
  }

  /// Notes `record` in its row, which is made under `day` when there is none. What is `owed` is
  /// added to what was. The row's message, if there is one, counts as changed too, under `number`
  /// if that is given.
  func setReceipt(
    _ database: GRDB.Database, _ record: ReceiptRecord, newUnder day: Day,
    owing owed: ReceiptRecord.Owed, number: Int? = nil
  ) throws {
    let rowKey = rowKey(from: record.from, id: record.id)
    let known = try Int.fetchOne(
      database, kept("SELECT expiryDay FROM receipts WHERE rowKey = ?", [Data(rowKey)]))
    let day = known.map(Day.init) ?? day
    let sealed = seal.seal(
      record.encoded, try dayKeys.made(day), at: place("receipts", "record", day, rowKey))
    let number = try number ?? MessageTable.nextNumber(database)
    try database.run(
      """
      INSERT INTO receipts(rowKey, expiryDay, changed, owed, record) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT(rowKey) DO UPDATE SET
        changed = excluded.changed, owed = owed | excluded.owed, record = excluded.record
      """, [Data(rowKey), day.number, number, owed.rawValue, Data(sealed)])
    try database.run("UPDATE messages SET changed = ? WHERE rowKey = ?", [number, Data(rowKey)])
  }

  /// Adds to what happened to the copies in these rows; one's own messages have no such row.
  func note(_ uses: ReceiptRecord.Uses, of rowKeys: [[UInt8]], _ database: GRDB.Database) throws {
    for rowKey in rowKeys {
      guard var record = try receipt(database, rowKey), !record.uses.isSuperset(of: uses) else {
        continue
      }
      record.uses.formUnion(uses)
      try setReceipt(database, record, newUnder: today, owing: [])
    }
  }
}
