/// Signs that stand for a plain one: blanks that do not break, hyphens and dashes, digits of other
/// scripts, and signs that nobody sees. As UTF-8, as entities of HTML, or escaped in JSON.
enum Guises {
  enum Reading {
    /// The byte is what it is.
    case plain
    /// It and the next are.
    case pair
    /// As many bytes stand for one plain byte, or for nothing.
    case sign(UInt8?, length: Int)
    /// More bytes are needed to tell.
    case open
  }

  /// Bytes of the longest.
  static let longest = 8

  private static let begins = ByteSet { [0xc2, 0xd9, 0xdb, 0xe2, 0xef, 0x26, 0x5c].contains($0) }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  private static let ampersands: UInt64 = 0x2626_2626_2626_2626
  private static let backslashes: UInt64 = 0x5c5c_5c5c_5c5c_5c5c

  /// The place of the next byte that may begin a guise, else `count`.
  static func next(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
    var place = start
    let raw = UnsafeRawPointer(bytes)
    // Eight bytes of ASCII at a time that are neither `&` nor a backslash.
    while place + 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let (first, second) = (word ^ ampersands, word ^ backslashes)
      let zeros = ((first &- ones) & ~first) | ((second &- ones) & ~second)
      if (zeros | word) & highs != 0 {
        let end = place + 8
        while place < end, !begins.contains(bytes[place]) { place += 1 }
        if place < end { return place }
      } else {
        place += 8
      }
    }
    while place < count, !begins.contains(bytes[place]) { place += 1 }
    return place
  }

  /// What begins at `bytes`, of which there are `count`.
  static func read(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Reading {
    func byte(_ index: Int) -> UInt8? { index < count ? bytes[index] : nil }
    switch bytes[0] {
    case 0xc2:
      guard let second = byte(1) else { return .open }
      return second == 0xa0
        ? .sign(0x20, length: 2) : second == 0xad ? .sign(nil, length: 2) : .plain
    case 0xd9, 0xdb:
      guard let second = byte(1) else { return .open }
      let zero: UInt8 = bytes[0] == 0xd9 ? 0xa0 : 0xb0
      return second >= zero && second < zero + 10
        ? .sign(0x30 + second - zero, length: 2) : .plain
    case 0xe2:
      guard let second = byte(1) else { return .open }
      guard second >= 0x80, second <= 0x88 else { return .plain }
      guard let third = byte(2) else { return .open }
      return general(second, third)
    case 0xef:
      guard let second = byte(1) else { return .open }
      guard second == 0xbb || second == 0xbc || second == 0xbd else { return .plain }
      guard let third = byte(2) else { return .open }
      if second == 0xbb { return third == 0xbf ? .sign(nil, length: 3) : .plain }
      if second == 0xbc {
        return .sign(third - 0x60, length: 3).where((0x81...0xbf).contains(third))
      }
      return .sign(third &- 0x20, length: 3).where((0x81...0x9a).contains(third))
    case 0x26: return entity(bytes, count)
    default: return escape(bytes, count)
    }
  }

  /// U+2000 to U+223F.
  private static func general(_ second: UInt8, _ third: UInt8) -> Reading {
    switch (second, third) {
    case (0x80, 0x8b...0x8f), (0x80, 0xaa...0xae), (0x81, 0xa0...0xa4): .sign(nil, length: 3)
    case (0x80, 0x80...0x8a), (0x80, 0xaf), (0x81, 0x9f): .sign(0x20, length: 3)
    case (0x80, 0x90...0x93), (0x88, 0x92): .sign(0x2d, length: 3)
    default: .plain
    }
  }

  private static let entities: [(StaticString, UInt8?)] = [
    ("&nbsp;", 0x20), ("&#160;", 0x20), ("&#xa0;", 0x20), ("&ensp;", 0x20), ("&emsp;", 0x20),
    ("&thinsp;", 0x20), ("&shy;", nil), ("&#173;", nil), ("&#xad;", nil), ("&#8203;", nil),
    ("&ndash;", 0x2d), ("&#8209;", 0x2d), ("&#8211;", 0x2d),
  ]

  private static func entity(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Reading {
    var isOpen = false
    for (name, sign) in entities {
      var same = 1
      while same < name.utf8CodeUnitCount, same < count,
        bytes[same].lowercased == name.utf8Start[same]
      {
        same += 1
      }
      if same == name.utf8CodeUnitCount { return .sign(sign, length: same) }
      if same == count { isOpen = true }
    }
    return isOpen ? .open : .plain
  }

  /// `\n`, `\r`, `\t` and `\/` as in JSON; a backslash and another sign are a pair.
  private static func escape(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Reading {
    guard count > 1 else { return .open }
    switch bytes[1] {
    case UInt8(ascii: "n"): return .sign(0x0a, length: 2)
    case UInt8(ascii: "r"): return .sign(0x0d, length: 2)
    case UInt8(ascii: "t"): return .sign(0x20, length: 2)
    case UInt8(ascii: "/"): return .sign(0x2f, length: 2)
    case UInt8(ascii: "u"):
      if count < 6 { return isHexStart(bytes, count) ? .open : .plain }
      let digits = (2..<6).reduce(UInt32(0)) { value, index in
        guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { return ~0 }
        return value == ~0 ? value : value << 4 | UInt32(digit)
      }
      switch digits {
      case 0xa0, 0x2000...0x200a, 0x202f: return .sign(0x20, length: 6)
      case 0xad, 0x200b...0x200f, 0x2060, 0xfeff: return .sign(nil, length: 6)
      case 0x2010...0x2013: return .sign(0x2d, length: 6)
      default: return .plain
      }
    case UInt8(ascii: "\\"), UInt8(ascii: "\""): return .pair
    default: return .plain
    }
  }

  private static func isHexStart(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    (2..<count).allSatisfy {
      bytes[$0].isDigit || (97...102).contains(bytes[$0].lowercased)
    }
  }
}

extension Guises.Reading {
  fileprivate func `where`(_ holds: Bool) -> Guises.Reading { holds ? self : .plain }
}
