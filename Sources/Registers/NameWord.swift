internal import Files

/// A word of a person's name, in lower case and base letters.
struct NameWord: Sendable {
  /// With marks left off: `muller`.
  let plain: String
  /// With ä, ö, ü, å and ø as passports spell them (ICAO 9303, part 3): `mueller`.
  let spelled: String
  /// `de`, `van`: what some leave out or write in another place.
  let isParticle: Bool

  private static let particles: Set<String> = [
    "af", "al", "av", "d", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do",
    "dos", "du", "e", "el", "het", "l", "la", "las", "le", "les", "los", "op", "t", "te", "ten",
    "ter", "und", "van", "vom", "von", "y", "zu", "zum", "zur",
  ]
  private static let prefixes: Set<String> = ["o", "mc", "mac"]
  private static let titles: Set<String> = [
    "dr", "drs", "prof", "mr", "mrs", "ms", "miss", "mme", "mlle", "dhr", "mevr", "mw", "herr",
    "frau", "med", "md", "phd", "msc", "bsc", "rn", "do", "dds", "dmd", "ir", "ing", "arts",
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

  /// Whether both are the same word, or one is a spelling of the other without its marks. Two
  /// spellings of a third do not agree: Muller is not Mueller, though both can be Müller.
  func agrees(with other: NameWord) -> Bool {
    plain == other.plain || plain == other.spelled || spelled == other.plain
      || spelled == other.spelled
  }

  func joined(_ next: NameWord) -> NameWord {
    NameWord(
      plain: plain + next.plain, spelled: spelled + next.spelled, isParticle: next.isParticle)
  }

  static func joined(_ words: [NameWord]) -> NameWord {
    words.reduce(NameWord(plain: "", spelled: "", isParticle: false)) { $0.joined($1) }
  }

  /// The words of `text`. `isFamily` says that it holds no given names, hence no initials.
  static func all(in text: String, isFamily: Bool = false) -> [NameWord] {
    var words: [NameWord] = []
    for piece in text.split(whereSeparator: \.isWhitespace) {
      let plain = FoldedText.of(piece).split(separator: " ")
      let spelled =
        piece.utf8.allSatisfy { $0 < 0x80 }
        ? plain : FoldedText.of(piece, spellingOut: true).split(separator: " ")
      for (plain, spelled) in zip(plain, spelled) {
        let isInitial =
          plain.unicodeScalars.count == 1 && !isFamily
          && !isLetterParticle(piece, isFirst: words.isEmpty)
        words.append(
          NameWord(
            plain: String(plain), spelled: String(spelled),
            isParticle: !isInitial && particles.contains(String(plain))))
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
