package import Files
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
  /// What is noted of it until the prekey expires; nil for what was sent.
  package var arrival: Arrival?
  /// The copies that are to be put on a route once this is committed, and the age header, which
  /// with the payload makes the envelope again until they are there.
  package var deliveries: [[UInt8]] = []
  package var ageHeader: [UInt8] = []
  /// The row key of an earlier message of its sender that it corrects, whether that is here or not.
  package var replaces: [UInt8]?
  /// What is to be told of the message beside what it holds itself; nil when nobody waits to hear
  /// of it.
  package var announcement: [UInt8]?

  package enum Payload {
    case row([UInt8])
    case object(Objects.Draft)
    /// Nothing but that it came is kept: nobody reads it.
    case nothing
  }

  /// Of a message that came.
  package struct Arrival {
    /// The message digest.
    package var digest: [UInt8]
    /// The sender's signature, 64 bytes.
    package var signature: [UInt8]
    /// When a receipt of delivery became owed for it; nil when none is.
    package var told: Timestamp?
    /// Whether its sender is answered if it was taken back before.
    package var answersRecall = false

    package init(digest: [UInt8], signature: [UInt8]) {
      self.digest = digest
      self.signature = signature
    }
  }

  package init(
    summary: Summary, head: [UInt8], tail: [UInt8], fileKey: [UInt8], frames: [UInt8],
    payload: Payload, arrival: Arrival? = nil
  ) {
    self.summary = summary
    self.head = head
    self.tail = tail
    self.fileKey = fileKey
    self.frames = frames
    self.payload = payload
    self.arrival = arrival
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
  /// Its sender took it back before it came: nothing of it is kept.
  case recalled
  /// That it came is noted, as it was to be.
  case noted

  package var isKept: Bool {
    if case .kept = self { true } else { false }
  }

  /// Whether it came for the first time.
  package var isNew: Bool { isKept || self == .noted }
}

/// Keeping messages.
extension OpenVault {
  /// The key of a message's row: BLAKE2b-128 of sender and id, so that ids link no two vaults.
  package func rowKey(from sender: Identity, id: [UInt8]) -> [UInt8] {
    BLAKE2b.hash(sender.publicKey + id, key: pseudonymKey, size: 16)
  }

  /// What finds a message by the beginning of its id (docs/vault.md, id mark): of the first two
  /// bytes.
  func idMark(of id: [UInt8]) -> Int {
    Int(BLAKE2b.hash(Array(id.prefix(2)), key: pseudonymKey, size: 16).prefix(4).bigEndianInteger)
  }

  /// Commits `messages` in one transaction, each with its line of the audit log, and says for each
  /// what became of it: another process may have been faster. `others` are lines of what came along
  /// and is not kept. `effects` is what they do to others: it runs in the same transaction, from
  /// what became of each, and returns lines of its own. On return all is on the disk.
  @discardableResult
  package func keep(
    _ messages: [NewMessage], audit lines: [AuditLine], others: [AuditLine] = [],
    effects: (MailTransaction, [Kept]) throws -> [AuditLine] = { _, _ in [] }
  ) throws -> [Kept] {
    precondition(messages.count == lines.count)
    try vault.checkRoom()
    let prepared = try messages.map(prepare)
    defer { withExtendedLifetime(messages) {} }
    do {
      let (results, removed) = try store.database.write { database in
        var results = try prepared.map { try insert(database, $0) }
        try objects.sync(
          Set(zip(prepared, results).filter { $0.draft != nil && $1.isKept }.map(\.0.expiryDay)))
        let transaction = MailTransaction(self, database)
        let more = try effects(transaction, results)
        let removed = Set(transaction.removed.map(\.rowKey))
        for index in results.indices
        where results[index].isKept && removed.contains(prepared[index].rowKey) {
          results[index] = .recalled
        }
        try audit.append(database, zip(lines, results).compactMap(Self.line) + more + others)
        return (results, transaction.removed)
      }
      try removeObjects(removed)
      return results
    } catch {
      try? removeObjects(withoutRow: prepared.filter { $0.draft != nil })
      throw error
    }
  }

