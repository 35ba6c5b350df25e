internal import Files
internal import FoundationEssentials
internal import GRDB
internal import Secrets

/// Replacing the master key: what was wrapped under the old one, and every copy of the old key
/// slots, opens nothing of the home any more.
extension OpenVault {
  /// A new master key, opened by the slots that `makeSlots` adds for it.
  ///
  /// Until the tables are committed the slots of both keys are on the disk, so that a kill at any
  /// point leaves a home that opens.
  package func rekey(
    _ makeSlots: (inout Keyslots, MasterKey) throws -> Void
  ) throws {
    let fresh = MasterKey.random()
    var new = Keyslots(vault: vault.keyslots.vault, slots: [])
    try makeSlots(&new, fresh)
    guard !new.slots.isEmpty else { throw VaultError.badSlot("a home needs a slot") }
    let both = Keyslots(vault: new.vault, slots: vault.keyslots.slots + new.slots)
    try both.write(vault.home, replacing: true)
    do { try resealTables(under: fresh) } catch {
      try? vault.keyslots.write(vault.home, replacing: true)
      throw error
    }
    try new.write(vault.home, replacing: true)
    // Pages that held what the old key opens are freed, not yet gone.
    _ = try keys.database.scrub()
    try note([AuditLine("rekey", .update, at: clock.now())])
  }

  /// Seals every row under the master key anew, in one transaction.
  private func resealTables(under fresh: MasterKey) throws {
    let carried = carriedKeys.carried(to: fresh)
    try writeKeys { database in
      let reseal = Resealing(database: database, seal: seal, old: master, new: fresh)
      try reseal.table("dayKeys", key: "day", column: "key") { _ in .dayKeys }
      try reseal.table("contacts", key: "contact", column: "record") { _ in .rows }
      try reseal.table("conversations", key: "conversation", column: "position") { _ in .rows }
      try reseal.table("settings", key: "name", column: "value") { name in
        SettingName(rawValue: String(decoding: name, as: UTF8.self))?.purpose ?? .rows
      }
      let name = SettingName.carriedKeys
      let sealed = seal.seal(
        carried.encoded, fresh.subkey(name.purpose), at: Self.place(name))
      try database.execute(
        sql: "INSERT OR REPLACE INTO settings(name, value) VALUES (?, ?)",
        arguments: [name.rawValue, Data(sealed)])
      try KeyTable.setMeta(database, "backupKey", fresh.subkey(.backupManifests).copy())
      try KeyTable.setMeta(database, "masterMark", RandomBytes.make(16))
    }
  }
}

/// One transaction in which rows change from one master key to another.
private struct Resealing {
  let database: GRDB.Database
  let seal: RowSeal
  let old: MasterKey
  let new: MasterKey

  /// Seals `column` of every row of `table` anew; `purpose` says under which subkey a row lies, by
  /// the bytes of its primary key.
  func table(
    _ table: String, key: String, column: String, purpose: ([UInt8]) -> MasterKey.Purpose
  ) throws {
    let rows = try Row.fetchAll(database, sql: "SELECT \(key), \(column) FROM \(table)")
    for row in rows {
      let stored: DatabaseValue = row[key]
      let primaryKey = Self.bytes(of: stored)
      let place = RowSeal.Place(table: table, column: column, day: nil, primaryKey: primaryKey)
      let purpose = purpose(primaryKey)
      var plain = try seal.open(row.bytes(column), old.subkey(purpose), at: place)
      defer { wipe(&plain) }
      try database.execute(
        sql: "UPDATE \(table) SET \(column) = ? WHERE \(key) = ?",
        arguments: [Data(seal.seal(plain, new.subkey(purpose), at: place)), stored])
    }
  }

  /// A primary key as it is bound to its row: u64 for a number, raw bytes otherwise.
  private static func bytes(of key: DatabaseValue) -> [UInt8] {
    switch key.storage {
    case .int64(let number): [UInt8](bigEndian: UInt64(bitPattern: number))
    case .string(let text): Array(text.utf8)
    case .blob(let data): Array(data)
    case .null, .double: []
    }
  }
}
