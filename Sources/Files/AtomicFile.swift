internal import Glibc

/// A file that appears whole or not at all.
///
/// It is written beside its place under a name that begins with a dot, synced, then renamed; when
/// it is let go without ``commit(replacing:)`` it is removed.
package final class AtomicFile: Sendable {
  package let path: String
  package let descriptor: Descriptor
  private let temporary: TemporaryFile

  /// Begins a file at `path` with permission bits `mode`.
  package init(_ path: String, mode: UInt32 = 0o600) throws {
    self.path = path
    let random = UInt64.random(in: .min ... .max)
    let name = ".\(Paths.name(of: path).prefix(200)).\(String(random, radix: 36)).part"
    let temporary = Paths.join(Paths.folder(of: path), name)
    do {
      descriptor = try Descriptor.creating(temporary, mode: mode)
    } catch let error as FileError {
      throw FileError("create", path, code: error.code)
    }
    self.temporary = TemporaryFile(temporary)
  }

  /// Makes the file appear. With `replacing` false an existing file is an error and stays as it
  /// is. On return content and name are on the disk; without `syncingFolder` the name may not be until
  /// the folder is, for many files at once.
  package func commit(replacing: Bool, syncingFolder: Bool = true) throws {
    guard !temporary.isKept else { return }
    try descriptor.sync()
    if replacing {
      guard rename(temporary.path, path) == 0 else { throw FileError("create", path) }
    } else {
      try Directories.renameExclusively(temporary.path, to: path)
    }
    temporary.keep()
    if syncingFolder { try Directories.sync(Paths.folder(of: path)) }
  }

  /// Writes `bytes` to `path` in one go.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o600, replacing: Bool
  ) throws {
    let file = try AtomicFile(path, mode: mode)
    try file.descriptor.write(bytes)
    try file.commit(replacing: replacing)
  }
}
