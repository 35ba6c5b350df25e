internal import AgeFormat
package import Files
internal import FoundationEssentials
internal import GRDB

/// Building a home again from what a backup holds.
extension Vault {
  /// Builds a home from `keyring` beside `home`, lets `fill` bring its content, and only then puts
  /// it in place: what is there becomes `<home>.replaced`. A failure or a kill leaves `home` as it
  /// is.
  package static func rebuild(
    _ home: Home, from keyring: Keyring, _ master: MasterKey, clock: Clock, clockIsRight: Bool,
    fill: (OpenVault) throws -> Void
  ) throws {
    try HomeDraft.tidy(beside: home)
    let replaced = try placeOfReplaced(home, by: keyring)
    let draft = try HomeDraft(for: home)
    // Until the snapshot is open, which tells.
    try HomeConfiguration(route: nil, mailbox: String(repeating: "0", count: 32))
      .write(draft.home, replacing: false)
    try keyring.write(draft.home, today: clock.today, clockIsRight: clockIsRight)
    _ = try MessageTable.create(draft.home)
    try fill(
      Vault(draft.home, clock: clock, clockIsRight: clockIsRight).unlocked(with: .master(master)))
    try draft.finish(replacing: replaced)
  }

  /// Where what is at `home` is moved to; nil when nothing is. Throws ``VaultError/otherHome(_:)``
  /// when it is not another state of the same vault.
  private static func placeOfReplaced(_ home: Home, by keyring: Keyring) throws -> String? {
    guard try Directories.facts(home.path) != nil else { return nil }
    guard try isReplaceable(home, by: keyring) else { throw VaultError.otherHome(home.path) }
    let replaced = home.path + ".replaced"
    guard try Directories.facts(replaced) == nil else { throw VaultError.replacedExists(replaced) }
    return replaced
  }
}

extension Vault {
  /// Another state of the same vault, an empty folder, or a home whose key slots are gone: nothing
  /// tells any more whose that is, and it is only put aside.
  private static func isReplaceable(_ home: Home, by keyring: Keyring) throws -> Bool {
    if try Directories.names(home.path).isEmpty { return true }
    do { return try Keyslots.read(home).vault == keyring.keyslots.vault } catch {
      return home.hasRemains
    }
  }
}

/// What a backup brings back.
extension OpenVault {
  /// The columns of a row, all of which open: nothing of it was changed since it was sealed. Nil
  /// when the key of its day is gone. Throws ``VaultError/damaged(_:)``.
  package func opened(_ row: SealedRow) throws -> [SealedRow.Column: [UInt8]]? {
    guard let key = try dayKeys.existing(row.day) else { return nil }
    let names: [(SealedRow.Column, String)] = [
      (.summary, "summary"), (.head, "head"), (.tail, "tail"), (.fileKey, "fileKey"),
      (.frames, "frames"),
    ]
    var opened: [SealedRow.Column: [UInt8]] = [:]
    for (column, name) in names where !row[column].isEmpty {
      opened[column] = try seal.open(
        row[column], key, at: place("messages", name, row.day, row.rowKey))
    }
    try checkReceipt(row)
    for (recipient, record) in row.standingRecords {
      _ = try seal.open(record, key, at: standingPlace(row.day, row.rowKey, recipient))
    }
    return opened
  }

  /// Throws unless the row's receipt opens, or its key is gone.
  private func checkReceipt(_ row: SealedRow) throws {
    guard row[.receipt].count > 4 else { return }
    let day = Day(Int(row[.receipt].prefix(4).bigEndianInteger))
    guard let key = try dayKeys.existing(day) else { return }
    _ = try ReceiptRecord(
      encoded: seal.open(
        Array(row[.receipt].dropFirst(4)), key,
        at: place("receipts", "record", day, row.rowKey)))
  }

  /// Whether the key of an expiry day lives.
  package func hasKey(of day: Day) throws -> Bool { try dayKeys.existing(day) != nil }

  /// Puts back an object that `write` writes; when that fails, nothing is left of it.
  package func restoreObject(
    day: Day, rowKey: [UInt8], _ write: (Descriptor) throws -> Void
  ) throws {
    let path = objects.path(day: day, rowKey: rowKey)
    try Directories.create(Paths.folder(of: path))
    let file = try Descriptor.creating(path)
    do { try write(file) } catch {
      try objects.remove(day: day, rowKey: rowKey)
      throw error
    }
  }

  /// Puts back rows; those that are here already are replaced. A change of a row that is not here
  /// is left out. `sizes` are those of the objects, by row.
  package func restore(_ rows: [SealedRow], sizes: [[UInt8]: Int]) throws {
    let readings = try rows.compactMap(reading)
    try store.database.write { database in
      for row in rows {
        if row.isReceiptOnly {
          try insertReceipt(database, row)
        } else if row.isChange {
          try change(database, row)
        } else {
          try insert(database, row, sizes)
        }
      }
      for reading in readings where try hasRow(database, reading.rowKey) {
        try keep(database, reading)
      }
    }
  }

