package import Files
package import MessageVault
internal import Secrets

/// Reads a whole repository again and names every file that is not as it was written.
package struct RepositoryCheck {
  /// What was found.
  package struct Outcome: Sendable {
    /// The generation of the newest snapshot that is whole.
    package let generation: Int
    package let time: Timestamp
    /// Files that were read, and their bytes.
    package fileprivate(set) var files = 0
    package fileprivate(set) var bytes = 0
    /// Messages that were opened; nil when the home is locked.
    package fileprivate(set) var opened: Int?
    package fileprivate(set) var problems: [Problem]
  }

  private let vault: Vault
  private let unlocked: OpenVault?
  private let repository: Repository
  private let keyringPath: String
  private let progress: (Int) -> Void

  /// With `unlocked`, every message is opened too. Throws ``BackupError``.
  package init(
    _ vault: Vault, unlocked: OpenVault?, at path: String, keyring keyringPath: String?,
    progress: @escaping (Int) -> Void
  ) throws {
    repository = try Repository(path)
    guard repository.vault == vault.keyslots.vault else { throw BackupError.otherVault(path) }
    self.vault = vault
    self.unlocked = unlocked
    self.keyringPath = keyringPath ?? repository.keyring
    self.progress = progress
  }

  package func run() throws -> Outcome {
    let lock = try repository.sharedLock {}
    defer { withExtendedLifetime(lock) {} }
    let reader = SnapshotReader(repository, keys: try vault.backupHistory().keys)
    let (manifest, digest, problems) = try reader.newest()
    var outcome = Outcome(
      generation: manifest.generation, time: manifest.time, opened: unlocked.map { _ in 0 },
      problems: problems)
    try checkNewest(manifest, digest, &outcome)
    checkOlder(reader, than: manifest, &outcome)
    try checkKeyring(manifest, &outcome)
    for pack in manifest.packs where pack.day >= vault.today {
      try checkPack(pack, manifest, &outcome)
    }
    let rows = try objectRows(manifest)
    for object in manifest.objects where object.day >= vault.today {
      try checkObject(object, rows[object.rowKey], &outcome)
    }
    for segment in manifest.segments {
      _ = try content(of: segment.piece, repository.path(of: segment), &outcome)
    }
    for envelope in manifest.envelopes { try checkEnvelope(envelope, &outcome) }
    return outcome
  }

  /// Those that are kept should the newest be damaged, each named by the one after it.
  private func checkOlder(
    _ reader: SnapshotReader, than manifest: Manifest, _ outcome: inout Outcome
  ) {
    var manifest = manifest
    for _ in 1..<Backup.keptSnapshots {
      guard let link = manifest.previous else { return }
      do {
        guard try SHA256.hash(reader.bytes(link.generation)).hex == link.sha256 else {
          throw BackupError.damaged("it was altered")
        }
        manifest = try reader.manifest(link.generation)
      } catch {
        outcome.problems.append(
          Problem("snapshots/\(link.generation)", "it is missing or altered"))
        return
      }
    }
  }

  /// The newest snapshot is the last that this home wrote here.
  private func checkNewest(
    _ manifest: Manifest, _ digest: [UInt8], _ outcome: inout Outcome
  ) throws {
    let history = try vault.backupHistory()
    let newest = "snapshots/\(manifest.generation)"
    guard history.knows(manifest.generation, digest) else {
      outcome.problems.append(Problem(newest, "another copy of this home wrote it"))
      return
    }
    if !history.snapshots.contains(where: { $0.repository == repository.id }) {
      outcome.problems.append(Problem("tacita-backup.json", "it was altered"))
    }
    let known = outcome.problems.map(\.file)
    if let last = history.last(in: repository.id), last > manifest.generation,
      !known.contains("snapshots/\(last)")
    {
      outcome.problems.append(
        Problem("snapshots/\(last)", "it is missing, or its backup was interrupted"))
    }
  }

  /// The keyring is that of the newest snapshot, or of a backup that was interrupted after it.
  private func checkKeyring(_ manifest: Manifest, _ outcome: inout Outcome) throws {
    let name = Paths.name(of: keyringPath)
    if keyringPath != repository.keyring, try Directories.facts(repository.keyring) != nil {
      outcome.problems.append(
        Problem("keyring", "it lies in the backup too, and opens there what expires"))
    }
    do {
      guard let file = try KeyringFile.reading(keyringPath) else {
        throw VaultError.damaged("it is missing, or no file")
      }
      guard let bytes = try file.readAll(limit: Keyring.largest) else {
        throw VaultError.damaged("it is too long")
      }
      outcome.files += 1
      outcome.bytes += bytes.count
      let keyring = try Keyring(encoded: bytes)
      guard keyring.isAuthentic(try vault.backupHistory().keys) else {
        throw VaultError.damaged("it was altered")
      }
      guard SHA256.hash(bytes).hex != manifest.keyring,
        try keyring.history().generation < manifest.generation
      else { return }
      throw VaultError.damaged("it is that of an older backup")
    } catch VaultError.damaged(let reason) {
      outcome.problems.append(Problem(name, reason))
    }
  }

  private func checkPack(
    _ pack: Manifest.Pack, _ manifest: Manifest, _ outcome: inout Outcome
  ) throws {
    let path = repository.path(of: pack)
    guard let bytes = try content(of: pack.piece, path, &outcome), let unlocked else { return }
    let check = MessageCheck(unlocked)
    for row in Pack.rows(bytes) where !row.isMessage || !row[.payload].isEmpty {
      try note(
        check.verdict(on: row, object: nil), row.rowKey, pack.piece, path, &outcome)
    }
  }

  /// The rows whose payload is an object, when they can be opened.
  private func objectRows(_ manifest: Manifest) throws -> [[UInt8]: SealedRow] {
    guard unlocked != nil, !manifest.objects.isEmpty else { return [:] }
    var rows: [[UInt8]: SealedRow] = [:]
    for pack in manifest.packs where pack.day >= vault.today {
      guard let bytes = try? PieceReader.whole(pack.piece, repository.path(of: pack)) else {
        continue
      }
      for row in Pack.rows(bytes) where row.isMessage && row[.payload].isEmpty {
        rows[row.rowKey] = row
      }
    }
    return rows
  }

  private func checkObject(
    _ object: Manifest.Object, _ row: SealedRow?, _ outcome: inout Outcome
  ) throws {
    let path = repository.path(of: object)
    do {
      try readLarge(object.piece, path, &outcome)
      guard let unlocked, let row else { return }
      let verdict = try MessageCheck(unlocked).verdict(
        on: row, object: try Descriptor.reading(path))
      note(verdict, row.rowKey, object.piece, path, &outcome)
    } catch BackupError.damaged(let reason) {
      outcome.problems.append(Problem(repository.name(of: path), reason))
    }
  }

  private func checkEnvelope(
    _ envelope: Manifest.Envelope, _ outcome: inout Outcome
  ) throws {
    let path = repository.path(of: envelope)
    do { try readLarge(envelope.piece, path, &outcome) } catch BackupError.damaged(let reason) {
      outcome.problems.append(Problem(repository.name(of: path), reason))
    }
  }

  private func readLarge(_ piece: Piece, _ path: String, _ outcome: inout Outcome) throws {
    try PieceReader.check(piece, path)
    outcome.files += 1
    outcome.bytes += piece.size
    progress(outcome.bytes)
  }

  private func note(
    _ verdict: MessageCheck.Verdict, _ rowKey: [UInt8], _ piece: Piece, _ path: String,
    _ outcome: inout Outcome
  ) {
    switch verdict {
    case .whole: outcome.opened = outcome.opened.map { $0 + 1 }
    case .noKey:
      outcome.problems.append(Problem(repository.name(of: path), "no key of its day is here"))
    case .damaged:
      outcome.problems.append(
        Problem(repository.name(of: path), "message \(rowKey.hex) does not open"))
    }
  }

  private func content(
    of piece: Piece, _ path: String, _ outcome: inout Outcome
  ) throws -> [UInt8]? {
    do {
      let bytes = try PieceReader.whole(piece, path)
      outcome.files += 1
      outcome.bytes += bytes.count
      progress(outcome.bytes)
      return bytes
    } catch BackupError.damaged(let reason) {
      outcome.problems.append(Problem(repository.name(of: path), reason))
      return nil
    }
  }
}
