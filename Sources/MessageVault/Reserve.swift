internal import Files
internal import Secrets

/// A file of a home that keeps some room on a disk that fills up: given back when nothing else is
/// left, so that whoever uses the home can still list, delete and purge, and make room.
///
/// As long as it is spent, nothing new is kept.
struct Reserve {
  /// What opening both databases and deleting from them takes, several times over.
  static let size = 512 << 10

  /// The room in bytes with which a run begins without the reserve.
  private static let least = 64 << 10

  private let path: String
  private let folder: String

  init(_ home: Home) {
    path = home.reserve
    folder = home.path
  }

  var isThere: Bool { ((try? Directories.facts(path)) ?? nil)?.size == Self.size }

  /// Gives the room back; false when there was none to give.
  func release() -> Bool {
    guard isThere else { return false }
    return (try? Directories.removeFile(path)) != nil
  }

  /// Gives the room back when there is hardly any other. The logs of the databases stay, so that a
  /// home opens on a full disk, and only then needs room.
  func releaseWhenFull() {
    guard let free = try? Directories.freeSpace(folder), free < Self.least else { return }
    _ = release()
  }

  /// Makes it, where there is as much room again.
  func restore() {
    guard !isThere, let free = try? Directories.freeSpace(folder), free >= 2 * Self.size else {
      return
    }
    // Random, so that no file system keeps it in less room. What a kill leaves of it has another
    // size.
    try? Directories.removeFile(path)
    try? Descriptor.creating(path).write(RandomBytes.make(Self.size))
  }
}
