internal import Glibc

/// What a user named for output: a file that appears whole or not at all, or a device or pipe that
/// is there already and is written to as it is.
package final class OutputFile: Sendable {
  package let descriptor: Descriptor
  private let file: AtomicFile?
  private let replaces: Bool

  /// The system's links to a process's own streams. They are followed; another link is replaced,
  /// since whoever made it chose where it leads.
  private static let streamFolders = ["/dev/std", "/dev/fd/", "/proc/"]

  /// Begins output to `path`. An existing file is an error unless `replaces`.
  package init(_ path: String, replaces: Bool) throws {
    self.replaces = replaces
    let facts = try Directories.facts(path)
    if let facts, !facts.isRegularFile, !facts.isDirectory {
      file = nil
      descriptor = try Descriptor.writing(path)
      return
    }
    if facts?.isDirectory == true { throw FileError("create", path, code: EISDIR) }
    guard facts == nil || replaces else {
      throw FileError("create", path, code: FileError.existsCode)
    }
    let isStream = Self.streamFolders.contains { path.hasPrefix($0) }
    let file = try AtomicFile(isStream ? Paths.absolute(path) ?? path : path)
    self.file = file
    descriptor = file.descriptor
  }

  /// Says that all is written and ``commit(syncingFolder:)`` will follow: of many files, each goes to
  /// the disk while the next is being made, and committing them is one wait instead of many.
  package func beginSync() { if file != nil { descriptor.beginSync() } }

  /// Makes the file appear; nothing to do for what was written to directly.
  package func commit(syncingFolder: Bool = true) throws {
    try file?.commit(replacing: replaces, syncingFolder: syncingFolder)
  }
}
