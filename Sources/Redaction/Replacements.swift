/// Numbered marks: what is the same gets the same mark for as long as this lives.
struct Replacements {
  private(set) var legend: [(mark: String, text: [UInt8])] = []
  private var marks: [Key: String] = [:]
  private var last: [Kind: Int] = [:]

  private struct Key: Hashable {
    let kind: Kind
    let value: String
  }

  /// The mark for `text`, which stands for `value`, else for its letters and digits.
  mutating func mark(
    _ kind: Kind, _ text: UnsafeBufferPointer<UInt8>, value: String?
  ) -> String {
    let value = value ?? Self.plain(text)
    let key = Key(kind: kind, value: value)
    if let mark = marks[key] { return mark }
    let number = (last[kind] ?? 0) + 1
    last[kind] = number
    let mark = "[\(kind.label)-\(number)]"
    marks[key] = mark
    legend.append((mark, Array(text)))
    return mark
  }

  /// Letters, digits and what is beyond ASCII, in upper case.
  private static func plain(_ text: UnsafeBufferPointer<UInt8>) -> String {
    String(
      decoding: text.filter { $0.isDigit || $0.isASCIILetter || $0 >= 0x80 }.map(\.uppercased),
      as: UTF8.self)
  }
}
