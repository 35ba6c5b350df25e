internal import Files
internal import GRDB
internal import GRDBSQLite

/// What opens a backup, in one piece: the key slots, and the key table as it was at one moment.
package struct Keyring: Sendable {
  package let keyslots: Keyslots
  /// The key table as the bytes of a SQLite file.
  let table: [UInt8]

  private static let magic = Array("tacita/v1/keyring\n".utf8)
  /// No key table is larger.
  package static let largest = 1 << 30

  /// "tacita/v1/keyring" LF ‖ u32 length ‖ keyslots.json ‖ u64 length ‖ the key table.
  package var encoded: [UInt8] {
    let slots = CanonicalJSON.encode(keyslots.json) + [0x0a]
    return Self.magic + [UInt8](bigEndian: UInt32(slots.count)) + slots
      + [UInt8](bigEndian: UInt64(table.count)) + table
  }

  /// Throws ``VaultError/damaged(_:)``.
  package init(encoded bytes: [UInt8]) throws {
    var rest = bytes[...]
    func take(_ count: UInt64) throws -> ArraySlice<UInt8> {
      guard count <= rest.count else { throw VaultError.damaged("the keyring is cut short") }
      defer { rest = rest.dropFirst(Int(count)) }
      return rest.prefix(Int(count))
    }
    guard try take(UInt64(Self.magic.count)).elementsEqual(Self.magic) else {
      throw VaultError.damaged("the keyring is none")
    }
    let slots = Array(try take(try take(4).bigEndianInteger))
    do { keyslots = try Keyslots(json: try JSONParser.object(slots)) } catch let error as JSONError
    {
      throw VaultError.damaged("the keyring's slots: \(error)")
    }
    table = Array(try take(try take(8).bigEndianInteger))
    guard rest.isEmpty else { throw VaultError.damaged("the keyring is too long") }
  }

  /// The keyring of a home as it is now, without keys of days before today.
  ///
  /// Whoever replaces the master key changes slots and table one after the other: slots that are
  /// the same before and after the table was read belong to it.
  init(_ home: Home, _ keys: KeyTable, today: Day) throws {
    while true {
      let slots = try Keyslots.read(home)
      let table = try keys.database.image { copy in
        try copy.execute(sql: "DELETE FROM dayKeys WHERE day < ?", arguments: [today.number])
        try copy.execute(sql: "DELETE FROM prekeys WHERE expiryDay < ?", arguments: [today.number])
        try BackupHistory.removeKeys(copy)
      }
      if try CanonicalJSON.encode(Keyslots.read(home).json) == CanonicalJSON.encode(slots.json) {
        (keyslots, self.table) = (slots, table)
        return
      }
    }
  }

  /// What the key table says of the home's backups.
  package func history() throws -> BackupHistory {
    try DatabaseFile(image: table).read(BackupHistory.init)
  }

  /// Writes slots and key table into the folder of a home, without keys of days before `today`.
  /// Throws ``VaultError/clockJumped(lastDay:today:)``.
  func write(_ home: Home, today: Day, clockIsRight: Bool) throws {
    let keys = KeyTable(database: try DatabaseFile(image: table))
    _ = try keys.destroyDue(today: today, clockIsRight: clockIsRight)
    try keys.noteScrubbed()
    try keyslots.write(home, replacing: false)
    try keys.database.write(to: home.keyTable)
  }
}

extension Vault {
  /// What opens a backup of this home, as it is at this moment.
  package func keyring() throws -> Keyring { try Keyring(home, keys, today: clock.today) }
}

/// Databases as bytes in memory.
extension DatabaseFile {
  /// The file as it is now, once `edit` was done to a copy of it in memory.
  fileprivate func image(_ edit: (GRDB.Database) throws -> Void) throws -> [UInt8] {
    let copy = try DatabaseQueue()
    try reading { try $0.backup(to: copy) }
    try copy.write(edit)
    return try copy.writeWithoutTransaction { database in
      try database.execute(sql: "VACUUM")
      var size: sqlite3_int64 = 0
      guard let bytes = sqlite3_serialize(database.sqliteConnection, "main", &size, 0) else {
        throw DatabaseError(resultCode: .SQLITE_NOMEM)
      }
      defer { sqlite3_free(bytes) }
      var image = Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
      // A database in memory has no write-ahead log; so say the bytes for reading and writing.
      if image.count > 19 { (image[18], image[19]) = (1, 1) }
      return image
    }
  }

  /// A database in memory with the content of `image`.
  init(image: [UInt8]) throws {
    let queue = try DatabaseQueue()
    try queue.writeWithoutTransaction { database in
      guard let copy = sqlite3_malloc64(sqlite3_uint64(max(1, image.count))) else {
        throw DatabaseError(resultCode: .SQLITE_NOMEM)
      }
      image.withUnsafeBytes {
        copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count)
      }
      let code = sqlite3_deserialize(
        database.sqliteConnection, "main", copy.assumingMemoryBound(to: UInt8.self),
        sqlite3_int64(image.count), sqlite3_int64(image.count),
        UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE))
      guard code == SQLITE_OK else { throw VaultError.damaged("the keyring's key table") }
    }
    self.init(queue: queue)
  }

  /// Writes the database into a new file at `path`.
  fileprivate func write(to path: String) throws {
    _ = try Descriptor.creating(path)
    try outsideTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
  }
}
