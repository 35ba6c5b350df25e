/// Reads JSON (RFC 8259) over bytes, with the limits of ``JSONValue`` and at most eight levels, or
/// the levels, numbers and U+0000 that others' formats have. Nothing here uses a number that
/// ``JSONValue`` does not have: it is read as null.
///
/// It accepts white space and any legal escape. Only ``CanonicalJSON`` requires one form.
package struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private let isForeign: Bool
  private var deepest: Int { isForeign ? 24 : 8 }

  private init(_ bytes: [UInt8], isForeign: Bool) {
    self.bytes = bytes
    self.isForeign = isForeign
  }

  /// The single object in `bytes`. Throws ``JSONError``.
  package static func object(_ bytes: [UInt8]) throws -> JSONObject {
    try object(bytes, isForeign: false)
  }

  /// The single object in `bytes`, in a format that is not this project's own. Throws
  /// ``JSONError``.
  package static func foreignObject(_ bytes: [UInt8]) throws -> JSONObject {
    try object(bytes, isForeign: true)
  }

  private static func object(_ bytes: [UInt8], isForeign: Bool) throws -> JSONObject {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw JSONError("not UTF-8") }
    var parser = JSONParser(bytes, isForeign: isForeign)
    parser.skipSpace()
    guard parser.peek == UInt8(ascii: "{") else { throw JSONError("not an object") }
    let object = try parser.object(depth: 1)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw JSONError("text after the object") }
    return object
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek,
      byte == 0x20 || (0x09...0x0d).contains(byte) && byte != 0x0b && byte != 0x0c
    {
      position += 1
    }
  }

  private mutating func take(_ character: Character) throws {
    skipSpace()
    guard let byte = peek, byte == character.asciiValue else {
      throw JSONError("“\(character)” expected at byte \(position)")
    }
    position += 1
  }

  private mutating func takes(_ character: Character) -> Bool {
    skipSpace()
    guard let byte = peek, byte == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-") where isForeign: return try foreignNumber()
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      return isForeign ? try foreignNumber() : .number(try number())
    default: return try literal()
    }
  }

  private mutating func object(depth: Int) throws -> JSONObject {
    try enter(depth)
    try take("{")
    var members: [(String, JSONValue)] = []
    if takes("}") { return JSONObject() }
    repeat {
      skipSpace()
      let key = try string()
      try take(":")
      members.append((key, try value(depth: depth)))
    } while takes(",")
    try take("}")
    // Of two members with one name, readers take different ones.
    if isForeign, Set(members.map(\.0)).count < members.count {
      throw JSONError("a key that comes twice")
    }
    return JSONObject(members)
  }

  private mutating func array(depth: Int) throws -> [JSONValue] {
    try enter(depth)
    try take("[")
    var values: [JSONValue] = []
    if takes("]") { return values }
    repeat { values.append(try value(depth: depth)) } while takes(",")
    try take("]")
    return values
  }

  private func enter(_ depth: Int) throws {
    if depth > deepest { throw JSONError("deeper than \(deepest) levels") }
  }

  private mutating func literal() throws -> JSONValue {
    for (word, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)]
    where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw JSONError("no value at byte \(position)")
  }

  private mutating func number() throws -> Int {
    let start = position
    var number = 0
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
      position += 1
      if number > JSONValue.greatestNumber { throw JSONError("a number over 2^53 - 1") }
    }
    if bytes[start] == UInt8(ascii: "0"), position > start + 1 {
      throw JSONError("a number with a leading zero")
    }
    if let byte = peek, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte) {
      throw JSONError("a number that is not an integer")
    }
    return number
  }

  /// Any number of RFC 8259, section 6.
  private mutating func foreignNumber() throws -> JSONValue {
    let start = position
    let isNegative = peek == UInt8(ascii: "-")
    if !isNegative, let number = try? number() { return .number(number) }
    position = isNegative ? start + 1 : start
    let isZero = peek == UInt8(ascii: "0")
    let count = digits()
    guard count == 1 || count > 1 && !isZero else {
      throw JSONError("not a number at byte \(start)")
    }
    if peek == UInt8(ascii: ".") {
      position += 1
      guard digits() > 0 else { throw JSONError("not a number at byte \(start)") }
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      guard digits() > 0 else { throw JSONError("not a number at byte \(start)") }
    }
    return .null
  }

  /// Passes over digits, and tells how many.
  private mutating func digits() -> Int {
    let start = position
    while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func string() throws -> String {
    guard peek == UInt8(ascii: "\"") else { throw JSONError("a string expected") }
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        text.append(contentsOf: String(try escaped()).utf8)
      case 0..<0x20:
        throw JSONError("a bare control character in a string")
      default:
        // A run of plain bytes is read in one step, because prekeys are long.
        let end =
          bytes[position...].firstIndex {
            $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 < 0x20
          } ?? bytes.count
        text.append(contentsOf: bytes[position..<end])
        position = end
      }
    }
    throw JSONError("a string without an end")
  }

  private mutating func escaped() throws -> Unicode.Scalar {
    guard let letter = peek else { throw JSONError("a string without an end") }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw JSONError("an unknown escape")
    }
  }

  private mutating func unicodeEscape() throws -> Unicode.Scalar {
    let first = try fourDigits()
    if first == 0, !isForeign { throw JSONError("U+0000 in a string") }
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xd800..<0xdc00).contains(first), bytes[position...].starts(with: "\\u".utf8) else {
      throw JSONError("a lone surrogate")
    }
    position += 2
    let second = try fourDigits()
    guard (0xdc00..<0xe000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw JSONError("a lone surrogate") }
    return scalar
  }

  private mutating func fourDigits() throws -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw JSONError("four hexadecimal digits expected") }
    position += 4
    return value
  }
}
