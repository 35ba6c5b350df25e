internal import CSodium
internal import Synchronization

/// Many keys of 32 bytes in one piece of guarded memory. One allocation for each key would use up
/// the limit on locked pages.
package final class SecretArena: Sendable {
  private let memory: ArenaMemory
  private let used = Mutex(0)

  /// Room for `capacity` keys.
  package init(capacity: Int) {
    memory = ArenaMemory(capacity: capacity)
  }

  package var isLocked: Bool { memory.isLocked }

  /// Moves a 32-byte key in, and wipes `key`. Nil when the arena is full.
  package func add(moving key: inout [UInt8]) -> ArenaKey? {
    precondition(key.count == ArenaKey.size)
    let slot = used.withLock { used -> Int? in
      guard used < memory.capacity else { return nil }
      used += 1
      return used - 1
    }
    guard let slot else { return nil }
    memory.slot(slot).copyBytes(from: key)
    wipe(&key)
    return ArenaKey(memory: memory, slot: slot)
  }
}

/// One key of an arena. It keeps the arena's memory alive.
package struct ArenaKey: SecretBuffer {
  static let size = 32
  fileprivate let memory: ArenaMemory
  fileprivate let slot: Int

  package var count: Int { Self.size }

  package func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeRawBufferPointer(memory.slot(slot)))
  }
}

/// The memory itself. Each slot is written once, before its key is returned, and is read-only after
/// that.
private final class ArenaMemory: @unchecked Sendable {
  let capacity: Int
  let isLocked: Bool
  private let start: UnsafeMutableRawPointer

  init(capacity: Int) {
    Sodium.ready()
    guard let start = sodium_malloc(capacity * ArenaKey.size) else {
      preconditionFailure("no guarded memory left")
    }
    self.start = start
    self.capacity = capacity
    isLocked = sodium_mlock(start, capacity * ArenaKey.size) == 0
  }

  deinit { sodium_free(start) }

  func slot(_ number: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: start + number * ArenaKey.size, count: ArenaKey.size)
  }
}
