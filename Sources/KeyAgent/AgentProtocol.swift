internal import Files

/// A message on the socket, in both directions: a kind byte, a u32 length, the content.
enum AgentMessage {
  static let headerSize = 5
  /// The greatest length of a content. A message that announces more is malformed.
  static let longest = 256

  enum Request: UInt8 {
    /// The master key.
    case key = 0x4b
    /// The master key, for one who only counts: the agent's idle time goes on.
    case glance = 0x47
    /// The master key, in exchange for a PIN.
    case pin = 0x50
    /// Forget everything and end.
    case lock = 0x4c
    /// How long the agent will hold the key.
    case status = 0x53
  }

  enum Answer: UInt8 {
    /// The value that was asked for.
    case value = 0
    /// The key is held, but only a PIN releases it.
    case needsPIN = 1
    /// The PIN was wrong. The content is one byte: the tries left.
    case wrongPIN = 2
    /// The key is forgotten.
    case forgotten = 3
  }

  /// The header of a content of `count` bytes.
  static func header(_ kind: UInt8, count: Int) -> [UInt8] {
    [kind] + [UInt8](bigEndian: UInt32(count))
  }

  /// Reads the header at the start of `bytes`. Nil while it is incomplete. Throws when it is
  /// malformed.
  static func header(in bytes: [UInt8]) throws(Malformed) -> (kind: UInt8, count: Int)? {
    guard bytes.count >= headerSize else { return nil }
    let count = Int(bytes[1..<headerSize].bigEndianInteger)
    guard count <= longest else { throw Malformed() }
    return (bytes[0], count)
  }

  struct Malformed: Error {}
}

/// The state of an agent.
package struct AgentStatus: Sendable, Equatable {
  /// Whether only a PIN releases the key.
  package var needsPIN: Bool
  package var hasPIN: Bool
  /// Seconds without use until it forgets the key, or asks for the PIN.
  package var idleLeft: Int
  /// Seconds until it forgets the key in any case.
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
