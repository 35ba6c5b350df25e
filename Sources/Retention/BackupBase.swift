internal import Files
internal import MessageVault
internal import Secrets

/// The snapshot that a backup goes on from.
struct BackupBase {
  /// The generation of the newest snapshot in the repository.
  let newest: Int?
  /// That snapshot, when it is whole.
  private(set) var link: Manifest.Link?
  /// What is whole of it; nil when all is to be written anew.
  let previous: Manifest?
  /// Objects of it that are not in the repository any more.
  private(set) var lostObjects: [Manifest.Object] = []
  /// What was found amiss.
  private(set) var repaired: [String]

  /// Throws ``RetentionError/otherState(_:)`` when the newest snapshot was not written by this state
  /// of the home, unless the repository is taken over.
  init(_ repository: Repository, _ vault: Vault, takesOver: Bool) throws {
    guard let newest = try repository.generations().last else {
      (self.newest, previous, repaired) = (nil, nil, [])
      return
    }
    let file = repository.snapshot(newest)
    let bytes = try Descriptor.reading(file).readAll(limit: Manifest.largest) ?? []
    let digest = SHA256.hash(bytes)
    self.newest = newest
    let history = try vault.backupHistory()
    let known = history.snapshots.filter { $0.generation == newest }
    do {
      guard !known.isEmpty else {
        throw RetentionError.otherState("its newest backup, \(newest), was not made by this home")
      }
      guard
        known.contains(BackupHistory.Snapshot(generation: newest, digest: digest)),
        let manifest = try? Manifest(
          sealed: bytes, generation: newest, vault: repository.vault, keys: history.keys)
      else {
        (previous, repaired) = (nil, ["snapshots/\(newest) is damaged"])
        return
      }
      link = Manifest.Link(generation: newest, sha256: digest.hex)
      try Self.checkContinues(manifest, vault)
      let left = try Leftover(manifest, repository, today: vault.today)
      (previous, repaired, lostObjects) = (left.manifest, left.missing, left.lostObjects)
    } catch let error as RetentionError {
      guard case .otherState = error, takesOver else { throw error }
      try Self.putAside(repository.audit, before: newest)
      (previous, repaired) = (nil, [])
    }
  }

  /// Whether the home is the one of the snapshot, further on.
  private static func checkContinues(_ manifest: Manifest, _ vault: Vault) throws {
    guard manifest.position <= (try vault.lastChange()) else {
      throw RetentionError.otherState("it holds messages that came later than those of this home")
    }
    guard manifest.lines > 0 else { return }
    let line = try vault.auditRecords(after: manifest.lines - 1, limit: 1).first
    guard let line, let head = manifest.head, equalInConstantTime(line.mac, head) else {
      throw RetentionError.otherState(
        "the audit log of this home does not go on from the one in it")
    }
  }

  /// The audit log of another state of the home is kept: the law may ask for it.
  private static func putAside(_ folder: String, before generation: Int) throws {
    guard try !Directories.names(folder).isEmpty else { return }
    try Directories.renameExclusively(folder, to: "\(folder).\(generation)")
    try Directories.create(folder)
  }
}

/// What is left of a snapshot: pieces of days past are left out, and so are objects that are not there.
private struct Leftover {
  /// Nil when a pack is missing: nothing tells which rows were in it, so that all is written anew.
  private(set) var manifest: Manifest?
  private(set) var lostObjects: [Manifest.Object] = []
  /// Files that are missing or cut short, in words.
  private(set) var missing: [String] = []

  init(_ snapshot: Manifest, _ repository: Repository, today: Day) throws {
    var left = snapshot
    left.packs = snapshot.packs.filter { $0.day >= today }
    left.objects = []
    for object in snapshot.objects where object.day >= today {
      if try note(object.piece, repository.path(of: object), repository) {
        left.objects.append(object)
      } else {
        lostObjects.append(object)
      }
    }
    left.envelopes = try snapshot.envelopes.filter {
      try note($0.piece, repository.path(of: $0), repository)
    }
    for segment in snapshot.segments {
      guard try !note(segment.piece, repository.path(of: segment), repository) else { continue }
      (left.segments, left.tail) = ([], [])
      break
    }
    for pack in left.packs {
      guard try note(pack.piece, repository.path(of: pack), repository) else { return }
    }
    manifest = left
  }

  private mutating func note(
    _ piece: Piece, _ path: String, _ repository: Repository
  ) throws -> Bool {
    if try Directories.facts(path)?.size == piece.size { return true }
    missing.append("\(repository.name(of: path)) was missing or cut short")
    return false
  }
}
