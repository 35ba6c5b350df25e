internal import Files

/// Makes the words and numbers that are looked for out of files.
struct GivenTermsBuilder {
  private(set) var words: [[UInt8]: GivenTerms.Word] = [:]
  private(set) var numbers: [GivenTerms.Number] = []
  private(set) var births: Set<String> = []
  private(set) var initials: Set<UInt8> = []
  private(set) var particles: Set<String> = []
  private(set) var streetWords: Set<String> = []
  private(set) var leftOut: [String] = []

  /// Words of as many letters are found with a slip in them.
  private static let leastForSlips = 6

  mutating func add(_ file: GivenFile) {
    leftOut += file.leftOut
    for person in file.people {
      add(name: person.family)
      add(name: person.given)
      for word in Self.pieces(person.given) {
        if let first = FoldedText.of(word).utf8.first { initials.insert(first) }
      }
    }
    for birth in file.births { add(birth: birth) }
    for phone in file.phones { add(phone: phone) }
    for number in file.numbers { add(number: number) }
    for address in file.addresses { add(address) }
  }

  private static func pieces(_ text: String) -> [String] {
    text.split { !($0.isLetter || $0 == "'" || $0 == "\u{2019}") }.map(String.init)
  }

  private mutating func add(name: String) {
    let pieces = Self.pieces(name)
    var prefix = ""
    for piece in pieces {
      let folded = FoldedText.of(piece)
      if GivenTerms.particles.contains(folded), piece != pieces.last {
        particles.insert(folded)
        prefix += folded
        continue
      }
      // An initial is found beside the family name.
      guard folded.utf8.count > 1 else { continue }
      add(word: piece, .name, prefix: prefix)
      // `Vandenberg`, `Benali`
      if !prefix.isEmpty {
        add(
          key: Array((prefix + folded).utf8),
          GivenTerms.Word(kind: .name, isWeak: false, isSlip: false, isTown: false))
      }
      prefix = ""
    }
  }

  private mutating func add(
    word: String, _ kind: Kind, prefix: String = "", isTown: Bool = false
  ) {
    let spellings = Set([FoldedText.of(word), FoldedText.of(word, spellingOut: true)])
    for spelling in spellings {
      let key = Array(spelling.utf8.filter { $0 != 0x20 })
      guard key.count > 1 else { continue }
      let isWeak = key.count < 3 || OrdinaryWords.areCommon(spelling)
      let isRare = !isWeak && (key.count == 3 || OrdinaryWords.contain(spelling))
      if isWeak, kind == .name {
        leftOut.append(
          "a name that is very short or an ordinary word is masked only where its capital, a "
            + "title, an initial or another name tells")
      }
      add(
        key: key,
        GivenTerms.Word(
          kind: kind, isWeak: isWeak,
          isSeldomCapital: isWeak && key.count > 3 && !OrdinaryWords.areNouns(spelling),
          isRare: isRare, isSlip: false, isTown: isTown,
          prefix: prefix))
      guard key.count >= Self.leastForSlips, kind == .name else { continue }
      for slip in Self.slips(key)
      where words[slip] == nil && !OrdinaryWords.contain(String(decoding: slip, as: UTF8.self)) {
        words[slip] = GivenTerms.Word(kind: kind, isWeak: isWeak, isSlip: true, isTown: false)
      }
    }
  }

  private mutating func add(key: [UInt8], _ word: GivenTerms.Word) {
    if let known = words[key], !known.isSlip, !known.isTown { return }
    words[key] = word
  }

  /// One letter missing, or two that have changed places; the first letter stands.
  private static func slips(_ key: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for index in 1..<key.count {
      var short = key
      short.remove(at: index)
      result.append(short)
      if index + 1 < key.count {
        var swapped = key
        swapped.swapAt(index, index + 1)
        result.append(swapped)
      }
    }
    var first = key
    first.swapAt(0, 1)
    return result + [first]
  }

  private mutating func add(birth: String) {
    let bytes = Array(birth.utf8) + [0]
    let value = bytes.withUnsafeBufferPointer { buffer -> String? in
      guard let base = buffer.baseAddress else { return nil }
      var words = WordsBefore()
      return withUnsafeMutablePointer(to: &words) { words in
        let text = TextWindow(base: base, lower: 0, upper: buffer.count - 1, words: words)
        guard let place = (0..<buffer.count).first(where: { text.isDigit($0) }) else { return nil }
        return CalendarDate(text, at: place)?.value
      }
    }
    guard let value else {
      leftOut.append("a date of birth that is not a whole date is not looked for")
      return
    }
    births.insert(value)
    // `030451`, `510403`
    let digits = Array(value.utf8).filter(\.isDigit)
    let (year, month, day) = (digits[2..<4], digits[4..<6], digits[6..<8])
    for short in [day + month + year, year + month + day] {
      numbers.append(GivenTerms.Number(kind: .birthDate, characters: Array(short)))
    }
  }

  private mutating func add(phone: String) {
    var digits = Array(phone.utf8.filter(\.isDigit))
    guard digits.count >= 6 else {
      if !phone.isEmpty {
        leftOut.append("a telephone number of fewer than six digits is not looked for")
      }
      return
    }
    let isInternational =
      phone.utf8.contains(UInt8(ascii: "+")) || digits.starts(with: [0x30, 0x30])
    if digits.starts(with: [0x30, 0x30]) { digits = Array(digits.dropFirst(2)) }
    var forms = [digits]
    if isInternational {
      forms.append([0x30, 0x30] + digits)
      for width in 1...3 where digits.count - width >= 6 {
        let (country, rest) = (Array(digits.prefix(width)), Array(digits.dropFirst(width)))
        forms += [[0x30] + rest, country + [0x30] + rest]
        if width == 2 { forms.append(rest) }
      }
    } else if digits.first == 0x30 {
      let rest = Array(digits.dropFirst())
      for country in ["31", "32", "33", "44", "49", "41", "43", "352"] {
        let code = Array(country.utf8)
        forms += [code + rest, code + [0x30] + rest, [0x30, 0x30] + code + rest]
      }
    }
    for form in forms { numbers.append(GivenTerms.Number(kind: .phone, characters: form)) }
  }

  private mutating func add(number: String) {
    let characters = number.utf8.filter { $0.isDigit || $0.isASCIILetter }.map(\.uppercased)
    guard characters.count >= 4, characters.contains(where: \.isDigit) else {
      leftOut.append("a number of fewer than four characters is not looked for")
      return
    }
    numbers.append(GivenTerms.Number(kind: .record, characters: characters))
  }

  private mutating func add(_ address: GivenFile.Address) {
    streetWords.formUnion(Self.pieces(address.street).map { FoldedText.of($0) })
    for word in Self.pieces(address.street)
    where word.count >= 5 && !OrdinaryWords.contain(FoldedText.of(word)) {
      add(word: word, .address)
    }
    for word in Self.pieces(address.town) where word.count >= 3 {
      add(word: word, .address, isTown: true)
    }
    let code = address.code.utf8.filter { $0.isDigit || $0.isASCIILetter }.map(\.uppercased)
    if code.count >= 5 { numbers.append(GivenTerms.Number(kind: .address, characters: code)) }
  }
}
