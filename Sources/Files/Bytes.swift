internal import Glibc

/// Conversions between integers, hexadecimal text and bytes, all big-endian and lower case; and
/// finding bytes among bytes.

extension [UInt8] {
  /// Appends `value` as big-endian bytes of its own width.
  package mutating func append(bigEndian value: some FixedWidthInteger & Sendable) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }

  /// The big-endian bytes of `value`.
  package init(bigEndian value: some FixedWidthInteger & Sendable) {
    self = []
    append(bigEndian: value)
  }

  /// The bytes of a text of lower-case hexadecimal digits, two for each byte. Nil for any other
  /// text.
  package init?(hex text: String) {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    self = []
    reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1])
      else { return nil }
      append(high << 4 | low)
    }
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}

extension [UInt8] {
  /// Where `byte` is next, from `start` on.
  package func position(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    return withUnsafeBytes { bytes in
      memchr(bytes.baseAddress! + start, Int32(byte), bytes.count - start)
        .map { UnsafeRawPointer($0) - bytes.baseAddress! }
    }
  }

  /// Where `bytes` are next, from `start` on. Quick when their first byte is rare.
  package func range(of bytes: [UInt8], from start: Int = 0) -> Range<Int>? {
    guard let first = bytes.first else { return nil }
    var begin = start
    while let place = position(of: first, from: begin) {
      if self[place...].starts(with: bytes) { return place..<(place + bytes.count) }
      begin = place + 1
    }
    return nil
  }
}

extension Sequence<UInt8> {
  /// Lower-case hexadecimal, two digits for each byte.
  package var hex: String {
    let bytes = Array(self)
    return String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (index, byte) in bytes.enumerated() {
        text[2 * index] = digit(byte >> 4)
        text[2 * index + 1] = digit(byte & 15)
      }
      return 2 * bytes.count
    }
  }
}

private func digit(_ nibble: UInt8) -> UInt8 {
  nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") - 10 + nibble
}

extension Collection<UInt8> {
  /// The unsigned integer of these big-endian bytes, at most eight.
  @inlinable package var bigEndianInteger: UInt64 {
    reduce(0) { $0 << 8 | UInt64($1) }
  }
}
