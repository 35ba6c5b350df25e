internal import Files
internal import Glibc

/// A home that is being made beside its place, under a name of its own, and appears when it is whole.
///
/// As long as it is unfinished it holds a file that says so, and its maker holds a lock on it: what a
/// kill left is told from what is being made, and from a home that is whole.
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
    home = Home("\(target.path).\(UInt32.random(in: .min ... .max).hexadecimal)\(Self.suffix)")
    try Directories.create(home.path)
    lock = try Descriptor.creating(Paths.join(home.path, Self.mark))
    guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else { throw FileError("lock", home.path) }
    try Directories.create(home.objects)
    try Directories.create(home.queue)
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

  /// Puts right what killed processes left beside `target`: an unfinished home goes; one that is
  /// whole was taken out of its place and becomes `<home>.replaced`.
  static func tidy(beside target: Home) throws {
    let above = Paths.folder(of: target.path)
    let prefix = Paths.name(of: target.path) + "."
    for name in try Directories.names(above) where name.hasPrefix(prefix) {
      guard name.hasSuffix(suffix), name.utf8.count == prefix.utf8.count + 8 + suffix.utf8.count
      else { continue }
      let path = Paths.join(above, name)
      guard try Directories.facts(path)?.ownedByUser == true else { continue }
      if try Directories.facts(Paths.join(path, mark)) == nil, Home(path).exists {
        try? Directories.renameExclusively(path, to: target.path + ".replaced")
      } else if isAbandoned(path) {
        try remove(path)
      } else {
        Directories.removeIfEmpty(path)
      }
    }
  }

  /// The mark goes last: what a kill leaves of it is known for a draft.
  private static func remove(_ path: String) throws {
    for name in try Directories.names(path) where name != mark {
      try Directories.removeTree(Paths.join(path, name))
    }
    try Directories.removeTree(path)
  }

  private static func isAbandoned(_ path: String) -> Bool {
    guard let lock = try? Descriptor.readingForeign(Paths.join(path, mark)) else { return false }
    return flock(lock.number, LOCK_EX | LOCK_NB) == 0
  }
}

extension UInt32 {
  fileprivate var hexadecimal: String { [UInt8](bigEndian: self).hex }
}
