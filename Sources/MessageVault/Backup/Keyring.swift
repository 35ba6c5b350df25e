internal import Files
internal import GRDB
internal import GRDBSQLite
package import Secrets

/// What opens a backup, in one piece: the key slots, and the key table as it was at one moment.
package struct Keyring: Sendable {
  package let keyslots: Keyslots
  /// "tacita/v1/keyring" LF ‖ u32 length ‖ keyslots.json ‖ u64 length ‖ the key table ‖ code 32.
  ///
  /// The code is HMAC-SHA-256 of all before it under subkey 5: only who has the master key, or the
  /// home, makes one.
  package let encoded: [UInt8]
  /// Where the key table lies in them, as a SQLite file.
  private let tableRange: Range<Int>

  private static let magic = Array("tacita/v1/keyring\n".utf8)
  private static let codeSize = 32
  /// No key table is larger.
  package static let largest = 1 << 30

  /// The key table as the bytes of a SQLite file.
  var table: [UInt8] { Array(encoded[tableRange]) }

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
    tableRange = try take(try take(8).bigEndianInteger).indices
    _ = try take(UInt64(Self.codeSize))
    guard rest.isEmpty else { throw VaultError.damaged("the keyring is too long") }
    encoded = bytes
  }

  /// Bytes of a keyring that tell whose it is: with the slots, whose file is no longer.
  package static let headSize = magic.count + 4 + Keyslots.largest

  /// The vault id in the slots of a keyring that begins so; nil when it is none.
  package static func vault(inHead head: [UInt8]) -> [UInt8]? {
    guard head.starts(with: magic) else { return nil }
    let rest = head.dropFirst(magic.count)
    let slots = rest.dropFirst(4).prefix(Int(rest.prefix(4).bigEndianInteger))
    return try? JSONParser.object(Array(slots)).hex("vault", bytes: 16)
  }

  /// Whether a file may be what is left of writing a keyring: it ends before it tells whose.
  package static func isBeginning(_ head: [UInt8]) -> Bool {
    head.count < headSize && head.prefix(magic.count).elementsEqual(magic.prefix(head.count))
  }

  /// The keyring of a home as it is now, without keys of days before today.
  ///
  /// Replacing the master key changes slots and table one after the other: slots that are
  /// the same before and after the table was read belong to it.
  init(_ home: Home, _ keys: KeyTable, today: Day) throws {
    while true {
      let slots = try Keyslots.read(home)
      let json = slots.encoded
      var bytes = Self.magic + [UInt8](bigEndian: UInt32(json.count)) + json
      var (key, range): (SecretBytes?, Range<Int>) = (nil, 0..<0)
      try keys.database.image { copy in
        try copy.execute(sql: "DELETE FROM dayKeys WHERE day < ?", arguments: [today.number])
        try copy.execute(sql: "DELETE FROM prekeys WHERE expiryDay < ?", arguments: [today.number])
        try KeyTable.removeSuperseded(copy, before: today)
        key = try BackupHistory(copy).keys.first
        try BackupHistory.removeKeys(copy)
      } to: { image in
        bytes.reserveCapacity(bytes.count + 8 + image.count + Self.codeSize)
        bytes.append(bigEndian: UInt64(image.count))
        range = bytes.count..<bytes.count + image.count
        bytes += image
      }
      guard let key else { throw VaultError.damaged("keys.db has no key for backups") }
      if try Keyslots.read(home).encoded == json {
        bytes += HMACSHA256.authenticate(bytes, key: key)
        (keyslots, encoded, tableRange) = (slots, bytes, range)
        return
      }
    }
  }

  /// Whether it was made with one of `keys`.
  package func isAuthentic(_ keys: [SecretBytes]) -> Bool {
    let (body, code) = (encoded.dropLast(Self.codeSize), Array(encoded.suffix(Self.codeSize)))
    return keys.contains { equalInConstantTime(HMACSHA256.authenticate(body, key: $0), code) }
  }

  /// The master key, and whether the keyring is as a home with it wrote it. Throws
  /// ``VaultError/wrongSecret``.
  package func opened(with secret: SlotSecret) throws -> (MasterKey, isAuthentic: Bool) {
    var found: MasterKey?
    for slot in keyslots.slots {
      guard let master = try keyslots.open(slot, secret) else { continue }
      // A rekey that is under way leaves slots of two keys: the one that made it is the right one.
      if isAuthentic([master.subkey(.backupManifests)]) { return (master, true) }
      found = found ?? master
    }
    guard let found else { throw VaultError.wrongSecret }
    return (found, false)
  }

  /// What the key table says of the home's backups.
  package func history() throws -> BackupHistory {
    try ForeignTable(image: table).read(BackupHistory.init)
  }

  /// Writes slots and key table into the folder of a home, without keys of days before `today`.
  /// Throws ``VaultError/clockJumped(lastDay:today:)``.
  ///
  /// The table is made again, row by row: whatever else is in the image does not come along.
  func write(_ home: Home, today: Day, clockIsRight: Bool) throws {
    let image = try ForeignTable(image: table)
    _ = try image.read { try KeyTable.lastDay($0, checking: today, clockIsRight) }
    try keyslots.write(home, replacing: false)
    let keys = try KeyTable.create(home)
    try image.read { source in
      try keys.database.write { target in
        try image.copy(from: source, to: target, today: today)
        try target.execute(sql: "DELETE FROM meta WHERE name = 'scrubDue'")
      }
    }
    _ = try keys.destroyDue(today: today, clockIsRight: clockIsRight)
  }
}

extension Vault {
  /// What opens a backup of this home, as it is at this moment.
  package func keyring() throws -> Keyring { try Keyring(home, keys, today: clock.today) }
}

/// Databases as bytes in memory.
extension DatabaseFile {
  /// Passes the bytes of the file as it is now to `body`, once `edit` was done to a copy of it in
  /// memory.
  fileprivate func image(
    _ edit: (GRDB.Database) throws -> Void, to body: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) throws {
    let copy = try Self.inMemory()
    try reading { try $0.backup(to: copy) }
    let file = DatabaseFile(queue: copy)
    try file.write(edit)
    try file.outsideTransaction { database in
      try database.execute(sql: "VACUUM")
      var size: sqlite3_int64 = 0
      guard let bytes = sqlite3_serialize(database.sqliteConnection, "main", &size, 0) else {
        throw DatabaseError(resultCode: .SQLITE_NOMEM)
      }
      defer { sqlite3_free(bytes) }
      let image = UnsafeMutableBufferPointer(start: bytes, count: Int(size))
      // A database in memory has no write-ahead log; so say the bytes for reading and writing.
      if image.count > 19 { (image[18], image[19]) = (1, 1) }
      body(image)
    }
  }

  /// Nothing of a key may be written to a temporary file.
  private static func inMemory() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store=MEMORY") }
    return try DatabaseQueue(configuration: configuration)
  }
}
