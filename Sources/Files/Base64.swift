/// Base64 of RFC 4648 section 4, canonical only: spare bits must be zero, no white space, and
/// padding exactly as the caller says.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The value of each character; 255 for a character outside the alphabet.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  /// The ASCII text of `bytes`.
  package static func encode(
    _ bytes: some Collection<UInt8>, padded: Bool = false
  ) -> [UInt8] {
    var text = encode(Array(bytes))
    if padded {
      while !text.count.isMultiple(of: 4) { text.append(UInt8(ascii: "=")) }
    }
    return text
  }

  /// The decoded bytes of `text`; nil unless ``encode(_:padded:)`` gives exactly `text` for them.
  package static func decode(_ text: some Collection<UInt8>, padded: Bool = false) -> [UInt8]? {
    var characters = Array(text)
    if padded {
      guard characters.count.isMultiple(of: 4) else { return nil }
      let rest = characters.suffix(2).filter { $0 == UInt8(ascii: "=") }.count
      characters.removeLast(rest)
    }
    return decode(characters)
  }

  /// The text of `bytes` as a string.
  package static func text(_ bytes: some Collection<UInt8>, padded: Bool = false) -> String {
    String(decoding: encode(bytes, padded: padded), as: UTF8.self)
  }

  // Both work on plain memory, because a card has a quarter of a megabyte of base64, and
  // unspecialized generic code takes twenty times as long.

  private static func encode(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = alphabet
    let length = bytes.count / 3 * 4 + [0, 2, 3][bytes.count % 3]
    return [UInt8](unsafeUninitializedCapacity: length) { text, filled in
      var held: UInt32 = 0
      var bits: UInt32 = 0
      for byte in bytes {
        held = held << 8 | UInt32(byte)
        bits += 8
        while bits >= 6 {
          bits -= 6
          text.initializeElement(at: filled, to: alphabet[Int(held >> bits & 63)])
          filled += 1
        }
      }
      if bits > 0 {
        text.initializeElement(at: filled, to: alphabet[Int(held << (6 - bits) & 63)])
        filled += 1
      }
    }
  }

  private static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    let values = values
    var held: UInt32 = 0
    var bits: UInt32 = 0
    var isClean = true
    let bytes = [UInt8](unsafeUninitializedCapacity: text.count * 3 / 4) { bytes, filled in
      for character in text {
        let value = values[Int(character)]
        isClean = isClean && value != 255
        held = held << 6 | UInt32(value & 63)
        bits += 6
        if bits >= 8 {
          bits -= 8
          bytes.initializeElement(at: filled, to: UInt8(truncatingIfNeeded: held >> bits))
          filled += 1
        }
      }
    }
    return isClean && held & ((1 << bits) - 1) == 0 ? bytes : nil
  }
}
