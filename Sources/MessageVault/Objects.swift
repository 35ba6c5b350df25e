package import Files
internal import Glibc

/// Payloads over 64 KiB, one file each under `objects/<expiry day>/<row key>`, as they travelled.
///
/// A draft is written first, then put in place by the transaction that commits its row. Whoever is
/// between the first and the last of these, or has taken the number of a message that is not
/// committed yet, holds a shared lock, so that a sweep knows that nobody is.
package struct Objects: Sendable {
  /// Payloads up to this size lie in the row.
  package static let largestInRow = 65536

  let folder: String

  /// A payload being written.
  package final class Draft {
    package let descriptor: Descriptor
    fileprivate let file: TemporaryFile
    private let lock: Descriptor

    fileprivate init(folder: String, name: String) throws {
      lock = try Objects.lock(folder, LOCK_SH)
      let path = Paths.join(folder, name)
      descriptor = try Descriptor.creating(path)
      file = TemporaryFile(path)
    }
  }

  /// Begins a draft.
  package func draft() throws -> Draft {
    try Draft(folder: folder, name: ".\(UInt64.random(in: .min ... .max)).part")
  }

  /// Puts a finished, synced draft in its place; it must be held until its row is committed, and
  /// the names synced before that.
  func place(_ draft: Draft, day: Day, rowKey: [UInt8]) throws {
    let target = path(day: day, rowKey: rowKey)
    try Directories.withFolder(Paths.folder(of: target)) {
      try Directories.rename(draft.file.path, to: target)
    }
    draft.file.keep()
  }

  /// Puts the names of the objects of `days` on the disk.
  func sync(_ days: Set<Day>) throws {
    guard !days.isEmpty else { return }
    for day in days { try Directories.sync(Paths.join(folder, String(day.number))) }
    try Directories.sync(folder)
  }

  func open(day: Day, rowKey: [UInt8]) throws -> Descriptor {
    do {
      return try Descriptor.reading(path(day: day, rowKey: rowKey))
    } catch let error as FileError where error.isMissing {
      throw VaultError.damaged("objects/\(day.number)/\(rowKey.hex) is missing")
    }
  }

  func remove(day: Day, rowKey: [UInt8]) throws {
    let target = path(day: day, rowKey: rowKey)
    try Directories.removeFile(target)
    Directories.removeIfEmpty(Paths.folder(of: target))
  }

  /// Runs `body`, which commits something later; a sweep sees that someone is writing.
  func whilePresent<Result>(_ body: () throws -> Result) throws -> Result {
    let lock = try Self.lock(folder, LOCK_SH)
    defer { withExtendedLifetime(lock) {} }
    return try body()
  }

  /// Runs `body` unless someone is writing right now.
  func whenIdle(_ body: () throws -> Void) throws {
    guard let lock = try? Self.lock(folder, LOCK_EX | LOCK_NB) else { return }
    defer { withExtendedLifetime(lock) {} }
    try body()
  }

  /// Removes drafts and objects whose row never came, unless someone is writing right now.
  func sweep(hasRow: (_ rowKey: [UInt8]) throws -> Bool) throws {
    try whenIdle { try sweepIdle(hasRow) }
  }

  private func sweepIdle(_ hasRow: (_ rowKey: [UInt8]) throws -> Bool) throws {
    for name in try Directories.names(folder) {
      let path = Paths.join(folder, name)
      guard !name.hasPrefix(".") else {
        try Directories.removeFile(path)
        continue
      }
      for object in try Directories.names(path) {
        if let rowKey = [UInt8](hex: object), try hasRow(rowKey) { continue }
        try Directories.removeFile(Paths.join(path, object))
      }
      Directories.removeIfEmpty(path)
    }
  }

  func path(day: Day, rowKey: [UInt8]) -> String {
    Paths.join(Paths.join(folder, String(day.number)), rowKey.hex)
  }

  private static func lock(_ folder: String, _ operation: Int32) throws -> Descriptor {
    let descriptor = try Descriptor.folder(folder)
    while flock(descriptor.number, operation) != 0 {
      guard errno == EINTR else { throw FileError("lock", folder) }
    }
    return descriptor
  }
}
