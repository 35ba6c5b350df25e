internal import Files

/// A piece of an HL7 v2 segment as it stands in a file, with the usual delimiters `|^~\&`.
struct HL7Piece {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  private init(empty: Void) { bytes = [] }

  var isEmpty: Bool { bytes.isEmpty }

  /// The fields of a segment: the first is its name.
  func fields() -> Pieces { Pieces(self, "|") }
  func repetitions() -> Pieces { Pieces(self, "~") }
  func components() -> Pieces { Pieces(self, "^") }
  func subcomponents() -> Pieces { Pieces(self, "&") }

  /// The segments of a file; each ends with CR, LF or both.
  static func segments(_ bytes: ArraySlice<UInt8>) -> [HL7Piece] {
    bytes.split { $0 == 0x0d || $0 == 0x0a }.map(HL7Piece.init)
  }

  /// What stands between two delimiters. One that is not there is empty.
  struct Pieces {
    let all: [HL7Piece]

    fileprivate init(_ piece: HL7Piece, _ delimiter: Character) {
      all = piece.bytes
        .split(separator: delimiter.asciiValue ?? 0, omittingEmptySubsequences: false)
        .map(HL7Piece.init)
    }

    subscript(index: Int) -> HL7Piece {
      all.indices.contains(index) ? all[index] : HL7Piece(empty: ())
    }
  }

  /// What it says, with its escapes undone (HL7 v2.5.1, sections 2.7.1 and 2.7.4); nil when it says
  /// nothing: when it is empty, or two quotation marks. Throws ``BadHL7``.
  func text() throws -> String? {
    guard !isEmpty, !bytes.elementsEqual("\"\"".utf8) else { return nil }
    var text: [UInt8] = []
    var rest = bytes
    while let start = rest.firstIndex(of: Self.escape) {
      text += rest[..<start]
      rest = rest[(start + 1)...]
      guard let end = rest.firstIndex(of: Self.escape) else { throw BadHL7.escape }
      text += try Self.unescaped(rest[..<end])
      rest = rest[(end + 1)...]
    }
    text += rest
    guard let string = String(validating: text, as: UTF8.self) else { throw BadHL7.notUTF8 }
    guard !bytes.contains(where: Self.isDelimiter) else { throw BadHL7.delimiter }
    return string
  }

  private static let escape = UInt8(ascii: "\\")

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "~"), UInt8(ascii: "&")].contains(byte)
  }

  private static func unescaped(_ name: ArraySlice<UInt8>) throws -> [UInt8] {
    switch String(decoding: name, as: UTF8.self) {
    case "F": return Array("|".utf8)
    case "S": return Array("^".utf8)
    case "T": return Array("&".utf8)
    case "R": return Array("~".utf8)
    case "E": return Array("\\".utf8)
    case let other where other.hasPrefix("X") && other.utf8.count > 1:
      guard let bytes = [UInt8](hex: other.dropFirst().lowercased()) else { throw BadHL7.escape }
      return bytes
    default: throw BadHL7.escape
    }
  }
}

/// What is wrong in a piece of HL7 v2, in words.
enum BadHL7: String, Error {
  case escape = "an escape that is not known"
  case notUTF8 = "text that is not UTF-8"
  case delimiter = "a delimiter where only text may stand"
}
