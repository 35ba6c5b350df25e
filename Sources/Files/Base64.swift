/// Base 64 of RFC 4648 section 4, canonical only: spare bits must be zero, no white space, and
/// padding exactly where the caller says it belongs.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Value of each character, 255 where it is none of the alphabet.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  /// The ASCII text of `bytes`.
  package static func encode(
    _ bytes: some Collection<UInt8>, padded: Bool = false
  ) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var held: UInt32 = 0
    var bits = 0
    for byte in bytes {
      held = held << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[Int(held >> UInt32(bits) & 63)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(held << UInt32(6 - bits) & 63)]) }
    if padded {
      while !text.count.isMultiple(of: 4) { text.append(UInt8(ascii: "=")) }
    }
    return text
  }

  /// The bytes that `text` stands for; nil unless `text` is exactly what ``encode(_:padded:)``
  /// gives for them.
  package static func decode(_ text: some Collection<UInt8>, padded: Bool = false) -> [UInt8]? {
    var characters = text[...]
    if padded {
      guard characters.count.isMultiple(of: 4) else { return nil }
      let rest = characters.suffix(2).filter { $0 == UInt8(ascii: "=") }.count
      characters = characters.dropLast(rest)
    }
    guard characters.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 4 * 3 + 2)
    var held: UInt32 = 0
    var bits = 0
    for character in characters {
      let value = values[Int(character)]
      guard value != 255 else { return nil }
      held = held << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
      }
    }
    guard held & ((1 << UInt32(bits)) - 1) == 0 else { return nil }
    return bytes
  }

  /// The same as text.
  package static func text(_ bytes: some Collection<UInt8>, padded: Bool = false) -> String {
    String(decoding: encode(bytes, padded: padded), as: UTF8.self)
  }
}
