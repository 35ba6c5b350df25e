internal import Files

/// What passes over the socket, both ways: a byte, a u32 length, so many bytes.
enum AgentMessage {
  static let headerSize = 5
  /// No content is longer: whoever announces more is not one of ours.
  static let longest = 256

  enum Request: UInt8 {
    /// The master key.
    case key = 0x4b
    /// The master key, for a PIN.
    case pin = 0x50
    /// Forget everything and end.
    case lock = 0x4c
    /// How long it will hold the key.
    case status = 0x53
  }

  enum Answer: UInt8 {
    /// What was asked for.
    case here = 0
    /// Held, but only a PIN releases it.
    case needsPIN = 1
    /// The PIN was wrong: one byte, the tries that are left.
    case wrongPIN = 2
    /// Forgotten.
    case gone = 3
  }

  /// The bytes before a content of `count` bytes.
  static func header(_ kind: UInt8, count: Int) -> [UInt8] {
    [kind] + [UInt8](bigEndian: UInt32(count))
  }

  /// What a header at the start of `bytes` says: nil while it is not whole. Throws when it is none
  /// of ours.
  static func header(in bytes: [UInt8]) throws(NotOurs) -> (kind: UInt8, count: Int)? {
    guard bytes.count >= headerSize else { return nil }
    let count = Int(bytes[1..<headerSize].bigEndianInteger)
    guard count <= longest else { throw NotOurs() }
    return (bytes[0], count)
  }

  struct NotOurs: Error {}
}

/// How an agent stands.
package struct AgentStatus: Sendable, Equatable {
  /// Whether only a PIN releases the key.
  package var needsPIN: Bool
  package var hasPIN: Bool
  /// Seconds until it forgets, or asks for the PIN, if nobody asks for the key.
  package var idleLeft: Int
  /// Seconds until it forgets in any case.
  package var totalLeft: Int

  var encoded: [UInt8] {
    var bytes: [UInt8] = [needsPIN ? 1 : 0, hasPIN ? 1 : 0]
    bytes.append(bigEndian: UInt64(max(0, idleLeft)))
    bytes.append(bigEndian: UInt64(max(0, totalLeft)))
    return bytes
  }

  init?(_ bytes: [UInt8]) {
    guard bytes.count == 18, let idle = Int(exactly: bytes[2..<10].bigEndianInteger),
      let total = Int(exactly: bytes[10..<18].bigEndianInteger)
    else { return nil }
    self.init(needsPIN: bytes[0] != 0, hasPIN: bytes[1] != 0, idleLeft: idle, totalLeft: total)
  }

  init(needsPIN: Bool, hasPIN: Bool, idleLeft: Int, totalLeft: Int) {
    self.needsPIN = needsPIN
    self.hasPIN = hasPIN
    self.idleLeft = idleLeft
    self.totalLeft = totalLeft
  }
}
