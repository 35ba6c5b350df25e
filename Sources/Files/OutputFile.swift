internal import Glibc

/// The output that a user named: a file that appears whole or not at all, or an existing device or
/// pipe, which is written directly. A file has no name before, where the file system can do that:
/// so nothing is left when the process is killed.
package final class OutputFile: Sendable {
  package let descriptor: Descriptor
  private let target: Target

  private enum Target {
    case direct
    case named(AtomicFile)
    case nameless(NamelessFile)
  }

  private let replaces: Bool

  /// The system's links to a process's own streams. These are followed. Any other link is replaced,
  /// because its maker chose its target.
  private static let streamFolders = ["/dev/std", "/dev/fd/", "/proc/"]

  /// Starts output to `path`. An existing file is an error unless `replaces` is true.
  package init(_ path: String, replaces: Bool) throws {
    self.replaces = replaces
    let facts = try Directories.facts(path)
    if let facts, !facts.isRegularFile, !facts.isDirectory {
      target = .direct
      descriptor = try Descriptor.writing(path)
      return
    }
    if facts?.isDirectory == true { throw FileError("create", path, code: EISDIR) }
    guard facts == nil || replaces else {
      throw FileError("create", path, code: FileError.existsCode)
    }
    let isStream = Self.streamFolders.contains { path.hasPrefix($0) }
    let place = isStream ? Paths.absolute(path) ?? path : path
    if let file = NamelessFile(place) {
      target = .nameless(file)
      descriptor = file.descriptor
    } else {
      let file = try AtomicFile(place)
      target = .named(file)
      descriptor = file.descriptor
    }
  }

  /// Writes what `body` gives, to a file on another processor.
  package func write(
    by body: (@escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    if case .direct = target { return try body(descriptor.write) }
    let writer = OverlappedWriter(descriptor)
    try body(writer.write)
    try writer.finish()
  }

  /// Call this when everything is written, before ``commit(syncingFolder:)``. With many files, the
  /// kernel writes each to the disk while the next is made, so that committing them waits only
  /// once.
  package func beginSync() {
    if case .direct = target { return }
    descriptor.beginSync()
  }

  /// Gives the file its final name. Does nothing for a device or pipe.
  package func commit(syncingFolder: Bool = true) throws {
    switch target {
    case .direct: break
    case .named(let file): try file.commit(replacing: replaces, syncingFolder: syncingFolder)
    case .nameless(let file): try file.commit(replacing: replaces, syncingFolder: syncingFolder)
    }
  }
}
