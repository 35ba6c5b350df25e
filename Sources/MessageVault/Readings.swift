package import Files
internal import FoundationEssentials
internal import GRDB
package import Identities

/// Whether a received message was read, kept under the key of a later day than the message itself:
/// so what expired unread can be told, by sender and priority, when nothing else of it is left.
package struct Reading: Sendable {
  /// 16 bytes, the message's.
  package let id: [UInt8]
  package let from: Identity
  package let sent: Timestamp
  package let expires: Timestamp
  package let priority: String
  package fileprivate(set) var isRead: Bool

  init(_ summary: Summary) {
    (id, from) = (summary.id, summary.from)
    (sent, expires) = (summary.sent, summary.expires)
    // Nobody needs to read what its sender took back.
    (priority, isRead) = (summary.priority, summary.isRead || summary.isRecalled)
  }

  /// Always as long, so that the length tells nothing.
  static let size = 96

  /// Whether it was read, id, public key, sent, expires, priority with its length before it, zeros.
  var encoded: [UInt8] {
    var bytes: [UInt8] = [isRead ? 1 : 0] + id + from.publicKey
    for time in [sent, expires] { bytes.append(bigEndian: UInt64(time.unix)) }
    bytes.append(text: priority)
    return bytes + [UInt8](repeating: 0, count: max(0, Self.size - bytes.count))
  }

  init(encoded bytes: [UInt8]) throws {
    guard bytes.count == Self.size else { throw VaultError.damaged("readings.record") }
    var fields = RowFields(bytes[...], of: "readings.record")
    isRead = try fields.number(1) == 1
    id = try fields.take(16)
    from = try fields.identity()
    sent = try fields.time()
    expires = try fields.time()
    priority = try fields.text()
  }
}

extension OpenVault {
  /// A sealed row of `readings`.
  struct SealedReading {
    let rowKey: [UInt8]
    let day: Day
    let record: [UInt8]
  }

  func sealedReading(_ reading: Reading, rowKey: [UInt8], expiryDay: Day) throws -> SealedReading {
    let day = expiryDay + Self.daysToTell
    return SealedReading(
      rowKey: rowKey, day: day,
      record: seal.seal(
        reading.encoded, try dayKeys.made(day), at: place("readings", "record", day, rowKey)))
  }

  func keep(_ database: GRDB.Database, _ reading: SealedReading) throws {
    try database.run(
      "INSERT OR REPLACE INTO readings(rowKey, expiryDay, record) VALUES (?, ?, ?)",
      [Data(reading.rowKey), reading.day.number, Data(reading.record)])
  }

  /// The messages that expired and were never read, by row. Those that were read are forgotten.
  package func expiredUnread() throws -> [(rowKey: [UInt8], reading: Reading)] {
    let rows = try store.database.read {
      try Row.fetchAll(
        $0, kept("SELECT * FROM readings WHERE expiryDay <= ?", [(today + Self.daysToTell).number]))
    }
    var (unread, done): ([(rowKey: [UInt8], reading: Reading)], [[UInt8]]) = ([], [])
    for row in rows {
      let (rowKey, day) = (try row.bytes("rowKey"), Day(try row.value("expiryDay")))
      guard let key = try dayKeys.existing(day) else { continue }
      let reading = try Reading(
        encoded: seal.open(
          row.bytes("record"), key, at: place("readings", "record", day, rowKey)))
      guard reading.expires <= clock.now() else { continue }
      if reading.isRead { done.append(rowKey) } else { unread.append((rowKey, reading)) }
    }
    try forget(readings: done)
    return unread
  }

  /// Forgets the readings of these rows, with `lines` in the audit log.
  package func forget(readings rowKeys: [[UInt8]], audit lines: [AuditLine] = []) throws {
    guard !rowKeys.isEmpty else { return }
    try store.database.write { database in
      for rowKey in rowKeys {
        try database.run("DELETE FROM readings WHERE rowKey = ?", [Data(rowKey)])
      }
      if !lines.isEmpty { try audit.append(database, lines) }
    }
  }
}
