internal import Files

/// A field of an HL7 v2 segment, or a part of one, as it is written. Every text in it is escaped
/// (HL7 v2.5.1, sections 2.7.1 and 2.7.4), so that none can begin a field, a repetition or a
/// segment.
struct HL7Value: ExpressibleByStringLiteral {
  let encoded: String

  static let none = HL7Value(encoded: "")

  /// MSH-1 and MSH-2 of every message here, as they follow the segment's name.
  static let delimiters = "|^~\\&"

  private init(encoded: String) { self.encoded = encoded }

  init(stringLiteral text: String) { self.init(text) }

  /// `text` as one value; absent when nil.
  init(_ text: String?) {
    guard let text else {
      self = .none
      return
    }
    // Two quotation marks alone would delete what the receiver has.
    encoded = text == "\"\"" ? "\\X2222\\" : text.unicodeScalars.reduce(into: "", Self.escape)
  }

  init(_ number: Int) { self.init(String(number)) }

  /// As `20261126220000+0000`.
  init(_ time: Timestamp) {
    self.init(time.description.filter(\.isNumber) + "+0000")
  }

  /// A coded entry: code, words, and the coding system (table 0396).
  init(code: String, _ words: String, system: String) {
    self = .components([HL7Value(code), HL7Value(words), HL7Value(system)])
  }

  static func components(_ values: [HL7Value]) -> HL7Value { joined(values, "^") }
  static func subcomponents(_ values: [HL7Value]) -> HL7Value { joined(values, "&") }

  /// Values that repeat; one that is empty stays, as an empty line of a text does.
  static func repetitions(_ values: [HL7Value]) -> HL7Value {
    HL7Value(encoded: values.map(\.encoded).joined(separator: "~"))
  }

  /// A text of several lines: each is a repetition (section 2.A.79). A line feed at the end is
  /// escaped, since readers drop empty repetitions there.
  static func lines(_ text: String) -> HL7Value {
    let ends = text.utf8.last == 0x0a
    let lines = (ends ? text.utf8.dropLast() : text.utf8[...])
      .split(separator: 0x0a, omittingEmptySubsequences: false).map { HL7Value(String($0)) }
    return HL7Value(encoded: repetitions(lines).encoded + (ends ? "\\X0A\\" : ""))
  }

  /// A segment up to its last field, without the CR that ends it.
  static func segment(_ name: StaticString, _ fields: [HL7Value]) -> String {
    trimmed([HL7Value(encoded: "\(name)")] + fields, "|")
  }

  private static func joined(_ values: [HL7Value], _ separator: Character) -> HL7Value {
    HL7Value(encoded: trimmed(values, separator))
  }

  private static func trimmed(_ values: [HL7Value], _ separator: Character) -> String {
    let count = values.lastIndex { !$0.encoded.isEmpty }.map { $0 + 1 } ?? 0
    return values[..<count].map(\.encoded).joined(separator: String(separator))
  }

  /// Delimiters as section 2.7.1 names them. Everything at which some reader ends a line or stops,
  /// and every other control character, in hexadecimal.
  private static func escape(_ text: inout String, _ scalar: Unicode.Scalar) {
    switch scalar {
    case "|": text += "\\F\\"
    case "^": text += "\\S\\"
    case "~": text += "\\R\\"
    case "&": text += "\\T\\"
    case "\\": text += "\\E\\"
    case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
      text += "\\X\(Array(String(scalar).utf8).hex.uppercased())\\"
    default: text.unicodeScalars.append(scalar)
    }
  }
}
