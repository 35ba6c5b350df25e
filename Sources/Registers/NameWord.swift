internal import Files

/// A word of a person's name, in lower case and base letters.
struct NameWord: Sendable {
  /// With marks left off: `muller`.
  let plain: String
  /// Every way to write it with base letters, `muller` and `mueller` for Müller; see
  /// ``FoldedText/spellings(_:)``.
  let spellings: Set<String>
  /// `de`, `van`: what some leave out or write in another place.
  let isParticle: Bool
  /// Two or three capitals, which may be initials.
  var isCapitals = false

  private static let particles: Set<String> = [
    "af", "al", "av", "d", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do",
    "dos", "du", "e", "el", "het", "l", "la", "las", "le", "les", "los", "op", "t", "te", "ten",
    "ter", "und", "van", "vom", "von", "y", "zu", "zum", "zur",
  ]
  private static let prefixes: Set<String> = [
    "o", "mc", "mac", "ben", "bin", "ibn", "abu", "abou", "ould", "st", "saint", "sainte",
  ]
  private static let titles: Set<String> = [
    "dr", "drs", "prof", "mr", "mrs", "ms", "miss", "mme", "mlle", "dhr", "mevr", "mw", "herr",
    "frau", "med", "md", "phd", "msc", "bsc", "rn", "do", "dds", "dmd", "ir", "ing", "arts",
    "docteur", "doctor", "docent", "professor", "professeur", "maitre", "monsieur", "madame", "sir",
    "dame", "lord", "lady", "jhr", "zr", "br", "priv", "doz", "pd", "univ", "dent", "habil", "dipl",
    "mag", "mba", "ma", "ba", "bs", "ms", "mph", "pharmd", "frcp", "frcs", "mrcp", "mrcs", "mrcgp",
    "mbbs", "mbchb", "bm", "bch", "rgn", "rmn", "llm", "np", "pa", "facs", "facp", "fnp", "dnp",
    "lic", "emeritus", "em",
  ]
  private static let generations: Set<String> = ["jr", "sr", "ii", "iii", "iv"]

  var isTitle: Bool { Self.titles.contains(plain) }
  var isGeneration: Bool { Self.generations.contains(plain) }
  /// What may be written together with the word that follows: `Mc Donald`, `O Brien`.
  var isPrefix: Bool { isParticle || Self.prefixes.contains(plain) }
  var isInitial: Bool { plain.unicodeScalars.count == 1 }

  func isInitial(of word: NameWord) -> Bool {
    isInitial && plain.unicodeScalars.first == word.plain.unicodeScalars.first
  }

  /// Whether both can be the same word. Two spellings of a third do not agree: Muller is not
  /// Mueller, though both can be Müller.
  func agrees(with other: NameWord) -> Bool {
    plain == other.plain || !spellings.isDisjoint(with: other.spellings)
  }

  /// Whether both agree but for one letter, or one spelling.
  func resembles(_ other: NameWord) -> Bool {
    if agrees(with: other) { return true }
    return spellings.contains { mine in
      other.spellings.contains { Self.isOneApart(Array(mine.utf8), Array($0.utf8)) }
    }
  }

  /// One letter more, less, other, or two that have changed places, in words of five and more.
  private static func isOneApart(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard min(left.count, right.count) > 4, abs(left.count - right.count) < 2 else { return false }
    let start = zip(left, right).prefix { $0 == $1 }.count
    let end = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count
    let (rest, others) = (left.count - start, right.count - start)
    if rest <= end + 1, others <= end + 1 { return true }
    return left.count == right.count && start + end + 2 == left.count
      && left[start] == right[start + 1] && left[start + 1] == right[start]
  }

  /// The letters of two or three capitals, each an initial; else the word.
  var asInitials: [NameWord] {
    guard isCapitals else { return [self] }
    return plain.map { NameWord(plain: String($0), spellings: [String($0)], isParticle: false) }
  }

  func joined(_ next: NameWord) -> NameWord {
    var all: Set<String> = []
    for first in spellings { for second in next.spellings { all.insert(first + second) } }
    return NameWord(plain: plain + next.plain, spellings: all, isParticle: next.isParticle)
  }

  static func joined(_ words: [NameWord]) -> NameWord {
    words.reduce(NameWord(plain: "", spellings: [""], isParticle: false)) { $0.joined($1) }
  }

  /// The words of `text`. `isFamily` says that it holds no given names, hence no initials.
  static func all(in text: String, isFamily: Bool = false) -> [NameWord] {
    var words: [NameWord] = []
    for piece in text.split(whereSeparator: \.isWhitespace) {
      let plain = FoldedText.of(piece).split(separator: " ")
      let isASCII = piece.utf8.allSatisfy { $0 < 0x80 }
      let isCapitals =
        !isFamily && (2...3).contains(piece.utf8.count)
        && piece.utf8.allSatisfy { (0x41...0x5a).contains($0) }
      let spellings = isASCII ? [] : FoldedText.spellings(piece).map { $0.split(separator: " ") }
      for (index, plain) in plain.enumerated() {
        let isInitial =
          plain.unicodeScalars.count == 1 && !isFamily
          && !isLetterParticle(piece, isFirst: words.isEmpty)
        words.append(
          NameWord(
            plain: String(plain),
            spellings: isASCII
              ? [String(plain)]
              : Set(spellings.compactMap { index < $0.count ? String($0[index]) : nil }),
            isParticle: !isInitial && particles.contains(String(plain)), isCapitals: isCapitals))
      }
    }
    return words
  }

  /// Whether a single letter joins names, as in `Ortega y Gasset` and `van 't Hoff`, and is no
  /// initial.
  private static func isLetterParticle(_ piece: Substring, isFirst: Bool) -> Bool {
    if piece.unicodeScalars.contains(where: FoldedText.isApostrophe) { return true }
    return !isFirst && piece.count == 1 && piece.first?.isLowercase == true
  }
}
