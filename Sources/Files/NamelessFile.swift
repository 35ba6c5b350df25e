internal import CLinux
internal import Glibc
internal import Synchronization

/// A file that has no name until it is whole: of what is not, nothing is left, whatever ends the
/// process.
final class NamelessFile: Sendable {
  let descriptor: Descriptor
  private let path: String
  private let hasAppeared = Atomic(false)

  /// Begins a file that only its owner may read, to appear at `path`. Nil where that cannot be.
  init?(_ path: String) {
    let number = clinux_nameless_file(Paths.folder(of: path).systemBytes)
    guard number >= 0 else { return nil }
    descriptor = Descriptor(number, path: path)
    self.path = path
  }

  /// Gives the file its name, as ``AtomicFile/commit(replacing:syncingFolder:)`` does.
  func commit(replacing: Bool, syncingFolder: Bool) throws {
    guard !hasAppeared.load(ordering: .acquiring) else { return }
    try descriptor.sync()
    if clinux_name_file(descriptor.number, path.systemBytes) != 0 {
      let code = errno
      guard replacing || code != EEXIST else { throw FileError("create", path, code: code) }
      guard try code == EEXIST && replace() else { return try copy(replacing, syncingFolder) }
    }
    hasAppeared.store(true, ordering: .releasing)
    if syncingFolder { try Directories.sync(Paths.folder(of: path)) }
  }

  /// A name takes the place of another only by a move, so it needs one for a moment. False when it
  /// gets none.
  private func replace() throws -> Bool {
    let temporary = TemporaryFile(AtomicFile.temporaryPath(for: path))
    guard clinux_name_file(descriptor.number, temporary.path.systemBytes) == 0 else {
      return false
    }
    guard rename(temporary.path.systemBytes, path.systemBytes) == 0 else {
      throw FileError("create", path)
    }
    temporary.keep()
    return true
  }

  /// Where a file system makes such files and gives them no name afterwards.
  private func copy(_ replacing: Bool, _ syncingFolder: Bool) throws {
    let file = try AtomicFile(path)
    try descriptor.seek(to: 0)
    while case let piece = try descriptor.read(upTo: 1 << 20), !piece.isEmpty {
      try file.descriptor.write(piece)
    }
    try file.commit(replacing: replacing, syncingFolder: syncingFolder)
    hasAppeared.store(true, ordering: .releasing)
  }
}
