internal import CSodium

/// Secret bytes that can be read during a call.
package protocol SecretBuffer: Sendable {
  var count: Int { get }
  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
}

/// Bytes in guarded memory: unmapped pages surround them, they are kept out of swap and core files
/// if the system allows it, and they are wiped when they are released.
///
/// They are written once and read-only after that, so threads may share them.
package final class SecretBytes: SecretBuffer, @unchecked Sendable {
  private let memory: UnsafeMutableRawPointer
  package let count: Int
  /// Whether the pages are locked. False when the limit on locked memory is too small.
  package let isLocked: Bool

  /// `count` bytes, filled by `fill` and read-only after that.
  package init(
    count: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    Sodium.ready()
    guard let memory = sodium_malloc(count) else { fatalErrorOutOfMemory() }
    self.memory = memory
    self.count = count
    isLocked = sodium_mlock(memory, count) == 0
    // If this throws, everything is set up and `deinit` frees the memory.
    try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    sodium_mprotect_readonly(memory)
  }

  deinit { sodium_free(memory) }

  /// Moves `bytes` into guarded memory, and wipes `bytes`.
  package convenience init(moving bytes: inout [UInt8]) {
    self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
    wipe(&bytes)
  }

  package static func random(count: Int) -> SecretBytes {
    SecretBytes(count: count) { randombytes_buf($0.baseAddress!, $0.count) }
  }

  package func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeRawBufferPointer(start: memory, count: count))
  }

  /// A copy outside guarded memory, for calls that need one. Wipe it soon.
  package func copy() -> [UInt8] { withUnsafeBytes { Array($0) } }

  package static func == (left: SecretBytes, right: SecretBytes) -> Bool {
    left.count == right.count && sodium_memcmp(left.memory, right.memory, left.count) == 0
  }
}

private func fatalErrorOutOfMemory() -> Never {
  preconditionFailure("no guarded memory left")
}
