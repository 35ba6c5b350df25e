internal import Files
internal import GRDB
package import Secrets

/// What a home knows of its own backups, in the clear: a locked home makes them.
///
/// A repository whose newest snapshot is none of these was written by another state of the home: a
/// copy that went on, or one that was restored from elsewhere.
package struct BackupHistory: Sendable {
  /// Counts the backups of this home, into whichever repository.
  package let generation: Int
  /// The keys of snapshots, subkey 5 of the master key in use and of earlier ones, newest first.
  package let keys: [SecretBytes]
  /// The snapshots that this home wrote, oldest first.
  package let snapshots: [Snapshot]

  package struct Snapshot: Sendable, Equatable {
    package let generation: Int
    /// The first 16 bytes of the file's SHA-256.
    package let digest: [UInt8]
    /// The id of its repository, 8 bytes.
    package let repository: [UInt8]

    package init(generation: Int, digest: [UInt8], repository: [UInt8]) {
      self.generation = generation
      self.digest = Array(digest.prefix(16))
      self.repository = repository
    }
  }

  /// No home makes so many backups: what says so is not believed.
  package static let mostGenerations = 1 << 40

  /// Whether the home wrote the file of `digest` as this generation.
  package func knows(_ generation: Int, _ digest: [UInt8]) -> Bool {
    snapshots.contains { $0.generation == generation && $0.digest.elementsEqual(digest.prefix(16)) }
  }

  /// The last generation that the home wrote into a repository; nil when it wrote none there.
  package func last(in repository: [UInt8]) -> Int? {
    snapshots.last { $0.repository == repository }?.generation
  }

  /// Snapshots that are remembered.
  private static let longest = 4096
  private static let entrySize = 32
  private static let name = "backupHistory"

  init(_ database: GRDB.Database) throws {
    generation = try KeyTable.number(database, "backupGeneration") ?? 0
    let joined = try KeyTable.meta(database, "backupKey") ?? []
    let older = try KeyTable.meta(database, "olderBackupKeys") ?? []
    keys = (joined + older).split(every: 32).map { key in
      SecretBytes(count: 32) { $0.copyBytes(from: key) }
    }
    snapshots = (try KeyTable.meta(database, Self.name) ?? []).split(every: Self.entrySize).map {
      Snapshot(
        generation: Int(truncatingIfNeeded: $0.prefix(8).bigEndianInteger),
        digest: Array($0.dropFirst(8).prefix(16)), repository: Array($0.dropFirst(24)))
    }
  }

  /// Keeps `snapshots`, the newest of them.
  static func write(_ snapshots: [Snapshot], _ database: GRDB.Database) throws {
    let entries = snapshots.suffix(longest).flatMap {
      [UInt8](bigEndian: UInt64($0.generation)) + $0.digest + $0.repository
    }
    try KeyTable.setMeta(database, name, entries)
  }

  /// Takes the keys of snapshots out: who holds a keyring must not be able to make a snapshot.
  static func removeKeys(_ database: GRDB.Database) throws {
    try database.execute(
      sql: "DELETE FROM meta WHERE name IN ('backupKey', 'olderBackupKeys')")
  }

  /// Puts `keys` back, the one in use first.
  static func setKeys(_ keys: [SecretBytes], _ database: GRDB.Database) throws {
    try KeyTable.setMeta(database, "backupKey", keys[0].copy())
    try KeyTable.setMeta(database, "olderBackupKeys", keys.dropFirst().flatMap { $0.copy() })
  }

  /// Has snapshots sealed under the key of a master key that is given up be read from now on, too.
  static func retire(_ database: GRDB.Database) throws {
    let keys = try BackupHistory(database).keys.prefix(16)
    try KeyTable.setMeta(database, "olderBackupKeys", keys.flatMap { $0.copy() })
  }
}

extension [UInt8] {
  fileprivate func split(every size: Int) -> [[UInt8]] {
    stride(from: 0, to: count - count % size, by: size).map { Array(self[$0..<$0 + size]) }
  }
}

extension Vault {
  package func backupHistory() throws -> BackupHistory {
    try keys.database.read(BackupHistory.init)
  }

  /// Begins a backup: the generation it is to have, which is above `other`.
  package func nextGeneration(above other: Int) throws -> Int {
    try keys.database.write { database in
      let next = max(try KeyTable.number(database, "backupGeneration") ?? 0, other) + 1
      guard next < BackupHistory.mostGenerations else {
        throw VaultError.damaged("meta.backupGeneration")
      }
      try KeyTable.setNumber(database, "backupGeneration", next)
      return next
    }
  }

  /// Remembers a snapshot, before it appears in its repository.
  package func remember(_ snapshot: BackupHistory.Snapshot) throws {
    try keys.database.write { database in
      try BackupHistory.write(try BackupHistory(database).snapshots + [snapshot], database)
    }
  }

  /// Notes that a backup is whole.
  package func noteBackup(generation: Int) throws {
    let now = clock.now()
    try keys.note(.lastBackup, at: now)
    try audit([AuditLine("backup", .create, at: now, object: "generation \(generation)")])
  }
}
