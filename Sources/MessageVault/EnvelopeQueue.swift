package import Files
internal import Secrets
internal import Synchronization

/// Envelopes that cannot be opened yet: `queue/<day>/<32 hex>`, sealed as they came. Each lies
/// under the day whose prekey it needs, and is removed with it.
///
/// What was refused lies under `queue/refused/<day>` and meets the same end; it has bounds of its
/// own, much smaller, for nobody will read it.
package final class EnvelopeQueue: Sendable {
  /// Bytes that the queue may hold.
  package static let cap = 10 << 30

  let folder: String
  /// Bytes and files that were refused and are kept, and bytes of one.
  package static let refusedCap = 64 << 20
  package static let mostRefused = 4096
  package static let largestRefused = 16 << 20

  private let cap: Int
  /// What was refused, counted once a process.
  private let refusedSoFar = Mutex<(bytes: Int, files: Int)?>(nil)
  /// Bytes in the queue, counted once a process: adding must not cost more the more there is.
  private let used = Mutex<Int?>(nil)

  /// False while the disk is so full that nothing more is taken.
  private let takesMore: Bool

  init(folder: String, cap: Int = EnvelopeQueue.cap, takesMore: Bool = true) {
    self.folder = folder
    self.cap = cap
    self.takesMore = takesMore
  }

  package struct Entry: Sendable, Hashable {
    /// 32 hexadecimal digits.
    package let name: String
    package let day: Day
    package let path: String
    package let size: Int
  }

  /// Copies in the bytes of `source`, on the disk when this returns: all of a regular file, of a
  /// pipe what is left. Under a `name` that exists already nothing is added. Throws
  /// ``VaultError/queueFull(cap:)``.
  @discardableResult
  package func add(_ source: Descriptor, day: Day, as name: String? = nil) throws -> Entry {
    guard takesMore else { throw FileError("write", folder, code: FileError.fullCode) }
    let room = cap - (try usedBytes())
    guard try source.size() ?? 0 <= room else { throw VaultError.queueFull(cap: cap) }
    let name = name ?? RandomBytes.make(16).hex
    let path = Paths.join(folder(of: day, refused: false), name)
    if let present = try Directories.facts(path) {
      return Entry(name: name, day: day, path: path, size: present.size)
    }
    let file = try Directories.withFolder(Paths.folder(of: path)) { try AtomicFile(path) }
    if try source.size() == nil {
      try append(stream: source, to: file.descriptor, room: room)
    } else {
      try file.descriptor.append(from: source)
    }
    try file.commit(replacing: false)
    let size = try file.descriptor.size() ?? 0
    used.withLock { $0 = ($0 ?? 0) + size }
    return Entry(name: name, day: day, path: path, size: size)
  }

  /// Copies in a regular file that was refused, if there is room for it; nil if not. What a power
  /// cut takes of it is not a loss.
  package func addRefused(_ source: Descriptor, day: Day) throws -> Entry? {
    let size = try source.size() ?? 0
    guard try hasRoom(forRefused: size) else { return nil }
    let path = Paths.join(folder(of: day, refused: true), RandomBytes.make(16).hex)
    let file = try Directories.withFolder(Paths.folder(of: path)) { try Descriptor.creating(path) }
    do { try file.append(from: source) } catch {
      try? Directories.removeFile(path)
      throw error
    }
    noteRefused(bytes: size, files: 1)
    return Entry(name: Paths.name(of: path), day: day, path: path, size: size)
  }

  private func hasRoom(forRefused size: Int) throws -> Bool {
    let present =
      try refusedSoFar.withLock { $0 }
      ?? refused().reduce((bytes: 0, files: 0)) { ($0.bytes + $1.size, $0.files + 1) }
    refusedSoFar.withLock { $0 = $0 ?? present }
    return size <= Self.largestRefused && present.bytes + size <= Self.refusedCap
      && present.files < Self.mostRefused
  }

  private func noteRefused(bytes: Int, files: Int) {
    refusedSoFar.withLock { $0 = $0.map { ($0.bytes + bytes, $0.files + files) } }
  }

  private func append(stream source: Descriptor, to target: Descriptor, room: Int) throws {
    var room = room
    while true {
      let piece = try source.read(upTo: 1 << 18)
      room -= piece.count
      guard room >= 0 else { throw VaultError.queueFull(cap: cap) }
      try target.write(piece)
      if piece.count < 1 << 18 { return }
    }
  }

  private func usedBytes() throws -> Int {
    if let known = used.withLock({ $0 }) { return known }
    let counted = try entries().reduce(0) { $0 + $1.size }
    used.withLock { $0 = counted }
    return counted
  }

  /// Moves an entry to another day.
  package func move(_ entry: Entry, to day: Day) throws -> Entry {
    let path = Paths.join(folder(of: day, refused: false), entry.name)
    try Directories.withFolder(Paths.folder(of: path)) {
      try Directories.rename(entry.path, to: path)
    }
    Directories.removeIfEmpty(Paths.folder(of: entry.path))
    return Entry(name: entry.name, day: day, path: path, size: entry.size)
  }

  /// Gives an entry another name; where that exists already, the entry is removed.
  package func rename(_ entry: Entry, as name: String) throws -> Entry {
    guard name != entry.name else { return entry }
    let path = Paths.join(Paths.folder(of: entry.path), name)
    if try Directories.facts(path) != nil {
      try remove(entry)
    } else {
      try Directories.rename(entry.path, to: path)
    }
    return Entry(name: name, day: entry.day, path: path, size: entry.size)
  }

  /// Moves an entry to the refused ones, or removes it where those have no room for it.
  package func refuse(_ entry: Entry) throws {
    guard try hasRoom(forRefused: entry.size) else { return try remove(entry) }
    noteRefused(bytes: entry.size, files: 1)
    used.withLock { $0 = $0.map { max(0, $0 - entry.size) } }
    let target = folder(of: entry.day, refused: true)
    try Directories.withFolder(target) {
      try Directories.rename(entry.path, to: Paths.join(target, entry.name))
    }
    Directories.removeIfEmpty(Paths.folder(of: entry.path))
  }

  package func remove(_ entry: Entry) throws {
    try Directories.removeFile(entry.path)
    used.withLock { $0 = $0.map { max(0, $0 - entry.size) } }
    Directories.removeIfEmpty(Paths.folder(of: entry.path))
  }

  /// What waits, oldest day first.
  package func entries() throws -> [Entry] { try entries(in: folder) }

  /// What was refused and waits for the end of its day's key.
  package func refused() throws -> [Entry] { try entries(in: Paths.join(folder, "refused")) }

  /// Removes the folders of days whose prekeys are dead: `isDead(day)`. How many envelopes went
  /// that waited, and how many that were refused.
  func removeDays(where isDead: (Day) throws -> Bool) throws -> (waiting: Int, refused: Int) {
    (try removeDays(of: folder, isDead), try removeDays(of: Paths.join(folder, "refused"), isDead))
  }

  private func removeDays(of parent: String, _ isDead: (Day) throws -> Bool) throws -> Int {
    var removed = 0
    for name in try Directories.names(parent) {
      guard let number = Int(name), try isDead(Day(number)) else { continue }
      let day = Paths.join(parent, name)
      removed += try Directories.names(day).count { !$0.hasPrefix(".") }
      try Directories.removeTree(day)
    }
    return removed
  }

  private func entries(in parent: String) throws -> [Entry] {
    var entries: [Entry] = []
    for name in try Directories.names(parent) {
      guard let number = Int(name) else { continue }
      let day = Paths.join(parent, name)
      for file in try Directories.names(day) where !file.hasPrefix(".") {
        let path = Paths.join(day, file)
        guard Directories.isRegularFile(path), let facts = try Directories.facts(path) else {
          continue
        }
        entries.append(Entry(name: file, day: Day(number), path: path, size: facts.size))
      }
    }
    return entries.sorted { ($0.day, $0.name) < ($1.day, $1.name) }
  }

  private func folder(of day: Day, refused: Bool) -> String {
    Paths.join(refused ? Paths.join(folder, "refused") : folder, String(day.number))
  }
}

/// The names of envelopes that are held: whoever has the key tells them from those that only wait,
/// and nobody else does.
extension OpenVault {
  /// The name for what `digest` stands for: 8 bytes of it, then a code of these.
  package func heldName(_ digest: [UInt8]) -> String {
    let start = Array(digest.prefix(8))
    return (start + heldCode(start)).hex
  }

  package func isHeldName(_ name: String) -> Bool {
    guard let bytes = [UInt8](hex: name), bytes.count == 16 else { return false }
    return Array(bytes[8...]) == heldCode(Array(bytes[..<8]))
  }

  private func heldCode(_ start: [UInt8]) -> [UInt8] {
    Array(BLAKE2b.hash(Array("held".utf8) + start, key: pseudonymKey, size: 16).prefix(8))
  }
}
