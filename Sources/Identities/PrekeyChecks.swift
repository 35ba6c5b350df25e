/// The form of public keys, checked without using them: a card has up to 152 days of them.
enum PrekeyChecks {
  /// The encapsulation key of ML-KEM-768 (FIPS 203): 768 coefficients of 12 bits, 32 bytes of ρ.
  private static let coefficientBytes = 384 * 3
  private static let latticeSize = coefficientBytes + 32
  private static let modulus: UInt16 = 3329

  /// Whether `kem` is 1,216 bytes, its coefficients are below the modulus (FIPS 203 section 7.2)
  /// and its X25519 half is not of low order.
  static func isAcceptable(kem: [UInt8]) -> Bool {
    kem.count == Prekey.kemSize && isReduced(kem[..<coefficientBytes])
      && !isOfLowOrder(kem[latticeSize...])
  }

  /// Whether `hint` is 32 bytes and not of low order.
  static func isAcceptable(hint: [UInt8]) -> Bool {
    hint.count == Prekey.hintSize && !isOfLowOrder(hint[...])
  }

  /// Two coefficients in three bytes, low bits first.
  private static func isReduced(_ coefficients: ArraySlice<UInt8>) -> Bool {
    coefficients.withUnsafeBufferPointer { bytes in
      stride(from: 0, to: bytes.count, by: 3).allSatisfy { index in
        let (low, middle, high) = (bytes[index], bytes[index + 1], bytes[index + 2])
        return UInt16(low) | UInt16(middle & 15) << 8 < modulus
          && UInt16(middle >> 4) | UInt16(high) << 4 < modulus
      }
    }
  }

  /// RFC 7748 ignores the highest bit, and so does this.
  private static func isOfLowOrder(_ point: ArraySlice<UInt8>) -> Bool {
    lowOrder.contains { known in
      known.dropLast().elementsEqual(point.dropLast()) && known.last == point.last.map { $0 & 0x7f }
    }
  }

  /// Every u below 2^255 whose point has an order dividing 8, on the curve or on its twist: 0, 1,
  /// the two of order 8, and p − 1; then p and p + 1, which are 0 and 1 once more.
  static let lowOrder: [[UInt8]] = {
    let edge = { (first: UInt8) in [first] + [UInt8](repeating: 0xff, count: 30) + [0x7f] }
    let small = { (first: UInt8) in [first] + [UInt8](repeating: 0, count: 31) }
    let orderEight: [[UInt8]] = [
      [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
        0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
        0xb8, 0x00,
      ],
      [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
        0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
        0x11, 0x57,
      ],
    ]
    return [small(0), small(1)] + orderEight + [edge(0xec), edge(0xed), edge(0xee)]
  }()
}
