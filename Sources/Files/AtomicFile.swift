internal import CLinux
internal import Glibc

/// A file that appears whole or not at all.
///
/// It is written beside its place under a name that begins with a dot, synced, then renamed; when
/// it is let go without ``commit(replacing:)`` it is removed.
package final class AtomicFile {
  package let path: String
  package let descriptor: Descriptor
  private var temporary: String?

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
    self.temporary = temporary
  }

  deinit { if let temporary { unlink(temporary) } }

  /// Makes the file appear. With `replacing` false an existing file is an error and stays as it
  /// is. On return content and name are on the disk.
  package func commit(replacing: Bool) throws {
    guard let temporary else { return }
    try descriptor.sync()
    if replacing {
      guard rename(temporary, path) == 0 else { throw FileError("create", path) }
    } else {
      try Self.moveExclusively(temporary, to: path)
    }
    self.temporary = nil
    try Directories.sync(Paths.folder(of: path))
  }

  /// Renames without replacing, also where the file system knows no such call (FAT, NFS).
  private static func moveExclusively(_ source: String, to target: String) throws {
    if clinux_rename_exclusive(source, target) == 0 { return }
    guard errno == EINVAL || errno == ENOSYS else { throw FileError("create", target) }
    if link(source, target) == 0 {
      unlink(source)
      return
    }
    guard errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS else {
      throw FileError("create", target)
    }
    guard access(target, F_OK) != 0 else { throw FileError("create", target, code: EEXIST) }
    guard rename(source, target) == 0 else { throw FileError("create", target) }
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
