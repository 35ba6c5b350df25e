internal import Files

/// The words and numbers of people that the sender named, ready to be searched for.
package final class GivenTerms: Sendable {
  /// A word of a name, a street or a town.
  struct Word: Sendable {
    let kind: Kind
    /// It is also an ordinary word, or very short: it counts only beside something that tells.
    let isWeak: Bool
    /// Of a weak word: within a sentence it has a capital only as a name.
    var isSeldomCapital = false
    /// It is a word that texts seldom have with a capital, or short: it counts with a capital that
    /// no article stands before.
    var isRare = false
    /// One letter is missing, or two have changed places: it counts with a capital only.
    let isSlip: Bool
    let isTown: Bool
    /// The particles before it in the file, joined: with all of them it counts.
    var prefix = ""
  }

  /// Letters and digits in a row, upper case.
  struct Number: Sendable {
    let kind: Kind
    let characters: [UInt8]
  }

  let words: [[UInt8]: Word]
  /// By first byte.
  let numbers: [[Number]]
  let births: Set<String>
  /// The first letters of given names.
  let initials: Set<UInt8>
  /// The particles of the family names.
  let ownParticles: Set<String>
  /// All words of the streets, `rue` and `des` among them.
  let streetWords: Set<String>
  /// What of the files cannot be looked for, without a word of what they say.
  package let leftOut: [String]

  static let particles: Set<String> = [
    "af", "al", "av", "ben", "bin", "d", "da", "das", "de", "del", "della", "den", "der", "des",
    "di", "do", "dos", "du", "el", "het", "in", "la", "las", "le", "los", "op", "s", "t", "te",
    "ten", "ter",
    "van", "vande", "vanden", "vander", "vom", "von", "y", "zu", "zum", "zur", "o", "mc", "mac",
    "st",
  ]
  static let titles: Set<String> = [
    "dr", "drs", "prof", "mr", "mrs", "ms", "miss", "mme", "mlle", "m", "dhr", "mevr", "mw",
    "meneer",
    "mevrouw", "heer", "herr", "herrn", "frau", "madame", "monsieur", "sir", "patient", "patiente",
    "pt",
    "pat", "dame", "zuster", "broeder",
  ]

  package init(_ files: [GivenFile]) {
    var builder = GivenTermsBuilder()
    for file in files { builder.add(file) }
    words = builder.words
    var numbers = [[Number]](repeating: [], count: 256)
    for number in builder.numbers {
      guard let first = number.characters.first else { continue }
      numbers[Int(first)].append(number)
    }
    // The longest first.
    self.numbers = numbers.map { $0.sorted { $0.characters.count > $1.characters.count } }
    births = builder.births
    initials = builder.initials
    ownParticles = builder.particles
    streetWords = builder.streetWords
    leftOut = builder.leftOut
  }
}

/// Numbers and dates.
extension GivenTerms {
  /// What of the files begins at the digit at `place`.
  func number(_ text: TextWindow, at place: Int) -> Match? {
    if let match = birth(text, at: place) { return match }
    for number in numbers[Int(text[place])] {
      guard !text.isWord(before: place) else { break }
      if let match = match(number, text, place) { return match }
    }
    return streetWords.isEmpty ? nil : houseAndStreet(text, at: place)
  }

  private func birth(_ text: TextWindow, at place: Int) -> Match? {
    guard !births.isEmpty, let date = CalendarDate(text, at: place) else { return nil }
    let swapped = date.swappedValue
    guard births.contains(date.value) || swapped.map(births.contains) ?? false else { return nil }
    return Match(.birthDate, date.start, date.end, value: date.value).because(.given)
  }

  /// Whether `number` begins at `place`, with single marks between its characters.
  func match(_ number: Number, _ text: TextWindow, _ place: Int) -> Match? {
    var cursor = place
    for (index, character) in number.characters.enumerated() {
      if index > 0 { cursor = Self.skippingMarks(text, cursor) }
      guard text[cursor].uppercased == character else { return nil }
      cursor += 1
    }
    guard !text.isWord(at: cursor) else { return nil }
    var start = place
    if number.kind == .phone {
      if text[start - 1] == UInt8(ascii: "+") { start -= 1 }
      if text[start - 1] == UInt8(ascii: "("), text.lower < start { start -= 1 }
    }
    return Match(number.kind, start, cursor).because(.given)
  }

  private static func skippingMarks(_ text: TextWindow, _ place: Int) -> Int {
    var (cursor, lines) = (place, 0)
    while cursor - place < 4 {
      switch text[cursor] {
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
        UInt8(ascii: "("), UInt8(ascii: ")"):
        cursor += 1
      case 0x0a, 0x0d:
        lines += 1
        if lines > 2 { return cursor }
        cursor += 1
      default: return cursor
      }
    }
    return cursor
  }
}

extension CalendarDate {
  /// The value with day and month changed round, as it may have been meant.
  var swappedValue: String? {
    guard day <= 12, month > 0, day != month else { return nil }
    let parts = value.split(separator: "-")
    return parts.count == 3 ? "\(parts[0])-\(parts[2])-\(parts[1])" : nil
  }
}