  /// Removes the objects of rows that were not committed, which may want the room. In a
  /// transaction, so that no other process commits such a row meanwhile.
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
    case .kept, .noted: return line
    case .duplicate: return nil
    case .recalled:
      line.outcome = "recalled"
      return line
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
    var receipt: (day: Day, record: ReceiptRecord, answersRecall: Bool)?
    var deliveries: [[UInt8]]
    var ageHeader: [UInt8]?
    var announcement: [UInt8]?
    var replaces: [UInt8]?
    var isKept = true
    var reading: SealedReading?
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
    let receipt = message.arrival.map { arrival in
      var record = ReceiptRecord(
        from: summary.from, id: summary.id, digest: arrival.digest, signature: arrival.signature)
      record.told = arrival.told
      return (summary.keyDay, record, arrival.answersRecall)
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
    row.replaces = message.replaces
    row.announcement = message.announcement.map {
      seal.seal($0, key, at: place("unannounced", "remark", day, rowKey))
    }
    if receipt != nil {
      row.reading = try sealedReading(Reading(summary), rowKey: rowKey, expiryDay: day)
    }
    switch message.payload {
    case .row(let bytes): (row.payload, row.size) = (bytes, bytes.count)
    case .object(let draft):
      row.size = try draft.descriptor.size() ?? 0
      row.draft = draft
      try draft.descriptor.sync()
    case .nothing: row.isKept = false
    }
    return row
  }

  private func insert(_ database: GRDB.Database, _ row: PreparedRow) throws -> Kept {
    if let refused = try noteArrival(database, row) { return refused }
    guard row.isKept else { return .noted }
    // In its place only now, when no other message of this sender and id can have a row.
    if let draft = row.draft { try objects.place(draft, day: row.expiryDay, rowKey: row.rowKey) }
    let arrival = try MessageTable.nextNumber(database)
    var arguments: [(any DatabaseValueConvertible)?] = [
      Data(row.rowKey), row.idMark, row.expiryDay.number, arrival, arrival, row.size,
    ]
    arguments += row.columns.map { Data($0.blob) }
    arguments.append(row.payload.map { Data($0) })
    arguments.append(row.replaces.map { Data($0) })
    try database.run(
      """
      INSERT OR REPLACE INTO messages(
        rowKey, idMark, expiryDay, arrival, changed, size, summary, head, tail, fileKey, frames,
        payload, replaces)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, StatementArguments(arguments))
    if let header = row.ageHeader {
      try insertDeliveries(
        database, row.rowKey, row.expiryDay, row.deliveries, outgoing: header)
    }
    if let remark = row.announcement {
      try database.run(
        "INSERT OR REPLACE INTO unannounced(rowKey, expiryDay, remark) VALUES (?, ?, ?)",
        [Data(row.rowKey), row.expiryDay.number, Data(remark)])
    }
    if let reading = row.reading { try keep(database, reading) }
    return .kept(arrival: arrival)
  }

  /// Notes that the message of `row` came; nil when it is to be kept now.
  private func noteArrival(_ database: GRDB.Database, _ row: PreparedRow) throws -> Kept? {
    guard let (day, record, answersRecall) = row.receipt else { return nil }
    if var known = try receipt(database, row.rowKey) {
      guard known.digest == record.digest else { return .alreadyReceived }
      guard known.recall != nil, try !hasRow(database, row.rowKey) else { return .duplicate }
      if known.signature == nil {
        known.signature = record.signature
        try setReceipt(
          database, known, newUnder: day, owing: answersRecall ? .recallAnswer : [])
      }
      return .recalled
    }
    // Deleted before a backup, and the receipt lost with the home: it stays deleted.
    if try isDeleted(database, row.rowKey) { return .duplicate }
    // The message comes under the same number.
    try setReceipt(
      database, record, newUnder: day, owing: record.told == nil ? [] : .delivery,
      number: row.isKept ? MessageTable.lastNumber(database) + 1 : nil)
    return nil
  }

  /// A message that was kept, as a list has it.
  package func stored(_ message: NewMessage, arrival: Int) throws -> StoredMessage {
    let summary = message.summary
    let size =
      switch message.payload {
      case .row(let bytes): bytes.count
      case .object(let draft): try draft.descriptor.size() ?? 0
      case .nothing: 0
      }
    return StoredMessage(
      rowKey: rowKey(from: summary.from, id: summary.id), expiryDay: (summary.expires - 1).day,
      size: size, arrival: arrival, isExported: false, summary: summary)
  }

  func isDeleted(_ database: GRDB.Database, _ rowKey: [UInt8]) throws -> Bool {
    try Bool.fetchOne(database, kept("SELECT 1 FROM deletions WHERE rowKey = ?", [Data(rowKey)]))
      ?? false
  }

  func place(_ table: String, _ column: String, _ day: Day, _ rowKey: [UInt8]) -> RowSeal.Place {
    RowSeal.Place(table: table, column: column, day: day, primaryKey: rowKey)
  }
}
