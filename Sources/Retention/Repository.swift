internal import Files
internal import Glibc

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
    Paths.join(audit, String(segment.first))
  }

  /// The repository at `path`. Throws ``RetentionError``.
  package init(_ path: String) throws {
    let file = Paths.join(path, Self.description)
    guard try Directories.facts(file) != nil else { throw RetentionError.noRepository(path) }
    do {
      guard let bytes = try Descriptor.reading(file).readAll(limit: 65536) else {
        throw JSONError("too long")
      }
      let json = try JSONParser.object(bytes)
      let schema = try json.string("schema")
      guard schema == Self.schema else { throw RetentionError.newerRepository(found: schema) }
      vault = try json.hex("vault", bytes: 16)
    } catch let error as JSONError {
      throw RetentionError.damaged("\(Self.description): \(error)")
    }
    self.path = path
  }

  /// Begins a repository at `path`: nothing may be there, or an empty folder. The folder above must
  /// exist, so that nothing is written beside a disk that is not mounted.
  static func create(_ path: String, vault: [UInt8]) throws -> Repository {
    if try Directories.facts(path) == nil {
      guard try Directories.facts(Paths.folder(of: path)) != nil else {
        throw FileError("create", path, code: FileError.missingCode)
      }
      try Directories.create(path)
    }
    guard try Directories.names(path).isEmpty else { throw RetentionError.notEmpty(path) }
    let json = JSONObject(["schema": .string(schema), "vault": .string(vault.hex)])
    try AtomicFile.write(
      CanonicalJSON.encode(json) + [0x0a], to: Paths.join(path, description), replacing: false)
    return try Repository(path)
  }

  /// Whoever writes holds this; a second one waits.
  func lock(waiting: () -> Void) throws -> Descriptor {
    let file = try writable()
    if flock(file.number, LOCK_EX | LOCK_NB) == 0 { return file }
    waiting()
    while flock(file.number, LOCK_EX) != 0 {
      guard errno == EINTR else { throw FileError("lock", path) }
    }
    return file
  }

  private func writable() throws -> Descriptor {
    do { return try Descriptor.updating(Paths.join(path, Self.description)) } catch let error
      as FileError
    {
      throw FileError("create", path, code: error.code)
    }
  }

  /// The generations of the snapshots, oldest first.
  package func generations() throws -> [Int] {
    try Directories.names(snapshots).compactMap { name in
      Int(name).flatMap { String($0) == name ? $0 : nil }
    }.sorted()
  }

  func snapshot(_ generation: Int) -> String { Paths.join(snapshots, String(generation)) }

  /// A path in it as people know it: relative to the repository.
  func name(of path: String) -> String { String(path.dropFirst(self.path.utf8.count + 1)) }

  /// Makes the folders that pieces lie in.
  func makeFolders() throws {
    for folder in [packs, objects, queue, audit, snapshots] { try Directories.create(folder) }
  }

  /// Removes what an interrupted backup began to write.
  func removeLeftovers() throws {
    let days = try [objects, queue].flatMap { folder in
      try Directories.names(folder).map { Paths.join(folder, $0) }
    }
    for folder in [packs, audit, snapshots] + days {
      for name in try Directories.names(folder) where name.hasPrefix(".") {
        try Directories.removeFile(Paths.join(folder, name))
      }
    }
  }
}
