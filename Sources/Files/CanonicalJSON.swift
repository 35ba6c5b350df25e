/// The only form in which a JSON object may be signed: keys sorted by UTF-16 code units, no white
/// space, minimal escapes (RFC 8785).
package enum CanonicalJSON {
  /// Reads a line without its LF. Decodes, encodes again and compares bytes. So it refuses
  /// everything that could be read in two ways: white space, other escapes, unsorted or double
  /// keys. Null is allowed only under the outermost object's key `nullable`. Throws ``JSONError``.
  package static func decode(
    _ line: some Sequence<UInt8>, nullable: String? = nil
  ) throws -> JSONObject {
    let bytes = Array(line)
    let object = try JSONParser.object(bytes)
    for member in object.members where !(member.key == nullable && member.value.isNull) {
      if member.value.containsNull { throw JSONError("null under “\(member.key)”") }
    }
    guard encode(object) == bytes, !hasDoubleKeys(.object(object)) else {
      throw JSONError("not in canonical form")
    }
    return object
  }

  /// The canonical bytes of `object`, without an LF.
  package static func encode(_ object: JSONObject) -> [UInt8] {
    var text: [UInt8] = []
    write(.object(object), to: &text)
    return text
  }

  private static func write(_ value: JSONValue, to text: inout [UInt8]) {
    switch value {
    case .null: text.append(contentsOf: "null".utf8)
    case .bool(let flag): text.append(contentsOf: (flag ? "true" : "false").utf8)
    case .number(let number): text.append(contentsOf: String(number).utf8)
    case .string(let string): write(string, to: &text)
    case .array(let values):
      text.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        write(value, to: &text)
      }
      text.append(UInt8(ascii: "]"))
    case .object(let object):
      text.append(UInt8(ascii: "{"))
      let sorted = object.members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        write(member.key, to: &text)
        text.append(UInt8(ascii: ":"))
        write(member.value, to: &text)
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { bytes in
      var start = 0
      for index in bytes.indices {
        guard let escape = escape(of: bytes[index]) else { continue }
        text.append(contentsOf: bytes[start..<index])
        text.append(contentsOf: escape.utf8)
        start = index + 1
      }
      text.append(contentsOf: bytes[start...])
    }
    text.append(UInt8(ascii: "\""))
  }

  /// How a byte of a string is written when it may not stand there itself.
  @inline(__always)
  private static func escape(of byte: UInt8) -> String? {
    guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
      return nil
    }
    return switch byte {
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case 0x08: "\\b"
    case 0x09: "\\t"
    case 0x0a: "\\n"
    case 0x0c: "\\f"
    case 0x0d: "\\r"
    default: "\\u00" + [byte].hex
    }
  }

  /// Whether any object in `value` has a key twice.
  private static func hasDoubleKeys(_ value: JSONValue) -> Bool {
    switch value {
    case .array(let values): return values.contains(where: hasDoubleKeys)
    case .object(let object):
      let keys = object.members.map(\.key)
      return zip(keys, keys.dropFirst()).contains { $0.0.utf8.elementsEqual($0.1.utf8) }
        || object.members.contains { hasDoubleKeys($0.value) }
    default: return false
    }
  }
}

extension JSONValue {
  fileprivate var isNull: Bool {
    if case .null = self { return true }
    return false
  }

  fileprivate var containsNull: Bool {
    switch self {
    case .null: true
    case .array(let values): values.contains(where: \.containsNull)
    case .object(let object): object.members.contains { $0.value.containsNull }
    case .bool, .number, .string: false
    }
  }
}
