package import Files
package import MessageVault
internal import Secrets

/// Builds a home again from a repository: all that is whole comes back, and what is not is named.
package struct Restore {
  /// What came back.
  package struct Outcome: Sendable {
    /// The generation of the snapshot, and when it was made.
    package let generation: Int
    package let time: Timestamp
    package fileprivate(set) var messages = 0
    /// Messages that were left out because their day is past, or that were deleted before it.
    package fileprivate(set) var expired = 0
    package fileprivate(set) var deleted = 0
    /// Messages that are lost by damage.
    package fileprivate(set) var lost = 0
    /// Envelopes that wait to be opened.
    package fileprivate(set) var waiting = 0
    /// Lines of the audit log.
    package fileprivate(set) var lines = 0
    package fileprivate(set) var problems: [Problem]
  }

  private let repository: Repository
  private let keyringPath: String
  private let clock: Clock
  private let clockIsRight: Bool
  private let isRehearsal: Bool
  private let progress: (Int) -> Void

  /// A rehearsal makes a home that takes no mail, and whose backups no repository of the real one
  /// accepts. Throws ``BackupError``.
  package init(
    from path: String, keyring keyringPath: String?, clock: Clock, clockIsRight: Bool,
    isRehearsal: Bool = false, progress: @escaping (Int) -> Void
  ) throws {
    repository = try Repository(path)
    self.keyringPath = keyringPath ?? repository.keyring
    self.clock = clock
    self.clockIsRight = clockIsRight
    self.isRehearsal = isRehearsal
    self.progress = progress
  }

  /// How the home that was backed up opens.
  package func keyring() throws -> Keyring {
    guard let file = try KeyringFile.reading(keyringPath) else {
      throw FileError("read", keyringPath, code: FileError.missingCode)
    }
    guard let bytes = try file.readAll(limit: Keyring.largest) else {
      throw BackupError.damaged("the keyring is too long")
    }
    let keyring = try Self.namingTheBackup { try Keyring(encoded: bytes) }
    guard keyring.keyslots.vault == repository.vault else {
      throw BackupError.otherVault(keyringPath)
    }
    return keyring
  }

  /// Restores to `home`, opening `keyring` with `secret`; `finish` has the last word before the
  /// home appears. What is at its place becomes `<home>.replaced`.
  ///
  /// A rehearsal never takes the place of anything: throws ``BackupError/rehearsalInPlace(_:)``.
  package func run(
    to home: Home, _ keyring: Keyring, _ secret: SlotSecret,
    finish: (OpenVault) throws -> Void
  ) throws -> Outcome {
    if isRehearsal { try Self.checkIsFree(home) }
    let lock = try repository.sharedLock {}
    defer { withExtendedLifetime(lock) {} }
    let (master, isAuthentic) = try keyring.opened(with: secret)
    var outcome: Outcome?
    try Self.namingTheBackup {
      try Vault.rebuild(
        home, from: keyring, master, clock: clock, clockIsRight: clockIsRight
      ) { vault in
        outcome = try fill(vault, keyring, isAuthentic: isAuthentic)
        try finish(vault)
      }
    }
    guard let outcome else { preconditionFailure("a home was built and not filled") }
    return outcome
  }

  /// Throws unless nothing is at the place of `home`, not even a link that leads nowhere.
  package static func checkIsFree(_ home: Home) throws {
    guard try Directories.facts(home.path) == nil, !Directories.isLink(home.path) else {
      throw BackupError.rehearsalInPlace(home.path)
    }
  }

  /// What is damaged while a home is being restored is the backup, and no home.
  private static func namingTheBackup<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch VaultError.damaged(let what) {
      throw BackupError.damaged(what)
    }
  }

  private func fill(
    _ vault: OpenVault, _ keyring: Keyring, isAuthentic: Bool
  ) throws -> Outcome {
    let (manifest, digest, problems) = try SnapshotReader(repository, keys: vault.snapshotKeys)
      .newest()
    var configuration = manifest.configuration
    if isRehearsal { configuration.route = nil }
    try configuration.write(vault.vault.home)
    var outcome = Outcome(
      generation: manifest.generation, time: manifest.time, problems: problems)
    try checkKeyring(keyring, isAuthentic, manifest, &outcome)
    try restoreMessages(manifest, vault, &outcome)
    try restoreQueue(manifest, vault, &outcome)
    try restoreAudit(manifest, vault, &outcome)
    let origin = BackupHistory.Snapshot(
      generation: manifest.generation, digest: digest, repository: repository.id)
    try vault.finishRestore(
      deletions: manifest.deletions, position: manifest.position, from: origin,
      continues: !isRehearsal && isAuthentic)
    return outcome
  }

  /// A newer keyring is that of a backup that was interrupted after it; an older one is amiss.
  private func checkKeyring(
    _ keyring: Keyring, _ isAuthentic: Bool, _ manifest: Manifest, _ outcome: inout Outcome
  ) throws {
    let name = Paths.name(of: keyringPath)
    guard isAuthentic else {
      outcome.problems.append(Problem(name, "it was altered"))
      return
    }
    guard SHA256.hash(keyring.encoded).hex != manifest.keyring,
      try keyring.history().generation < manifest.generation
    else { return }
    outcome.problems.append(Problem(name, "it is that of an older backup"))
  }

  /// Envelopes that waited. Those whose key has died meanwhile stay behind.
  private func restoreQueue(
    _ manifest: Manifest, _ vault: OpenVault, _ outcome: inout Outcome
  ) throws {
    for envelope in manifest.envelopes where try vault.vault.hasPrekeys(for: envelope.day) {
      let path = repository.path(of: envelope)
      do {
        try PieceReader.check(envelope.piece, path)
        try vault.queue.add(Descriptor.reading(path), day: envelope.day)
        outcome.waiting += 1
      } catch BackupError.damaged(let reason) {
        outcome.problems.append(Problem(repository.name(of: path), reason))
        outcome.lost += 1
      }
    }
  }

  private func restoreAudit(
    _ manifest: Manifest, _ vault: OpenVault, _ outcome: inout Outcome
  ) throws {
    for segment in manifest.segments {
      let path = repository.path(of: segment)
      let (bytes, problem) = try PieceReader.content(segment.piece, path)
      if let problem { outcome.problems.append(Problem(repository.name(of: path), problem)) }
      let records = AuditSegment.decode(bytes).records.filter {
        (segment.first...max(segment.first, segment.last)) ~= $0.number
      }
      try vault.restore(records)
      outcome.lines += records.count
    }
    try vault.restore(manifest.tail)
    outcome.lines += manifest.tail.count
    if outcome.lines < manifest.lines { try vault.noteLostLines(manifest.lines - outcome.lines) }
  }
}

