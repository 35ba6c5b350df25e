internal import Files
internal import Glibc
internal import MessageVault
internal import Secrets

/// The one file of a repository that is replaced: with its old content, what opens the past is
/// destroyed.
///
/// The new keyring is written as a draft, which then changes places with the one before. That one
/// is overwritten under the draft's name, once the new one was read back from its place: never
/// through a descriptor that was open before the change, because on some file systems an open file
/// follows its path, and the new keyring would be overwritten instead.
struct KeyringFile {
  let path: String
  /// Where the repository's own keyring lies when the user chose another place.
  private let superseded: String?
  private let vault: [UInt8]
  private var draft: String { path + ".new" }
  /// Where the keyring is when a kill came between the two steps of a change of places.
  private var aside: String { draft + Directories.asideSuffix }

  init(_ path: String?, in repository: Repository) {
    self.path = path ?? repository.keyring
    superseded = path == nil ? nil : repository.keyring
    vault = repository.vault
  }

  /// Puts right what an interrupted backup left: a whole keyring gets its place back when there is
  /// none in it, and everything else is overwritten and removed.
  func removeLeftover() throws {
    try recover()
    for leftover in [draft, aside] {
      if superseded != nil, overwritable(leftover) == nil, try !isBeginning(leftover) {
        throw BackupError.notAKeyring(leftover)
      }
      try discard(leftover)
    }
  }

  private func recover() throws {
    guard !isWhole(path) else { return }
    let isThere = try Directories.facts(path) != nil
    // A draft that never was in its place is of no use; one that changed places with a damaged
    // keyring is the one before.
    guard let kept = [aside, draft].first(where: isWhole),
      isThere ? superseded == nil : kept == aside
    else { return }
    try Directories.rename(kept, to: path)
    try Directories.sync(Paths.folder(of: path))
  }

  private func isWhole(_ path: String) -> Bool {
    guard let file = try? Descriptor.readingForeign(path),
      let bytes = try? file.readAll(limit: Keyring.largest),
      let keyring = try? Keyring(encoded: bytes)
    else { return false }
    return keyring.keyslots.vault == vault
  }

  /// Whether there is nothing, or no more than a kill leaves right after a keyring is begun.
  private func isBeginning(_ path: String) throws -> Bool {
    guard let file = try Descriptor.readingForeign(path) else {
      return try Directories.facts(path) == nil
    }
    return Keyring.isBeginning(try file.read(upTo: Keyring.headSize))
  }

  /// The file when it may be overwritten: it is, or was to become, a keyring of this home, and has
  /// no other name. Whatever else somebody put there is only renamed over.
  private func overwritable(_ path: String) -> Descriptor? {
    guard let file = try? Descriptor.updating(path, followingLinks: false),
      let facts = try? file.facts(), facts.isRegularFile, facts.ownedByUser, facts.links == 1,
      let head = try? file.read(upTo: Keyring.headSize), Keyring.vault(inHead: head) == vault
    else { return nil }
    return file
  }

  /// Puts `keyring` in the place of the one before, which is then overwritten as far as the file
  /// system lets it. The SHA-256 of the new one, in hexadecimal. Throws
  /// ``BackupError/notWritten(_:)``, with the one before in its place, when the new one cannot be
  /// read back.
  func replace(with keyring: Keyring) throws -> String {
    let bytes = keyring.encoded
    let digest = SHA256.hash(bytes).hex
    // A run that was killed after this step may have left the very same one.
    if holds(path, bytes), overwritable(path) != nil {
      try Directories.sync(Paths.folder(of: path))
      return digest
    }
    let isThere = try Directories.facts(path) != nil || isLink(path)
    guard superseded == nil || !isThere || overwritable(path) != nil else {
      throw BackupError.notAKeyring(path)
    }
    let temporary = TemporaryFile(draft)
    try write(bytes)
    if isThere {
      try exchange(bytes)
      temporary.keep()
      try discard(draft)
    } else {
      try Directories.renameExclusively(draft, to: path)
      temporary.keep()
    }
    try Directories.sync(Paths.folder(of: path))
    guard holds(path, bytes) else { throw BackupError.notWritten(path) }
    return digest
  }

  /// Closed when this returns: nothing open is renamed.
  private func write(_ bytes: [UInt8]) throws {
    let file = try Descriptor.creating(draft)
    try file.write(bytes)
    try file.sync()
  }

  private func exchange(_ bytes: [UInt8]) throws {
    try Directories.exchange(draft, path)
    // Only once the new name is on the disk: until then the old content is all there is.
    try Directories.sync(Paths.folder(of: path))
    guard holds(path, bytes), !holds(draft, bytes) else {
      try? Directories.exchange(draft, path)
      throw BackupError.notWritten(path)
    }
  }

  private func isLink(_ path: String) -> Bool {
    !Directories.isFolder(path) && Directories.isLink(path)
  }

  private func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    guard let file = try? Descriptor.readingForeign(path) else { return false }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    return bytes.withUnsafeBytes { bytes in
      var place = 0
      while let count = try? file.read(into: buffer) {
        guard count <= bytes.count - place,
          count == 0 || memcmp(buffer.baseAddress!, bytes.baseAddress! + place, count) == 0
        else { return false }
        place += count
        if count < buffer.count { return place == bytes.count }
      }
      return false
    }
  }

  /// The keyring that lay in the repository before the user chose another place: it would open for
  /// ever what expires. Whether there was one.
  func removeSuperseded() throws -> Bool {
    guard let superseded, overwritable(superseded) != nil else { return false }
    try discard(superseded)
    return true
  }

  /// Overwrites a keyring and removes it; anything else is removed alone.
  private func discard(_ path: String) throws {
    if let file = overwritable(path) { try Self.overwrite(file) }
    try Directories.removeFile(path)
  }

  private static func overwrite(_ file: Descriptor) throws {
    let size = try file.size() ?? 0
    try file.seek(to: 0)
    let zeros = [UInt8](repeating: 0, count: 1 << 16)
    for offset in stride(from: 0, to: size, by: zeros.count) {
      try zeros.withUnsafeBytes {
        try file.write(UnsafeRawBufferPointer(rebasing: $0.prefix(size - offset)))
      }
    }
    try file.sync()
  }
}

/// Reading it, by whoever does not write.
extension KeyringFile {
  /// The keyring's file: at its place, or where a killed backup left it. Nil when there is none.
  static func reading(_ path: String) throws -> Descriptor? {
    try Descriptor.readingForeign(path)
      ?? Descriptor.readingForeign(path + ".new" + Directories.asideSuffix)
  }
}
