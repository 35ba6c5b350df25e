internal import CSodium
internal import Glibc

/// Sets up libsodium once. Everything in this module calls `Sodium.ready` before it uses libsodium.
package enum Sodium {
  private static let started: Bool = sodium_init() >= 0

  package static var version: String { String(cString: sodium_version_string()) }

  /// Sets up the library. Stops the process if the random source cannot be opened.
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

/// Compares bytes. The time does not depend on where they differ.
package func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  left.count == right.count && sodium_memcmp(left, right, left.count) == 0
}

/// Overwrites bytes that are no longer needed.
package func wipe(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { sodium_memzero(start, $0.count) } }
}
