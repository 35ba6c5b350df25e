internal import Files
package import MessageVault
internal import Secrets

/// Copies what is new in a home into a repository; needs no secret.
///
/// Pieces first, then the keyring, then the snapshot that says what belongs together: whatever
/// kills it, the snapshot before is whole, and the next run continues.
package struct Backup {
  /// What a backup did.
  package struct Outcome: Sendable {
    package let generation: Int
    /// Messages that came or changed since the backup before.
    package let messages: Int
    /// Pieces that were written, and their bytes.
    package let pieces: Int
    package let bytes: Int
    /// Pieces that were removed because their day is past, or nothing refers to them.
    package let removed: Int
    /// Whether the repository was begun by this.
    package let isFirst: Bool
    /// What was found amiss in the repository; what the home still has of it is written again.
    package let notes: [String]
    /// What of the home could not be backed up.
    package let losses: [String]
  }

  /// Something worth telling while it runs.
  package enum Event: Sendable {
    case waiting
    case written(bytes: Int)
  }

  /// Snapshots that are kept, the new one among them: should it be damaged, the others serve.
  static let keptSnapshots = 3

  private let vault: Vault
  private let path: String
  private let keyringPath: String?
  private let takesOver: Bool
  private let report: (Event) -> Void

  /// Into the repository at `path`. The keyring is written to `keyringPath` if there is one. With
  /// `fork` a repository that another state of the home has written to is taken over.
  package init(
    _ vault: Vault, to path: String, keyring keyringPath: String?, fork takesOver: Bool,
    report: @escaping (Event) -> Void
  ) {
    self.vault = vault
    self.path = path
    self.keyringPath = keyringPath
    self.takesOver = takesOver
    self.report = report
  }

  package func run() throws -> Outcome {
    try vault.checkInUse()
    let (repository, isFirst) = try opened()
    let lock = try repository.lock { report(.waiting) }
    defer { withExtendedLifetime(lock) {} }
    guard try Repository(path).id == repository.id else {
      throw BackupError.damaged("another backup began it anew meanwhile")
    }
    let keyring = KeyringFile(keyringPath, in: repository)
    try keyring.removeLeftover()
    try repository.makeFolders()
    try repository.removeLeftovers()
    let base = try BackupBase(repository, vault, takesOver: takesOver)
    let past = isFirst ? 0 : try forgetPast(base, repository, keyring)
    var manifest = Manifest(
      generation: try vault.nextGeneration(above: base.newest ?? 0), time: vault.clock.now(),
      configuration: try HomeConfiguration.read(vault.home))
    let writer = try PieceWriter(repository) { report(.written(bytes: $0)) }
    let content = BackupContent(vault, repository, writer)
    // The queue first: what leaves it for the vault meanwhile is in both then, and not in neither.
    try content.addQueue(to: &manifest, after: base.previous)
    let messages = try content.addMessages(to: &manifest, after: base)
    try content.addAudit(to: &manifest, after: base.previous)
    try writer.flush()
    manifest.previous = base.link
    try publish(&manifest, keyring, in: repository)
    var notes = base.notes
    if try keyring.removeSuperseded() {
      notes.append("the keyring that lay in the backup was overwritten and removed")
    }
    let removed = try Pruning(repository, vault, manifest).run()
    try vault.noteBackup(generation: manifest.generation)
    return Outcome(
      generation: manifest.generation, messages: messages, pieces: writer.count,
      bytes: writer.written, removed: past + removed, isFirst: isFirst, notes: notes,
      losses: content.losses)
  }

  /// What is past is removed before anything is written: a backup that fails for want of room must
  /// not be why the past is remembered.
  private func forgetPast(
    _ base: BackupBase, _ repository: Repository, _ keyring: KeyringFile
  ) throws -> Int {
    if let snapshot = base.snapshot, snapshot.time.day >= vault.today { return 0 }
    let removed = try Pruning.removePast(
      repository, today: vault.today, manifest: base.snapshot)
    _ = try keyring.replace(with: vault.keyring())
    return removed
  }

  private func opened() throws -> (Repository, isFirst: Bool) {
    do {
      let repository = try Repository(path)
      guard repository.vault == vault.keyslots.vault else {
        throw BackupError.otherVault(path)
      }
      return (repository, false)
    } catch BackupError.noRepository {
      let begun = try Repository.begun(path, vault: vault.keyslots.vault) { report(.waiting) }
      guard begun.0.vault == vault.keyslots.vault else { throw BackupError.otherVault(path) }
      return begun
    }
  }

  private func publish(
    _ manifest: inout Manifest, _ keyring: KeyringFile, in repository: Repository
  ) throws {
    // A new master key that comes between must not part the snapshot from its keyring.
    var key: SecretBytes
    repeat {
      key = try snapshotKey()
      manifest.keyring = try keyring.replace(with: vault.keyring())
    } while try !(snapshotKey() == key)
    let sealed = manifest.sealed(vault: repository.vault, key: key)
    _ = try Manifest(
      sealed: sealed, generation: manifest.generation, vault: repository.vault, keys: [key])
    // Remembered first: a snapshot that the home does not know would be another's.
    try vault.remember(
      BackupHistory.Snapshot(
        generation: manifest.generation, digest: SHA256.hash(sealed), repository: repository.id))
    try AtomicFile.write(sealed, to: repository.snapshot(manifest.generation), replacing: true)
  }

  private func snapshotKey() throws -> SecretBytes {
    guard let key = try vault.backupHistory().keys.first else {
      throw VaultError.damaged("keys.db has no key for backups")
    }
    return key
  }
}
