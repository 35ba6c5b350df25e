/// Bech32 of BIP 173 without its limit on length. tacita writes lower case only.
package enum Bech32 {
  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  /// `bytes` under the human-readable part `hrp`, lower case.
  package static func encode(hrp: String, _ bytes: some Collection<UInt8>) -> String {
    let groups = regroup(Array(bytes), from: 8, to: 5, pad: true) ?? []
    let checksum = polymod(expanded(hrp) + groups + [0, 0, 0, 0, 0, 0]) ^ 1
    let tail = (0..<6).map { UInt8(checksum >> UInt32(5 * (5 - $0)) & 31) }
    return hrp + "1" + String(decoding: (groups + tail).map { alphabet[Int($0)] }, as: UTF8.self)
  }

  /// The bytes of `text` if it is lower-case Bech32 under `hrp` with a correct checksum and zero
  /// spare bits, otherwise nil. If `hrp` is upper case, `text` must be upper case too.
  package static func decode(hrp: String, _ text: String) -> [UInt8]? {
    let upper = hrp == hrp.uppercased() && hrp != hrp.lowercased()
    let prefix = Array((hrp + "1").utf8)
    let characters = Array(text.utf8)
    guard characters.starts(with: prefix), characters.count >= prefix.count + 6 else { return nil }
    var groups: [UInt8] = []
    for character in characters.dropFirst(prefix.count) {
      let letter = upper ? lowered(character) : character
      guard let letter, values[Int(letter)] != 255 else { return nil }
      groups.append(values[Int(letter)])
    }
    guard polymod(expanded(hrp.lowercased()) + groups) == 1 else { return nil }
    return regroup(Array(groups.dropLast(6)), from: 5, to: 8, pad: false)
  }

  /// The lower-case form of an upper-case letter or digit; nil for a lower-case letter, because a
  /// text of mixed case is not Bech32.
  private static func lowered(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character | 0x20
    case UInt8(ascii: "a")...UInt8(ascii: "z"): nil
    default: character
    }
  }

  private static func expanded(_ hrp: String) -> [UInt8] {
    hrp.utf8.map { $0 >> 5 } + [0] + hrp.utf8.map { $0 & 31 }
  }

  private static let generators: [UInt32] = [
    0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
  ]

  private static func polymod(_ values: [UInt8]) -> UInt32 {
    let generators = generators
    var checksum: UInt32 = 1
    for value in values {
      let top = checksum >> 25
      checksum = (checksum & 0x1ff_ffff) << 5 ^ UInt32(value)
      for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { checksum ^= generators[bit] }
    }
    return checksum
  }

  private static func regroup(
    _ values: [UInt8], from: UInt32, to: UInt32, pad: Bool
  ) -> [UInt8]? {
    var groups: [UInt8] = []
    var held: UInt32 = 0
    var bits: UInt32 = 0
    let mask: UInt32 = (1 << to) - 1
    for value in values {
      held = (held << from | UInt32(value)) & 0xfff_ffff
      bits += from
      while bits >= to {
        bits -= to
        groups.append(UInt8(held >> bits & mask))
      }
    }
    let spare = held & ((1 << bits) - 1)
    if pad {
      if bits > 0 { groups.append(UInt8(held << (to - bits) & mask)) }
    } else if bits >= from || spare != 0 {
      return nil
    }
    return groups
  }
}
