internal import Files
internal import Glibc

/// The file of a snapshot that is being made, beside the one it will replace. Let go before
/// ``publish()`` it vanishes; what a killed import left is removed by the next.
final class SnapshotDraft {
  let path: String
  private let target: String
  private let file: TemporaryFile
  /// Holds the lock that says that this draft is alive.
  private let lock: Descriptor

  init(_ folder: SnapshotFolder, _ register: Register) throws {
    let prefix = ".\(register.rawValue).snapshot."
    for name in try Directories.names(folder.path) where name.hasPrefix(prefix) {
      let path = Paths.join(folder.path, name)
      guard let left = try? Descriptor.updating(path) else { continue }
      guard Self.takes(left) else { throw RegisterError.busy }
      try Directories.removeFile(path)
    }
    target = folder.place(of: register)
    let random = [UInt8](bigEndian: UInt32.random(in: .min ... .max)).hex
    path = Paths.join(folder.path, "\(prefix)\(random)")
    lock = try Descriptor.creating(path, mode: 0o644)
    file = TemporaryFile(path)
    guard Self.takes(lock) else { throw RegisterError.busy }
  }

  private static func takes(_ file: Descriptor) -> Bool {
    flock(file.number, LOCK_EX | LOCK_NB) == 0
  }

  func publish() throws {
    try Directories.rename(path, to: target)
    file.keep()
    try Directories.sync(Paths.folder(of: target))
  }
}
