internal import CUnicode
internal import Glibc

/// Functions on Unicode text that Swift's library does not have. utf8proc provides the tables.
package enum UnicodeText {
  package static var libraryVersion: String { String(cString: utf8proc_version()) }

  /// NFC (UAX #15).
  package static func composed(_ text: String) -> String {
    mapped(text, UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue)
  }

  /// Whether `text` is its own NFC, byte for byte.
  package static func isComposed(_ text: String) -> Bool {
    composed(text).utf8.elementsEqual(text.utf8)
  }

  /// The form in which two names are compared: NFKC, case folded, NFKC again, each run of white
  /// space replaced by one blank, no white space at the ends.
  package static func folded(_ text: String) -> String {
    let compatible = UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue | UTF8PROC_COMPAT.rawValue
    let once = mapped(
      mapped(text, compatible), UTF8PROC_CASEFOLD.rawValue | UTF8PROC_STABLE.rawValue)
    return mapped(once, compatible).unicodeScalars
      .split(whereSeparator: \.properties.isWhitespace).map(String.init).joined(separator: " ")
  }

  /// NFKD (UAX #15): letters separate from their marks.
  package static func decomposed(_ text: String) -> String {
    mapped(
      text,
      UTF8PROC_STABLE.rawValue | UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_COMPAT.rawValue)
  }

  private static func mapped(_ text: String, _ options: UInt32) -> String {
    var text = text
    return text.withUTF8 { source in
      var result: UnsafeMutablePointer<UInt8>?
      let length = utf8proc_map(
        source.baseAddress, source.count, &result, utf8proc_option_t(rawValue: options))
      defer { free(result) }
      guard length >= 0, let result else { return String(decoding: source, as: UTF8.self) }
      return String(decoding: UnsafeBufferPointer(start: result, count: length), as: UTF8.self)
    }
  }

  /// The width of `text` on a terminal, in columns.
  package static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + max(0, Int(utf8proc_charwidth(Int32($1.value)))) }
  }
}

extension Unicode.Scalar {
  /// The controls that change the direction of text (UAX #9). They can make a name look like
  /// another.
  package var isBidiControl: Bool {
    switch value {
    case 0x61c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  /// C0 and C1 controls and DEL (category Cc).
  package var isControl: Bool { properties.generalCategory == .control }

  /// U+2028 and U+2029 (categories Zl and Zp).
  package var isLineOrParagraphSeparator: Bool {
    properties.generalCategory == .lineSeparator
      || properties.generalCategory == .paragraphSeparator
  }
}

extension String {
  /// The text, with every character that could control a terminal or change the direction written
  /// as `\u{…}`, and bytes that are not UTF-8 (``SystemText``) as `\x…`. Line feeds and tabs stay
  /// if `lines` is true.
  package func escapedForTerminal(lines: Bool = false) -> String {
    var text = String.UnicodeScalarView()
    for scalar in SystemText.shown(self).unicodeScalars {
      let harmful =
        scalar.isControl || scalar.isBidiControl || scalar.isLineOrParagraphSeparator
      if harmful, !(lines && (scalar == "\n" || scalar == "\t")) {
        text.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