  private func id(of row: SealedRow) throws -> [UInt8]? {
    guard let key = try dayKeys.existing(row.day) else { return nil }
    let place = place("messages", "summary", row.day, row.rowKey)
    return Summary.id(in: try seal.open(row[.summary], key, at: place))
  }

  /// Whether the message of a row was read, by its summary; nil for one's own.
  private func reading(_ row: SealedRow) throws -> SealedReading? {
    guard let bytes = try opened(row)?[.summary] else { return nil }
    var known: KnownIdentities = [:]
    let summary = try Summary(encoded: bytes, &known)
    guard !summary.isOutgoing else { return nil }
    return try sealedReading(Reading(summary), rowKey: row.rowKey, expiryDay: row.day)
  }

  private func change(_ database: GRDB.Database, _ row: SealedRow) throws {
    try database.execute(
      sql: "UPDATE messages SET summary = ?, exported = ? WHERE rowKey = ?",
      arguments: [Data(row[.summary]), row.isExported, Data(row.rowKey)])
    guard database.changesCount > 0 else { return }
    try insertReceipt(database, row)
    try insertStandings(database, row)
  }

  private func insert(
    _ database: GRDB.Database, _ row: SealedRow, _ sizes: [[UInt8]: Int]
  ) throws {
    // Without its key it would not be read again.
    guard let id = try id(of: row) else { return }
    let payload = row[.payload].isEmpty ? nil : Data(row[.payload])
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO messages(
          rowKey, idMark, expiryDay, arrival, changed, size, exported, summary, head, tail, fileKey,
          frames, payload, replaces) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        Data(row.rowKey), idMark(of: id), row.day.number, row.arrival, row.arrival,
        payload?.count ?? sizes[row.rowKey] ?? 0,
        row.isExported, Data(row[.summary]), Data(row[.head]), Data(row[.tail]),
        Data(row[.fileKey]), Data(row[.frames]), payload, row.replaces.map { Data($0) },
      ])
    try insertReceipt(database, row)
    try insertStandings(database, row)
  }

  /// What was owed to the sender when the backup was made is not told any more.
  private func insertReceipt(_ database: GRDB.Database, _ row: SealedRow) throws {
    guard row[.receipt].count > 4 else { return }
    let day = Int(row[.receipt].prefix(4).bigEndianInteger)
    guard day >= today.number else { return }
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO receipts(rowKey, expiryDay, changed, owed, record)
        VALUES (?, ?, 0, 0, ?)
        """, arguments: [Data(row.rowKey), day, Data(row[.receipt].dropFirst(4))])
  }

  private func insertStandings(_ database: GRDB.Database, _ row: SealedRow) throws {
    for (recipient, record) in row.standingRecords {
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO standings(rowKey, recipient, expiryDay, record)
          VALUES (?, ?, ?, ?)
          """,
        arguments: [Data(row.rowKey), Data(recipient), row.day.number, Data(record)])
    }
  }

  /// Puts back rows of the audit log, with the key that its next line is chained under.
  package func restore(_ records: [AuditRecord]) throws {
    try store.database.write { database in
      for record in records {
        try database.execute(
          sql: "INSERT OR IGNORE INTO audit(number, epoch, line, mac) VALUES (?, ?, ?, ?)",
          arguments: [record.number, record.epoch, Data(record.line), Data(record.mac)])
      }
    }
  }

  /// Notes in the audit log that `count` lines of it did not come back.
  package func noteLostLines(_ count: Int) throws {
    try store.database.write {
      try audit.takeUpChain($0)
      let line = AuditLine(
        "audit", .execute, at: clock.now(), outcome: OpenVault.linesMissing,
        purpose: "\(count) lost")
      try audit.append($0, [line])
    }
  }

  /// Ends the restoring of what the snapshot `origin` holds. `position` is the number of the last
  /// change that it knows: what comes from now on is new to its repository. Unless the home
  /// `continues` the one that was backed up, no repository takes its backups for that one's.
  package func finishRestore(
    deletions: [Vault.Deletion], position: Int, from origin: BackupHistory.Snapshot,
    continues: Bool
  ) throws {
    try store.database.write { database in
      for deletion in deletions where deletion.day >= today {
        try database.execute(
          sql: "INSERT OR IGNORE INTO deletions(rowKey, expiryDay) VALUES (?, ?)",
          arguments: [Data(deletion.rowKey), deletion.day.number])
      }
      let last = max(position, try MessageTable.lastNumber(database))
      try database.execute(sql: "UPDATE messages SET changed = ?", arguments: [last])
      try database.execute(sql: "UPDATE receipts SET changed = ?", arguments: [last])
      try database.execute(sql: "UPDATE arrivals SET last = ?", arguments: [last])
      try audit.takeUpChain(database)
    }
    let recipient = try auditIdentity().recipient.publicKey
    try keys.database.write { database in
      let known = try BackupHistory(database).snapshots.filter {
        $0.generation < origin.generation
      }
      try BackupHistory.write(continues ? known + [origin] : [], database)
      try BackupHistory.setKeys(snapshotKeys, database)
      try KeyTable.setMeta(database, "auditRecipient", recipient)
    }
    try note([
      AuditLine("restore", .create, at: clock.now(), object: "generation \(origin.generation)")
    ])
  }
}
