internal import Files
internal import MessageVault
internal import Secrets

/// The snapshot that a backup continues from.
struct BackupBase {
  /// The generation of the newest snapshot that opens.
  private(set) var newest: Int?
  /// That snapshot, to be named by the one after it.
  private(set) var link: Manifest.Link?
  /// It, as it was written; nil when there is none to go on from.
  private(set) var snapshot: Manifest?
  /// What is left of it in the repository; nil when all is to be written again.
  private(set) var previous: Manifest?
  /// Objects of it that are not in the repository any more.
  private(set) var lostObjects: [Manifest.Object] = []
  /// What was found amiss.
  private(set) var notes: [String] = []

  /// Throws ``BackupError/otherState(_:)`` when the newest snapshot was not written by this state
  /// of the home, unless the repository is taken over.
  init(_ repository: Repository, _ vault: Vault, takesOver: Bool) throws {
    let history = try vault.backupHistory()
    guard let found = try newestThatOpens(repository, history, takesOver) else { return }
    let (manifest, digest) = found
    newest = manifest.generation
    link = Manifest.Link(generation: manifest.generation, sha256: digest.hex)
    guard try isContinued(manifest, digest, history, vault) else {
      guard takesOver else {
        throw BackupError.otherState(
          "its newest backup, \(manifest.generation), was not made by this home")
      }
      return
    }
    if let last = history.last(in: repository.id), last > manifest.generation {
      notes.append("backup \(last) was written here and is missing now")
    }
    let left = try Leftover(manifest, repository, today: vault.today)
    (snapshot, previous, lostObjects) = (manifest, left.manifest, left.lostObjects)
    notes += left.missing
    try checkAudit(vault)
  }

  /// What does not open was written by nobody who has this home's key, or is damaged.
  private mutating func newestThatOpens(
    _ repository: Repository, _ history: BackupHistory, _ takesOver: Bool
  ) throws -> (Manifest, digest: [UInt8])? {
    let reader = SnapshotReader(repository, keys: history.keys)
    let generations = try repository.generations()
    for generation in generations.reversed() {
      guard let bytes = try? reader.bytes(generation),
        let manifest = try? reader.manifest(generation, bytes)
      else {
        notes.append("snapshots/\(generation) is damaged")
        continue
      }
      return (manifest, SHA256.hash(bytes))
    }
    let areOurs = generations.allSatisfy { generation in
      history.snapshots.contains { $0.generation == generation }
    }
    guard areOurs || takesOver else {
      throw BackupError.otherState("no backup in it opens with this home's key")
    }
    return nil
  }

  /// Whether the home is the one of the snapshot, further on.
  private func isContinued(
    _ manifest: Manifest, _ digest: [UInt8], _ history: BackupHistory, _ vault: Vault
  ) throws -> Bool {
    try history.knows(manifest.generation, digest) && manifest.position <= vault.lastChange()
  }

  /// When the home's audit log is not the one that was backed up, further on, all of it is written:
  /// segments that are there stay as they are.
  private mutating func checkAudit(_ vault: Vault) throws {
    guard let known = previous, known.lines > 0 else { return }
    let line = try vault.auditRecords(after: known.lines - 1, limit: 1).first
    if let line, line.number == known.lines, let head = known.head,
      equalInConstantTime(line.mac, head)
    {
      return
    }
    previous?.segments = []
    previous?.tail = []
    previous?.head = nil
    notes.append("the audit log of this home does not continue the one in the backup")
  }
}

/// What is left of a snapshot: pieces of days past are left out, and so are objects that are not
/// there.
private struct Leftover {
  /// Nil when a pack is missing: nothing tells which rows were in it, so all is written again.
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
    if Directories.isRegularFile(path), try Directories.facts(path)?.size == piece.size {
      return true
    }
    missing.append("\(repository.name(of: path)) was missing or cut short")
    return false
  }
}
