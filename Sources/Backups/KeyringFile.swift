internal import Files
internal import MessageVault
internal import Secrets

/// The one file of a repository that is replaced: with its old content goes what opens the past.
struct KeyringFile {
  let path: String
  /// Whether the user chose the place: then nothing but a keyring of this home is replaced.
  private let isElsewhere: Bool
  private let vault: [UInt8]
  private var draft: String { path + ".new" }

  init(_ path: String?, in repository: Repository) {
    self.path = path ?? repository.keyring
    isElsewhere = path != nil
    vault = repository.vault
  }

  /// Takes away what an interrupted backup began to write.
  func removeLeftover() throws {
    if let file = overwritable(draft) {
      try Self.overwrite(file)
    } else if isElsewhere, try !isBeginning(draft) {
      throw BackupError.notAKeyring(draft)
    }
    try Directories.removeFile(draft)
  }

  /// Whether there is nothing, or no more than a kill leaves right after a keyring is begun.
  private func isBeginning(_ path: String) throws -> Bool {
    guard let file = try Descriptor.readingForeign(path) else {
      return try Directories.facts(path) == nil
    }
    return Keyring.isBeginning(try file.read(upTo: Keyring.headSize))
  }

  /// The file when it may be overwritten: it is, or was to become, a keyring of this home, and has no
  /// other name. Whatever else somebody put there is only renamed over.
  private func overwritable(_ path: String) -> Descriptor? {
    guard let file = try? Descriptor.updating(path, followingLinks: false),
      let facts = try? file.facts(), facts.isRegularFile, facts.ownedByUser, facts.links == 1,
      let head = try? file.read(upTo: Keyring.headSize), Keyring.vault(inHead: head) == vault
    else { return nil }
    return file
  }

  /// Puts `keyring` in the place of the one before, which is then overwritten as far as the file
  /// system lets it. The SHA-256 of the new one, in hexadecimal.
  func replace(with keyring: Keyring) throws -> String {
    let bytes = keyring.encoded
    let old = overwritable(path)
    guard try !isElsewhere || old != nil || Directories.facts(path) == nil else {
      throw BackupError.notAKeyring(path)
    }
    let temporary = TemporaryFile(draft)
    let file = try Descriptor.creating(draft)
    try file.write(bytes)
    try file.sync()
    try Directories.rename(draft, to: path)
    temporary.keep()
    // Only once the new name is on the disk: until then the old content is all there is.
    try Directories.sync(Paths.folder(of: path))
    if let old { try Self.overwrite(old) }
    return SHA256.hash(bytes).hex
  }

  private static func overwrite(_ file: Descriptor) throws {
    let size = try file.size() ?? 0
    try file.rewind()
    for offset in stride(from: 0, to: size, by: 1 << 16) {
      try file.write([UInt8](repeating: 0, count: min(1 << 16, size - offset)))
    }
    try file.sync()
  }
}
