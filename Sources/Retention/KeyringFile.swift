internal import Files
internal import MessageVault
internal import Secrets

/// The one file of a repository that is replaced: with its old content goes what opens the past.
struct KeyringFile {
  let path: String
  private var draft: String { path + ".new" }

  init(_ path: String) { self.path = path }

  /// Takes away what an interrupted backup began to write.
  func removeLeftover() throws {
    guard let file = try? Descriptor.updating(draft) else { return }
    try Self.overwrite(file)
    try Directories.removeFile(draft)
  }

  /// Puts `keyring` in the place of the one before, which is then overwritten as far as the file
  /// system lets it. The SHA-256 of the new one, in hexadecimal.
  func replace(with keyring: Keyring) throws -> String {
    let bytes = keyring.encoded
    let temporary = TemporaryFile(draft)
    let file = try Descriptor.creating(draft)
    try file.write(bytes)
    try file.sync()
    let old = try Directories.facts(path) == nil ? nil : try Descriptor.updating(path)
    try Directories.rename(draft, to: path)
    temporary.keep()
    // Only once the new name is on the disk: until then the old content is all there is.
    try Directories.sync(Paths.folder(of: path))
    if let old { try Self.overwrite(old) }
    return SHA256.hash(bytes).hex
  }

  private static func overwrite(_ file: Descriptor) throws {
    let size = try file.size() ?? 0
    for offset in stride(from: 0, to: size, by: 1 << 16) {
      try file.write([UInt8](repeating: 0, count: min(1 << 16, size - offset)))
    }
    try file.sync()
  }
}