/// The messages.
extension Restore {
  private func restoreMessages(
    _ manifest: Manifest, _ vault: OpenVault, _ outcome: inout Outcome
  ) throws {
    let deleted = Set(manifest.deletions.map(\.rowKey))
    let objects = Dictionary(manifest.objects.map { ($0.rowKey, $0) }, uniquingKeysWith: { $1 })
    var done = 0
    for pack in manifest.packs {
      guard pack.day >= vault.today else {
        outcome.expired += pack.rows
        continue
      }
      let rows = try self.rows(of: pack, vault, &outcome)
      outcome.deleted += rows.count { $0.isMessage && deleted.contains($0.rowKey) }
      let wanted = rows.filter { $0.isReceiptOnly || !deleted.contains($0.rowKey) }
      try restore(wanted, objects, vault, &outcome)
      done += pack.piece.size + wanted.reduce(0) { $0 + (objects[$1.rowKey]?.piece.size ?? 0) }
      progress(done)
    }
  }

  /// The rows of a pack; of a damaged one those that are whole.
  private func rows(
    of pack: Manifest.Pack, _ vault: OpenVault, _ outcome: inout Outcome
  ) throws -> [SealedRow] {
    let path = repository.path(of: pack)
    guard try vault.hasKey(of: pack.day) else {
      outcome.problems.append(
        Problem(repository.name(of: path), "the keyring has no key of its day"))
      outcome.lost += pack.rows
      return []
    }
    let (bytes, problem) = try PieceReader.content(pack.piece, path)
    guard let problem else { return Pack.rows(bytes) }
    outcome.problems.append(Problem(repository.name(of: path), problem))
    let check = MessageCheck(vault)
    let whole = try Pack.rows(bytes).filter { row in
      let verdict =
        row[.payload].isEmpty
        ? try check.verdictOnColumns(of: row) : try check.verdict(on: row, object: nil)
      return row.day == pack.day && verdict == .whole
    }
    outcome.lost += max(0, pack.rows - whole.count(where: \.isMessage))
    return whole
  }

  private func restore(
    _ rows: [SealedRow], _ objects: [[UInt8]: Manifest.Object], _ vault: OpenVault,
    _ outcome: inout Outcome
  ) throws {
    var sizes: [[UInt8]: Int] = [:]
    var wanted: [SealedRow] = []
    for row in rows {
      if row.isMessage, row[.payload].isEmpty {
        guard let object = objects[row.rowKey] else {
          outcome.problems.append(
            Problem("objects/\(row.day.number)", "the backup lacks that of \(row.rowKey.hex)"))
          outcome.lost += 1
          continue
        }
        guard try restore(object, vault, &outcome) else {
          outcome.lost += 1
          continue
        }
        sizes[row.rowKey] = object.piece.size
      }
      wanted.append(row)
    }
    try vault.restore(wanted, sizes: sizes)
    outcome.messages += wanted.count(where: \.isMessage)
  }

  /// Whether the object is whole, and in its place now.
  private func restore(
    _ object: Manifest.Object, _ vault: OpenVault, _ outcome: inout Outcome
  ) throws -> Bool {
    let path = repository.path(of: object)
    do {
      try vault.restoreObject(day: object.day, rowKey: object.rowKey) { file in
        try PieceReader.copy(object.piece, path, to: file.write)
      }
      return true
    } catch BackupError.damaged(let reason) {
      outcome.problems.append(Problem(repository.name(of: path), reason))
      return false
    }
  }
}
