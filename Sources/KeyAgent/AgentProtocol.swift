internal import Files

/// What passes over the socket, both ways: a byte, a u32 length, so many bytes.
enum AgentMessage {
  /// No message is longer: whoever announces more is not one of ours.
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

  static func encode(_ kind: UInt8, _ content: [UInt8] = []) -> [UInt8] {
    var bytes = [kind]
    bytes.append(bigEndian: UInt32(content.count))
    return bytes + content
  }

  /// The message at the start of `bytes`: nil while it is not whole. Throws when it never will be.
  static func decode(_ bytes: [UInt8]) throws -> (kind: UInt8, content: [UInt8])? {
    guard bytes.count >= 5 else { return nil }
    let length = Int(bytes[1..<5].bigEndianInteger)
    guard length <= longest else { throw AgentError.noAgent }
    guard bytes.count >= 5 + length else { return nil }
    return (bytes[0], Array(bytes[5..<5 + length]))
  }
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
    guard bytes.count == 18 else { return nil }
    needsPIN = bytes[0] != 0
    hasPIN = bytes[1] != 0
    idleLeft = Int(bytes[2..<10].bigEndianInteger)
    totalLeft = Int(bytes[10..<18].bigEndianInteger)
  }

  init(needsPIN: Bool, hasPIN: Bool, idleLeft: Int, totalLeft: Int) {
    self.needsPIN = needsPIN
    self.hasPIN = hasPIN
    self.idleLeft = idleLeft
    self.totalLeft = totalLeft
  }
}
