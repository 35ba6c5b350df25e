package import Files
internal import Secrets

/// Envelopes that cannot be opened yet: `queue/<day>/<32 hex>`, sealed as they came. Each lies
/// under the day whose prekey it needs and goes with it.
///
/// What was refused lies under `queue/refused/<day>` and meets the same end.
package struct EnvelopeQueue: Sendable {
  /// Bytes that the queue may hold.
  package static let cap = 10 << 30

  let folder: String

  package struct Entry: Sendable, Hashable {
    /// 32 hexadecimal digits.
    package let name: String
    package let day: Day
    package let path: String
    package let size: Int
  }

  /// Moves in the bytes of `source`, on the disk when this returns.
  @discardableResult
  package func add(_ source: Descriptor, day: Day, refused: Bool = false) throws -> Entry {
    let used = try (entries() + self.refused()).reduce(0) { $0 + $1.size }
    guard used + (try source.size() ?? 0) <= Self.cap else {
      throw VaultError.queueFull(cap: Self.cap)
    }
    let name = RandomBytes.make(16).hex
    let path = try place(name, day: day, refused: refused)
    let file = try AtomicFile(path)
    if try source.size() == nil {
      try file.descriptor.append(stream: source)
    } else {
      try file.descriptor.append(from: source)
    }
    try file.commit(replacing: false)
    return Entry(name: name, day: day, path: path, size: try file.descriptor.size() ?? 0)
  }

  /// Moves an entry to the refused ones.
  package func refuse(_ entry: Entry) throws {
    try Directories.rename(
      entry.path, to: try place(entry.name, day: entry.day, refused: true))
    Directories.removeIfEmpty(Paths.folder(of: entry.path))
  }

  package func remove(_ entry: Entry) throws {
    try Directories.removeFile(entry.path)
    Directories.removeIfEmpty(Paths.folder(of: entry.path))
  }

  /// What waits, oldest day first.
  package func entries() throws -> [Entry] { try entries(in: folder) }

  /// What was refused and waits for the end of its day's key.
  package func refused() throws -> [Entry] { try entries(in: Paths.join(folder, "refused")) }

  /// Removes the folders of days whose prekeys are dead: `isDead(day)`.
  func removeDays(where isDead: (Day) throws -> Bool) throws {
    for parent in [folder, Paths.join(folder, "refused")] {
      for name in try Directories.names(parent) {
        if let number = Int(name), try isDead(Day(number)) {
          try Directories.removeTree(Paths.join(parent, name))
        }
      }
    }
  }

  private func entries(in parent: String) throws -> [Entry] {
    var entries: [Entry] = []
    for name in try Directories.names(parent) {
      guard let number = Int(name) else { continue }
      let day = Paths.join(parent, name)
      for file in try Directories.names(day) where !file.hasPrefix(".") {
        let path = Paths.join(day, file)
        guard let facts = try Directories.facts(path) else { continue }
        entries.append(Entry(name: file, day: Day(number), path: path, size: facts.size))
      }
    }
    return entries.sorted { ($0.day, $0.name) < ($1.day, $1.name) }
  }

  private func place(_ name: String, day: Day, refused: Bool) throws -> String {
    let parent = refused ? Paths.join(folder, "refused") : folder
    let target = Paths.join(parent, String(day.number))
    try Directories.createAll(target)
    return Paths.join(target, name)
  }
}
