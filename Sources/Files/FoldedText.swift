/// Text as it is compared: lower case, base letters only; apostrophes vanish, other marks are
/// blanks.
package enum FoldedText {
  /// With `spellingOut`, ä, ö, ü, å and ø become two letters, else their base letter.
  package static func of(_ text: some StringProtocol, spellingOut: Bool = false) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return ofASCII(text) }
    var text = UnicodeText.folded(String(text))
    if spellingOut { text = spelledOut(text) }
    var result = String.UnicodeScalarView()
    for scalar in UnicodeText.decomposed(text).unicodeScalars {
      switch scalar {
      case _ where isApostrophe(scalar): continue
      case "ø": result.append("o")
      case "ł": result.append("l")
      case "đ", "ð": result.append("d")
      case "ı": result.append("i")
      case "æ": result.append(contentsOf: "ae".unicodeScalars)
      case "œ": result.append(contentsOf: "oe".unicodeScalars)
      case "þ": result.append(contentsOf: "th".unicodeScalars)
      default:
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: continue
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
          .decimalNumber:
          result.append(scalar)
        default: result.append(" ")
        }
      }
    }
    return String(result)
  }

  /// Letters that are written in several ways where there is no key for them.
  private static let ways: [Unicode.Scalar: [String]] = [
    "ä": ["a", "ae"], "ö": ["o", "oe"], "ü": ["u", "ue"], "å": ["a", "aa"], "ø": ["o", "oe"],
    "æ": ["ae", "a", "e"], "œ": ["oe", "o"], "ð": ["d", "dh", "th"], "þ": ["th", "t"],
    "đ": ["d", "dj"], "ñ": ["n", "nn"],
  ]

  /// All ways to write `text` with base letters, folded; at most 64, so that memory is bounded.
  package static func spellings(_ text: some StringProtocol) -> Set<String> {
    var all = [""]
    for scalar in UnicodeText.composed(UnicodeText.folded(String(text))).unicodeScalars {
      let choices =
        all.count <= 32 ? ways[scalar] ?? [String(scalar)] : [ways[scalar]?[0] ?? String(scalar)]
      all = all.flatMap { start in choices.map { start + $0 } }
      if all.count > 64 { all = Array(all.prefix(64)) }
    }
    return Set(all.map { of($0) })
  }

  package static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    ["'", "\u{2019}", "\u{2bc}", "\u{60}", "\u{b4}"].contains(scalar)
  }

  private static func spelledOut(_ text: String) -> String {
    let spellings: [Unicode.Scalar: String] = [
      "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe",
    ]
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      result += spellings[scalar] ?? String(scalar)
    }
  }

  private static func ofASCII(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte + 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        bytes.append(byte)
      case UInt8(ascii: "'"), UInt8(ascii: "`"): continue
      default: bytes.append(UInt8(ascii: " "))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
