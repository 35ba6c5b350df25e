internal import Files
internal import FoundationEssentials
internal import GRDB
internal import Secrets
internal import Synchronization

/// The day keys of an unlocked vault: K_d for each expiry day d, made when first needed, held in
/// one piece of guarded memory.
final class DayKeys: Sendable {
  private let table: KeyTable
  private let seal: RowSeal
  private let key: SecretBytes
  private let mark: MasterMark
  private let arena = SecretArena(capacity: 1024)
  private let cache = Mutex<[Day: ArenaKey]>([:])

  init(table: KeyTable, seal: RowSeal, key: SecretBytes, mark: MasterMark) {
    self.mark = mark
    self.table = table
    self.seal = seal
    self.key = key
  }

  var isLocked: Bool { arena.isLocked }

  /// The key of `day`; nil when it was destroyed or never made.
  func existing(_ day: Day) throws -> ArenaKey? {
    if let cached = cache.withLock({ $0[day] }) { return cached }
    let sealed = try table.read(mark) {
      try Data.fetchOne($0, kept("SELECT key FROM dayKeys WHERE day = ?", [day.number]))
    }
    guard let sealed else { return nil }
    var opened = try seal.open(Array(sealed), key, at: place(day))
    return try keep(&opened, day)
  }

  /// The key of `day`, made now if there is none.
  func made(_ day: Day) throws -> ArenaKey {
    if let key = try existing(day) { return key }
    try make([day])
    guard let key = try existing(day) else { throw VaultError.busy }
    return key
  }

  /// Makes the keys of `days` that are missing, in one transaction.
  func make(_ days: some Sequence<Day>) throws {
    let missing = try days.filter { try existing($0) == nil }
    guard !missing.isEmpty else { return }
    let sealed = missing.map { day in
      var fresh = RandomBytes.make(32)
      defer { wipe(&fresh) }
      return (day, seal.seal(fresh, key, at: place(day)))
    }
    // Another process may have been faster: the first one's key is everybody's.
    try table.write(mark) { database in
      for (day, sealed) in sealed {
        try database.run(
          "INSERT OR IGNORE INTO dayKeys(day, key) VALUES (?, ?)", [day.number, Data(sealed)])
      }
    }
  }

  private func keep(_ opened: inout [UInt8], _ day: Day) throws -> ArenaKey {
    guard opened.count == 32, let kept = arena.add(moving: &opened) else {
      throw VaultError.damaged("dayKeys")
    }
    cache.withLock { $0[day] = kept }
    return kept
  }

  private func place(_ day: Day) -> RowSeal.Place {
    var number: [UInt8] = []
    number.append(bigEndian: UInt64(truncatingIfNeeded: day.number))
    return RowSeal.Place(table: "dayKeys", column: "key", day: nil, primaryKey: number)
  }
}
