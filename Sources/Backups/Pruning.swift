internal import Files
internal import MessageVault

/// Removes from a repository what has no day left, and what nothing refers to.
struct Pruning {
  private let repository: Repository
  private let vault: Vault
  private let manifest: Manifest

  init(_ repository: Repository, _ vault: Vault, _ manifest: Manifest) {
    self.repository = repository
    self.vault = vault
    self.manifest = manifest
  }

  /// Removes what no key opens any more, before room is needed; how many pieces went.
  static func removePast(_ repository: Repository, today: Day, manifest: Manifest?) throws -> Int {
    var removed = 0
    for (day, folder) in try repository.days(in: repository.objects) where day < today {
      removed += try remove(from: folder, but: [])
      Directories.removeIfEmpty(folder)
    }
    for pack in manifest?.packs ?? [] where pack.day < today {
      try Directories.removeFile(repository.path(of: pack))
      removed += 1
    }
    return removed
  }

  /// How many pieces went.
  func run() throws -> Int {
    let generations = try repository.generations()
    let kept = generations.suffix(Backup.keptSnapshots)
    for old in generations.dropLast(Backup.keptSnapshots) {
      try Directories.removeFile(repository.snapshot(old))
    }
    let reader = SnapshotReader(repository, keys: try vault.backupHistory().keys)
    let manifests =
      [manifest]
      + kept.filter { $0 != manifest.generation }.compactMap { try? reader.manifest($0) }
    return try removePacks(but: manifests) + removeObjects(but: manifests)
      + removeEnvelopes(but: manifests)
  }

  private func removePacks(but manifests: [Manifest]) throws -> Int {
    let wanted = Set(
      manifests.flatMap(\.packs).filter { $0.day >= vault.today }.map(\.piece.sha256))
    return try Self.remove(from: repository.packs, but: wanted)
  }

  private func removeObjects(but manifests: [Manifest]) throws -> Int {
    let wanted = manifests.flatMap(\.objects).filter { $0.day >= vault.today }
    return try removeDays(in: repository.objects, but: Set(wanted.map(\.piece.sha256)))
  }

  private func removeEnvelopes(but manifests: [Manifest]) throws -> Int {
    let wanted = try manifests.flatMap(\.envelopes).filter {
      try !vault.prekeysAreDestroyed(of: $0.day)
    }
    return try removeDays(in: repository.queue, but: Set(wanted.map(\.piece.sha256)))
  }

  private func removeDays(in parent: String, but wanted: Set<String>) throws -> Int {
    var removed = 0
    for (_, folder) in try repository.days(in: parent) {
      removed += try Self.remove(from: folder, but: wanted)
      Directories.removeIfEmpty(folder)
    }
    return removed
  }

  private static func remove(from folder: String, but wanted: Set<String>) throws -> Int {
    // Nothing but pieces: whatever else lies there is not ours.
    let names = try Directories.names(folder).filter {
      !wanted.contains($0) && $0.utf8.count == 64 && [UInt8](hex: $0) != nil
    }
    for name in names { try Directories.removeFile(Paths.join(folder, name)) }
    return names.count
  }
}
