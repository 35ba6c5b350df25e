internal import CSodium

/// Something that lends secret bytes for the length of a call.
package protocol SecretBuffer: Sendable {
  var count: Int { get }
  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
}

/// Bytes in guarded memory: fenced by unmapped pages, kept out of swap and core files where the
/// system allows, wiped when let go.
///
/// Made once and read-only from then on, hence safe to share between threads.
package final class SecretBytes: SecretBuffer, @unchecked Sendable {
  private let memory: UnsafeMutableRawPointer
  package let count: Int
  /// Whether the pages are locked: false when the limit on locked memory is too small.
  package let isLocked: Bool

  /// `count` bytes, filled by `fill` and fixed afterwards.
  package init(
    count: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    Sodium.ready()
    guard let memory = sodium_malloc(count) else { fatalErrorOutOfMemory() }
    self.memory = memory
    self.count = count
    isLocked = sodium_mlock(memory, count) == 0
    // Should this throw, all is set up already and `deinit` lets the memory go.
    try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    sodium_mprotect_readonly(memory)
  }

  deinit { sodium_free(memory) }

  /// Moves `bytes` into guarded memory and wipes where they came from.
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

  /// A copy outside guarded memory, for a call that takes no other; wipe it soon.
  package func copy() -> [UInt8] { withUnsafeBytes { Array($0) } }

  package static func == (left: SecretBytes, right: SecretBytes) -> Bool {
    left.count == right.count && sodium_memcmp(left.memory, right.memory, left.count) == 0
  }
}

private func fatalErrorOutOfMemory() -> Never {
  preconditionFailure("no guarded memory left")
}
