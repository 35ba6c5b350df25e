internal import Files

/// A person's name as registers and cards write it, made comparable: without case, diacritics,
/// hyphens, particles, titles.
package struct PersonName: Sendable {
  /// Words of the family name, or of the whole name where the two are not told apart.
  private let family: [String]
  private let given: [String]
  private let isWhole: Bool

  /// A name in two fields.
  package init(family: String, given: String) {
    guard !given.isEmpty else {
      self.init(whole: family)
      return
    }
    self.init(family: Self.words(family), given: Self.words(given), isWhole: false)
  }

  private init(family: [String], given: [String], isWhole: Bool) {
    self.family = family
    self.given = given
    self.isWhole = isWhole
  }

  /// A name in one: `A. de Vries`, or `Vries, A. de`.
  package init(whole: String) {
    let parts = whole.split(separator: ",", maxSplits: 1).map(String.init)
    let rest = parts.count == 2 ? Self.words(parts[1]) : []
    self.init(
      family: Self.words(parts.first ?? ""), given: rest, isWhole: rest.isEmpty)
  }

  package var isEmpty: Bool { family.isEmpty && given.isEmpty }

  /// Whether both can be the same person's name. Initials stand for given names, given names may be
  /// missing; a family name may not.
  package func agrees(with other: PersonName) -> Bool {
    if isEmpty || other.isEmpty { return false }
    if !isWhole, !other.isWhole {
      return Self.equal(family, other.family) && Self.fits(given, other.given)
    }
    if isWhole, other.isWhole { return Self.wholesAgree(family, other.family) }
    return isWhole ? other.contains(family) : contains(other.family)
  }

  /// Whether `words`, a whole name, are this family name and given names that fit.
  private func contains(_ words: [String]) -> Bool {
    var rest = words
    for word in family {
      guard let index = rest.lastIndex(of: word) else { return false }
      rest.remove(at: index)
    }
    return Self.fits(rest, given)
  }

  /// Two names in one field each: the words of the shorter are all in the longer, the last one as
  /// the last.
  private static func wholesAgree(_ left: [String], _ right: [String]) -> Bool {
    guard let last = left.last, last == right.last, last.unicodeScalars.count > 1 else {
      return equal(left, right)
    }
    return fits(Array(left.dropLast()), Array(right.dropLast()))
  }

  private static func equal(_ left: [String], _ right: [String]) -> Bool {
    left.sorted() == right.sorted()
  }

  /// Whether each of the fewer given names has its own counterpart among the others.
  private static func fits(_ left: [String], _ right: [String]) -> Bool {
    var (few, many) = left.count <= right.count ? (left, right) : (right, left)
    few.sort { $0.unicodeScalars.count > $1.unicodeScalars.count }
    for word in few {
      let index =
        many.firstIndex(of: word)
        ?? many.firstIndex { isInitial(word, of: $0) || isInitial($0, of: word) }
      guard let index else { return false }
      many.remove(at: index)
    }
    return true
  }

  private static func isInitial(_ letter: String, of word: String) -> Bool {
    letter.unicodeScalars.count == 1 && letter.unicodeScalars.first == word.unicodeScalars.first
  }
}

/// Folding.
extension PersonName {
  private static let particles: Set<String> = [
    "af", "al", "av", "d", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do",
    "dos", "du", "e", "el", "het", "l", "la", "las", "le", "les", "los", "op", "t", "te", "ten",
    "ter", "und", "van", "vom", "von", "y", "zu", "zum", "zur",
  ]
  private static let titles: Set<String> = [
    "dr", "drs", "prof", "mr", "mrs", "ms", "miss", "mme", "mlle", "dhr", "mevr", "mw", "herr",
    "frau", "med", "md", "phd", "msc", "bsc", "rn", "do", "dds", "ir", "ing",
  ]

  /// The words that count, folded. Particles stay when nothing else is there.
  private static func words(_ text: String) -> [String] {
    let all = folded(text).split(separator: " ").map(String.init)
    let untitled = all.filter { !titles.contains($0) || particles.contains($0) }
    let plain = untitled.filter { !particles.contains($0) }
    return plain.isEmpty ? (untitled.isEmpty ? all : untitled) : plain
  }

  /// Lower case, base letters only; apostrophes vanish, other marks are blanks.
  static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return foldedASCII(text) }
    var result = String.UnicodeScalarView()
    for scalar in UnicodeText.decomposed(UnicodeText.folded(text)).unicodeScalars {
      switch scalar {
      case "'", "\u{2019}", "\u{2bc}", "\u{60}", "\u{b4}": continue
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

  private static func foldedASCII(_ text: String) -> String {
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
