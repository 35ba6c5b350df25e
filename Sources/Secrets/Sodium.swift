internal import CSodium
internal import Glibc

/// libsodium, set up once. Everything in this module that calls it goes through `Sodium.ready`.
package enum Sodium {
  private static let started: Bool = sodium_init() >= 0

  package static var version: String { String(cString: sodium_version_string()) }

  /// Sets the library up. A process whose random source cannot be opened must not go on.
  static func ready() {
    precondition(started, "libsodium could not be set up")
  }
}

/// Random bytes from the system.
package enum RandomBytes {
  package static func make(_ count: Int) -> [UInt8] {
    Sodium.ready()
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      if count > 0 { randombytes_buf(buffer.baseAddress!, count) }
      filled = count
    }
  }
}

/// Comparison that takes the same time whatever differs.
package func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  left.count == right.count && sodium_memcmp(left, right, left.count) == 0
}

/// Overwrites bytes that are no longer needed.
package func wipe(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { sodium_memzero(start, $0.count) } }
}
