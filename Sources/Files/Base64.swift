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
    onContiguous(bytes) { encode(buffer: $0, padded: padded) }
  }

  /// The bytes that `text` stands for; nil unless `text` is exactly what ``encode(_:padded:)``
  /// gives for them.
  package static func decode(_ text: some Collection<UInt8>, padded: Bool = false) -> [UInt8]? {
    onContiguous(text) { decode(buffer: $0, padded: padded) }
  }

  private static func encode(buffer bytes: UnsafeBufferPointer<UInt8>, padded: Bool) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text, count in
      alphabet.withUnsafeBufferPointer { alphabet in
        var held: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
          held = held << 8 | UInt32(byte)
          bits += 8
          while bits >= 6 {
            bits -= 6
            text[count] = alphabet[Int(held >> bits & 63)]
            count += 1
          }
        }
        if bits > 0 {
          text[count] = alphabet[Int(held << (6 - bits) & 63)]
          count += 1
        }
      }
      while padded, !count.isMultiple(of: 4) {
        text[count] = UInt8(ascii: "=")
        count += 1
      }
    }
  }

  private static func decode(buffer text: UnsafeBufferPointer<UInt8>, padded: Bool) -> [UInt8]? {
    var characters = text[...]
    if padded {
      guard characters.count.isMultiple(of: 4) else { return nil }
      let rest = characters.suffix(2).filter { $0 == UInt8(ascii: "=") }.count
      characters = characters.dropLast(rest)
    }
    guard characters.count % 4 != 1 else { return nil }
    var isCanonical = true
    let bytes = [UInt8](unsafeUninitializedCapacity: characters.count / 4 * 3 + 2) { bytes, count in
      values.withUnsafeBufferPointer { values in
        var held: UInt32 = 0
        var bits: UInt32 = 0
        for character in UnsafeBufferPointer(rebasing: characters) {
          let value = values[Int(character)]
          guard value != 255 else {
            isCanonical = false
            return
          }
          held = held << 6 | UInt32(value)
          bits += 6
          if bits >= 8 {
            bits -= 8
            bytes[count] = UInt8(truncatingIfNeeded: held >> bits)
            count += 1
          }
        }
        isCanonical = held & ((1 << bits) - 1) == 0
      }
    }
    return isCanonical ? bytes : nil
  }

  /// Calls on a buffer, whatever the collection: across modules, a generic loop over bytes runs many
  /// times slower.
  private static func onContiguous<Result>(
    _ bytes: some Collection<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withContiguousStorageIfAvailable(body) ?? Array(bytes).withUnsafeBufferPointer(body)
  }

  /// The same as text.
  package static func text(_ bytes: some Collection<UInt8>, padded: Bool = false) -> String {
    String(decoding: encode(bytes, padded: padded), as: UTF8.self)
  }
}
