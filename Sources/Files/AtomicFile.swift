internal import Glibc

/// A file that appears whole or not at all.
///
/// It is written beside its final path under a name that begins with a dot, synced, then renamed.
/// Without ``commit(replacing:syncingFolder:)`` it is removed when the last reference is released.
package final class AtomicFile: Sendable {
  package let path: String
  package let descriptor: Descriptor
  private let temporary: TemporaryFile

  /// Begins a file at `path` with permission bits `mode`.
  package init(_ path: String, mode: UInt32 = 0o600) throws {
    self.path = path
    let temporary = Self.temporaryPath(for: path)
    do {
      descriptor = try Descriptor.creating(temporary, mode: mode)
    } catch let error as FileError {
      throw FileError("create", path, code: error.code)
    }
    self.temporary = TemporaryFile(temporary)
  }

  /// What a file is called that is to be called `path`.
  static func temporaryPath(for path: String) -> String {
    let random = UInt64.random(in: .min ... .max)
    let name = ".\(Paths.name(of: path).prefix(200)).\(String(random, radix: 36)).part"
    return Paths.join(Paths.folder(of: path), name)
  }

  /// Gives the file its final name. With `replacing` false an existing file is an error and stays
  /// unchanged. On return content and name are on the disk. Without `syncingFolder` the name is on
  /// the disk only after the caller syncs the folder, once for many files.
  package func commit(replacing: Bool, syncingFolder: Bool = true) throws {
    guard !temporary.isKept else { return }
    try descriptor.sync()
    if replacing {
      guard rename(temporary.path.systemBytes, path.systemBytes) == 0 else {
        throw FileError("create", path)
      }
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
