internal import Files
internal import FoundationEssentials
internal import GRDB
package import Secrets

/// Replacing the master key: what was wrapped under the old one, and every copy of the old key
/// slots, opens nothing of the home any more.
extension OpenVault {
  /// A new master key, opened by the slots that `makeSlots` adds for it and by no others. Throws
  /// ``VaultError/slotsChanged`` when the slots are no longer those that the vault was opened with.
  ///
  /// Until the tables are committed the slots of both keys are on the disk, so that a kill at any
  /// point leaves a home that opens. Which of them open nothing is noted in the same transaction;
  /// the next opening of the home removes those that a kill left. A process that changes the slots
  /// holds the write lock of `keys.db` meanwhile, so that no other's slots are ever lost.
  package func rekey(
    _ makeSlots: (inout Keyslots, MasterKey) throws -> Void
  ) throws {
    guard !vault.keyslots.isNew else { throw VaultError.oneTimePassphrase }
    try replaceMaster(makeSlots)
  }

  /// Ends the one-time passphrase that the home was made with. The master key becomes another too,
  /// so that what those who made the home may have kept opens nothing of it from now on. A
  /// passphrase that is the one-time one is refused with ``VaultError/oneTimePassphrase``.
  package func endOneTimePassphrase(
    _ passphrase: SecretBytes, secondFactor: SecretBytes?
  ) throws {
    let same = try vault.keyslots.opened(by: .passphrase(passphrase, secondFactor: secondFactor))
    guard same.isEmpty else { throw VaultError.oneTimePassphrase }
    try replaceMaster { slots, fresh in
      try slots.addPassphrase(passphrase, secondFactor: secondFactor, to: fresh)
      try slots.addRecovery(by: machine, of: fresh)
    }
  }

  private func replaceMaster(
    _ makeSlots: (inout Keyslots, MasterKey) throws -> Void
  ) throws {
    let fresh = MasterKey.random()
    var new = Keyslots(vault: vault.keyslots.vault, slots: [])
    try makeSlots(&new, fresh)
    guard !new.slots.isEmpty else { throw VaultError.badSlot("a home needs a slot") }
    try new.check(vault.machine)
    let mark = RandomBytes.make(16)
    try writeKeys { database in try KeyTable.setDeadSlots(database, new.slots.map(\.id)) }
    do {
      try writeKeys { database in
        let old = try Keyslots.read(vault.home)
        guard old.slots.map(\.id) == vault.keyslots.slots.map(\.id) else {
          throw VaultError.slotsChanged
        }
        try Keyslots(vault: old.vault, slots: old.slots + new.slots).write(
          vault.home, replacing: true)
        try resealTables(database, under: fresh, mark: mark)
        try KeyTable.setDeadSlots(database, old.slots.map(\.id))
      }
    } catch {
      try? keys.removeDeadSlots(vault.home)
      throw error
    }
    try keys.removeDeadSlots(vault.home)
    // Pages that held what the old key opens are freed, not yet gone.
    _ = try keys.scrubIfDue()
    forgetRouteCaches()
    try note([AuditLine("rekey", .update, at: clock.now())])
  }

  /// Seals every row under the master key again.
  private func resealTables(
    _ database: GRDB.Database, under fresh: MasterKey, mark: [UInt8]
  ) throws {
    let reseal = Resealing(database: database, seal: seal, old: master, new: fresh)
    try reseal.table("dayKeys", key: "day", column: "key") { _ in .dayKeys }
    try reseal.table("contacts", key: "contact", column: "record") { _ in .rows }
    try reseal.table("conversations", key: "conversation", column: "position") { _ in .rows }
    try reseal.table("authorities", key: "id", column: "record") { _ in .rows }
    try reseal.table("settings", key: "name", column: "value") { name in
      SettingName(rawValue: String(decoding: name, as: UTF8.self))?.purpose ?? .rows
    }
    let name = SettingName.carriedKeys
    let carried = carriedKeys.carried(to: fresh).encoded
    let sealed = seal.seal(secret: carried, fresh.subkey(name.purpose), at: Self.place(name))
    try database.execute(
      sql: "INSERT OR REPLACE INTO settings(name, value) VALUES (?, ?)",
      arguments: [name.rawValue, Data(sealed)])
    try BackupHistory.retire(database)
    try KeyTable.setMeta(database, "backupKey", fresh.subkey(.backupManifests).copy())
    try KeyTable.setMeta(database, "masterMark", mark)
    try KeyTable.noteScrubDue(database)
  }
}

/// Slots in `keyslots.json` that open no table any more, or not yet.
extension KeyTable {
  private static let deadSlots = "deadSlots"

  /// Notes the ids of such slots, 8 bytes each, in the place of those noted before.
  static func setDeadSlots(_ database: GRDB.Database, _ ids: [[UInt8]]) throws {
    try setMeta(database, deadSlots, ids.flatMap { $0 })
  }

  /// Removes the slots that are noted as dead from the file.
  func removeDeadSlots(_ home: Home) throws {
    let isNoted = try database.read { try Self.meta($0, Self.deadSlots)?.isEmpty == false }
    guard isNoted else { return }
    try database.write { database in
      let dead = try Self.meta(database, Self.deadSlots) ?? []
      var slots = try Keyslots.read(home)
      let before = slots.slots.count
      slots.slots.removeAll { slot in
        stride(from: 0, to: dead.count, by: slot.id.count).contains { start in
          dead[start...].starts(with: slot.id)
        }
      }
      if slots.slots.count != before, !slots.slots.isEmpty {
        try slots.write(home, replacing: true)
      }
      try Self.setMeta(database, Self.deadSlots, [])
    }
  }
}

/// One transaction in which rows change from one master key to another.
private struct Resealing {
  let database: GRDB.Database
  let seal: RowSeal
  let old: MasterKey
  let new: MasterKey

  /// Seals `column` of every row of `table` again; `purpose` says under which subkey a row lies, by
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
