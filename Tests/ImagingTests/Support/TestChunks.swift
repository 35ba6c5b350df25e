/// PNG chunks written by hand.
enum TestChunks {
  static func chunk(_ type: String, _ payload: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + payload
    return bigEndian(UInt32(payload.count)) + body + bigEndian(checksum(body))
  }

  static func bigEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) }
  }

  /// CRC-32 as PNG has it.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in
        rest & 1 == 1 ? rest >> 1 ^ 0xedb8_8320 : rest >> 1
      }
    }
  }

  /// A zlib stream that holds `bytes` as they are.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt16(bytes.count)
    var low: UInt32 = 1
    var high: UInt32 = 0
    for byte in bytes {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    let lengths = [count, ~count].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    return [0x78, 0x01, 1] + lengths + bytes + bigEndian(high << 16 | low)
  }
}

extension [UInt8] {
  /// A PNG file with chunks more, right behind its header.
  func inserting(chunks: [UInt8]) -> [UInt8] { Array(prefix(33)) + chunks + dropFirst(33) }

  func contains(text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard count >= wanted.count else { return false }
    return (0...count - wanted.count).contains {
      self[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }

  /// A JPEG file with one segment more, right before its end marker.
  func appending(segment marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let length = payload.count + 2
    return dropLast(2) + [0xff, marker, UInt8(length >> 8), UInt8(length & 255)] + payload
      + suffix(2)
  }
}
