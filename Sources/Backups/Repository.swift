internal import Files
internal import Glibc
internal import MessageVault
internal import Secrets

/// A folder of backups of one home, on any file system.
///
///     tacita-backup.json    format, vault id
///     keyring               key slots and key table, replaced by every backup
///     packs/<sha256>        sealed rows
///     objects/<day>/<sha256>    payloads as they travelled
///     queue/<day>/<sha256>  envelopes that wait to be opened
///     audit/<first line>    the audit log in segments
///     snapshots/<generation>    what belongs to a backup, sealed
package struct Repository: Sendable {
  static let schema = "tacita/repository/1"

  package let path: String
  /// The vault id, 16 bytes.
  package let vault: [UInt8]
  /// 8 random bytes, by which a home tells its repositories apart.
  let id: [UInt8]

  private static let description = "tacita-backup.json"

  var packs: String { Paths.join(path, "packs") }
  var objects: String { Paths.join(path, "objects") }
  var queue: String { Paths.join(path, "queue") }
  var audit: String { Paths.join(path, "audit") }
  var snapshots: String { Paths.join(path, "snapshots") }
  package var keyring: String { Paths.join(path, "keyring") }

  func objects(of day: Day) -> String { Paths.join(objects, String(day.number)) }

  func queue(of day: Day) -> String { Paths.join(queue, String(day.number)) }

  func path(of pack: Manifest.Pack) -> String { Paths.join(packs, pack.piece.sha256) }

  func path(of object: Manifest.Object) -> String {
    Paths.join(objects(of: object.day), object.piece.sha256)
  }

  func path(of envelope: Manifest.Envelope) -> String {
    Paths.join(queue(of: envelope.day), envelope.piece.sha256)
  }

  func path(of segment: Manifest.Segment) -> String {
    Paths.join(audit, segment.name)
  }

  /// The repository at `path`. Throws ``BackupError``.
  package init(_ path: String) throws {
    let path = Paths.normalised(path)
    let file = Paths.join(path, Self.description)
    guard let description = try Descriptor.readingForeign(file) else {
      throw BackupError.noRepository(path)
    }
    do {
      guard let bytes = try description.readAll(limit: 65536) else {
        throw JSONError("too long")
      }
      let json = try JSONParser.object(bytes)
      let schema = try json.string("schema")
      guard schema == Self.schema else { throw BackupError.newerRepository(found: schema) }
      vault = try json.hex("vault", bytes: 16)
      id = try json.hex("id", bytes: 8)
    } catch let error as JSONError {
      throw BackupError.damaged("\(Self.description): \(error)")
    }
    self.path = path
  }

  /// Begins a repository at `path`: nothing may be there, or an empty folder. The folder above must
  /// exist, so that nothing is written beside a disk that is not mounted. One that another process
  /// began meanwhile is taken as it is.
  static func begun(
    _ path: String, vault: [UInt8], waiting: () -> Void
  ) throws -> (Repository, isFirst: Bool) {
    let path = Paths.normalised(path)
    if try Directories.facts(path) == nil {
      guard try Directories.facts(Paths.folder(of: path)) != nil else {
        throw FileError("create", path, code: FileError.missingCode)
      }
      try Directories.create(path)
    }
    let folder = try Descriptor.folder(path)
    defer { withExtendedLifetime(folder) {} }
    try lock(folder, LOCK_EX, waiting)
    do { return (try Repository(path), false) } catch BackupError.noRepository {}
    // What a killed beginning left does not count.
    let drafts = try Directories.names(path).filter { $0.hasPrefix(".\(description)") }
    guard try Directories.names(path).count == drafts.count else {
      throw BackupError.notEmpty(path)
    }
    for name in drafts { try Directories.removeFile(Paths.join(path, name)) }
    let json = JSONObject([
      "id": .string(RandomBytes.make(8).hex), "schema": .string(schema),
      "vault": .string(vault.hex),
    ])
    try AtomicFile.write(
      CanonicalJSON.encode(json) + [0x0a], to: Paths.join(path, description), replacing: false)
    return (try Repository(path), true)
  }

  /// A writer holds this; a second one waits.
  func lock(waiting: () -> Void) throws -> Descriptor {
    let file = try writable()
    try Self.lock(file, LOCK_EX, waiting)
    return file
  }

  /// Waits for the lock on `file`; continues without one where the file system has none.
  private static func lock(_ file: Descriptor, _ operation: Int32, _ waiting: () -> Void) throws {
    if flock(file.number, operation | LOCK_NB) == 0 { return }
    let withoutLocks = [ENOSYS, EOPNOTSUPP, EINVAL, ENOLCK, EBADF]
    guard !withoutLocks.contains(errno) else { return }
    if errno == EWOULDBLOCK { waiting() }
    while flock(file.number, operation) != 0 {
      guard !withoutLocks.contains(errno) else { return }
      guard errno == EINTR else { throw FileError("lock", file.path) }
    }
  }

  private func writable() throws -> Descriptor {
    let file = Paths.join(path, Self.description)
    do { return try Descriptor.updating(file, followingLinks: false) } catch let error as FileError
    {
      throw FileError("create", path, code: error.code)
    }
  }

  /// Keeps writers away as long as it is held, where the file system knows locks.
  func sharedLock(waiting: () -> Void) throws -> Descriptor? {
    guard let file = try Descriptor.readingForeign(Paths.join(path, Self.description)) else {
      return nil
    }
    if flock(file.number, LOCK_SH | LOCK_NB) == 0 { return file }
    guard errno == EWOULDBLOCK else { return nil }
    waiting()
    while flock(file.number, LOCK_SH) != 0 {
      guard errno == EINTR else { return nil }
    }
    return file
  }

  /// The generations of the snapshots, oldest first.
  package func generations() throws -> [Int] {
    try Directories.names(snapshots).compactMap { name in
      Int(name).flatMap {
        String($0) == name && (1..<BackupHistory.mostGenerations) ~= $0 ? $0 : nil
      }
    }.sorted()
  }

  func snapshot(_ generation: Int) -> String { Paths.join(snapshots, String(generation)) }

  /// A path in it as people know it: relative to the repository.
  func name(of path: String) -> String { String(path.dropFirst(self.path.utf8.count + 1)) }

  /// Makes the folders that pieces lie in.
  func makeFolders() throws {
    for folder in [packs, objects, queue, audit, snapshots] { try Self.make(folder) }
  }

  /// Makes a folder, or sees that it is one: who can write to the repository must not lead what is
  /// written, or removed, elsewhere.
  static func make(_ folder: String) throws {
    try Directories.create(folder)
    guard Directories.isFolder(folder) else { throw BackupError.notAFolder(folder) }
  }

  /// The folders in `parent` that are named by a day.
  func days(in parent: String) throws -> [(day: Day, folder: String)] {
    try Directories.names(parent).compactMap { name in
      let folder = Paths.join(parent, name)
      return Int(name).flatMap { Directories.isFolder(folder) ? (Day($0), folder) : nil }
    }
  }

  /// Removes what an interrupted backup began to write.
  func removeLeftovers() throws {
    let days = try [objects, queue].flatMap { try self.days(in: $0).map(\.folder) }
    for folder in [packs, audit, snapshots] + days {
      for name in try Directories.names(folder) where name.hasPrefix(".") && name.hasSuffix(".part")
      {
        try Directories.removeFile(Paths.join(folder, name))
      }
    }
  }
}
