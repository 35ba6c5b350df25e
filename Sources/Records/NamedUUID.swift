internal import Files
internal import Secrets

/// UUIDs that follow from what they name (RFC 9562, section 5.5): a message exported twice, or by
/// two recipients, has the same ones, so a record can refuse the second.
enum NamedUUID {
  /// The name space of this project.
  private static let space: [UInt8] = [
    0x7f, 0x1b, 0x0c, 0x52, 0x6d, 0x0b, 0x4a, 0x3e, 0x9a, 0x53, 0x2c, 0x4f, 0x6c, 0x0e, 0x8d, 0x11,
  ]

  /// In the usual form, lower case.
  static func of(_ name: String) -> String {
    var bytes = Array(SHA1.hash(space + Array(name.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0f | 0x50
    bytes[8] = bytes[8] & 0x3f | 0x80
    let hex = Array(bytes.hex)
    let fields = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return fields.map { String(hex[$0]) }.joined(separator: "-")
  }
}
