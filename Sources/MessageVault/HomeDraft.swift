internal import Files
internal import Glibc
internal import Secrets

/// A home that is being made beside its place, under a name of its own, and appears when it is
/// whole.
///
/// As long as it is unfinished it holds a file that says so, and until it is in its place its maker
/// holds a lock on it: what a kill left is told from what is being made, and from a home that is
/// whole.
final class HomeDraft {
  let home: Home
  private let target: Home
  private let lock: Descriptor
  private var isFinished = false

  private static let mark = "unfinished"
  private static let suffix = ".new"

  /// Begins a home that is to appear at the path of `target`.
  init(for target: Home) throws {
    self.target = target
    try Directories.createAll(Paths.folder(of: target.path))
    home = Home("\(target.path).\(RandomBytes.make(4).hex)\(Self.suffix)")
    try Directories.create(home.path)
    lock = try Descriptor.folder(home.path)
    guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else { throw FileError("lock", home.path) }
    _ = try Descriptor.creating(Paths.join(home.path, Self.mark))
    try Directories.create(home.objects)
    try Directories.create(home.queue)
    Reserve(home).restore()
  }

  deinit { if !isFinished { try? Self.remove(home.path) } }

  /// Lets the home appear; what is at its place moves to `replaced`, or must not be there.
  func finish(replacing replaced: String?) throws {
    let above = Paths.folder(of: target.path)
    try lock.syncFileSystem()
    try Directories.removeFile(Paths.join(home.path, Self.mark))
    try Directories.sync(home.path)
    if let replaced {
      try Directories.exchange(home.path, target.path)
      isFinished = true
      try Directories.sync(above)
      try Directories.renameExclusively(home.path, to: replaced)
    } else {
      try Directories.renameExclusively(home.path, to: target.path)
      isFinished = true
    }
    try Directories.sync(above)
  }

  /// Puts right what killed processes left beside `target`: an unfinished home is removed; one that
  /// is whole gets the place, or, where there is a home, was taken out of it and becomes
  /// `<home>.replaced`.
  static func tidy(beside target: Home) throws {
    let above = Paths.folder(of: target.path)
    let prefix = Paths.name(of: target.path) + "."
    for name in try Directories.names(above) where isDraft(name, prefix) {
      let path = Paths.join(above, name)
      // The process that holds the lock is at work.
      guard let lock = try? Descriptor.folder(path),
        flock(lock.number, LOCK_EX | LOCK_NB) == 0, try lock.facts().ownedByUser
      else { continue }
      if try Directories.facts(Paths.join(path, mark)) != nil {
        try remove(path)
      } else if Home(path).exists {
        let isFree =
          try Directories.facts(target.path) == nil && !name.hasSuffix(Directories.asideSuffix)
        try? Directories.renameExclusively(
          path, to: isFree ? target.path : target.path + ".replaced")
      } else {
        Directories.removeIfEmpty(path)
      }
    }
  }

  private static func isDraft(_ name: String, _ prefix: String) -> Bool {
    guard name.hasPrefix(prefix) else { return false }
    let rest = name.dropFirst(prefix.count)
    return [suffix, suffix + Directories.asideSuffix].contains {
      rest.hasSuffix($0) && rest.utf8.count == 8 + $0.utf8.count
    }
  }

  /// The mark is removed last: what a kill leaves is known as a draft.
  private static func remove(_ path: String) throws {
    for name in try Directories.names(path) where name != mark {
      try Directories.removeTree(Paths.join(path, name))
    }
    try Directories.removeTree(path)
  }
}
