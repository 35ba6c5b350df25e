/// Reads JSON objects (RFC 8259) with numbers of any form, which documents of this house do not
/// have and detectors do.
struct RegionScanner {
  static let spaces: [UInt8] = [0x20, 0x09, 0x0d, 0x0a]

  enum Value {
    case string(String)
    case number(Double)
    case other
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ line: ArraySlice<UInt8>) { bytes = Array(line) }

  /// The objects of the list that is all of the text.
  mutating func objects() -> [[(key: String, value: Value)]]? {
    guard takes("[") else { return nil }
    var objects: [[(key: String, value: Value)]] = []
    if !takes("]") {
      repeat {
        guard let members = members(depth: 1) else { return nil }
        objects.append(members)
      } while takes(",")
      guard takes("]") else { return nil }
    }
    skipSpace()
    return position == bytes.count ? objects : nil
  }

  /// The members of the object that is all of the text.
  mutating func object() -> [(key: String, value: Value)]? {
    guard let members = members(depth: 0) else { return nil }
    skipSpace()
    return position == bytes.count ? members : nil
  }

  private mutating func members(depth: Int) -> [(key: String, value: Value)]? {
    guard depth < 8, takes("{") else { return nil }
    var members: [(key: String, value: Value)] = []
    if takes("}") { return members }
    repeat {
      guard let key = string(), takes(":"),
        let value = value(depth: depth)
      else { return nil }
      members.append((key, value))
    } while takes(",")
    return takes("}") ? members : nil
  }

  private mutating func value(depth: Int) -> Value? {
    skipSpace()
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "\""): return string().map(Value.string)
    case UInt8(ascii: "{"): return members(depth: depth + 1).map { _ in .other }
    case UInt8(ascii: "["): return list(depth: depth + 1) ? .other : nil
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    default:
      for word in ["true", "false", "null"] where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return .other
      }
      return nil
    }
  }

  private mutating func list(depth: Int) -> Bool {
    guard depth < 8, takes("[") else { return false }
    if takes("]") { return true }
    repeat {
      guard value(depth: depth) != nil else { return false }
    } while takes(",")
    return takes("]")
  }

  private mutating func number() -> Value? {
    let start = position
    while position < bytes.count, "+-.0123456789eE".utf8.contains(bytes[position]) {
      position += 1
    }
    return Self.number(String(decoding: bytes[start..<position], as: UTF8.self)).map(Value.number)
  }

  /// A finite number in decimal digits, perhaps with sign, point and exponent.
  static func number(_ text: String) -> Double? {
    guard !text.isEmpty, text.utf8.allSatisfy("+-.0123456789eE".utf8.contains),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }

  /// Nil for an escape that there is not, or half a character.
  private mutating func string() -> String? {
    guard takes("\"") else { return nil }
    var units: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: units, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let character = escaped() else { return nil }
        units += Array(String(character).utf8)
      case ..<0x20: return nil
      default: units.append(byte)
      }
    }
    return nil
  }

  private mutating func escaped() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let first = fourDigits() else { return nil }
      guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) }
      guard bytes[position...].starts(with: "\\u".utf8) else { return nil }
      position += 2
      guard let second = fourDigits(), (0xdc00..<0xe000).contains(second) else { return nil }
      return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    default: return nil
    }
  }

  private mutating func fourDigits() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit) else { return nil }
    position += 4
    return UInt32(digits, radix: 16)
  }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, Self.spaces.contains(bytes[position]) { position += 1 }
  }
}
