internal import Files

/// Names, streets and towns of the files in a text.
extension GivenTerms {
  /// A word of the text: its letters, and whether they are a word that is looked for.
  private struct Found {
    var end: Int
    var word: Word
    var hasCapital: Bool
  }

  private static let longestWord = 48

  /// The name that begins at the letter at `place`, which begins a word, with the initials,
  /// particles and further names around it. Nothing before `floor` belongs to it.
  func word(_ text: TextWindow, at place: Int, floor: Int) -> Match? {
    for number in numbers[Int(text[place].uppercased)] where !text.isDigit(place - 1) {
      if let match = match(number, text, place) { return match }
    }
    guard let found = find(text, place) else { return nil }
    if found.word.isTown { return town(text, place, found) }
    if found.word.kind == .address {
      guard counts(found, text, place) else { return nil }
      let end = houseNumber(text, streetEnd(text, found.end))
      return Match(.address, streetStart(text, place, floor), end).because(.given)
    }
    let before = extendedBack(text, place, floor)
    let after = extended(text, found.end)
    guard
      counts(found, text, place) || before.1 || after.1 || isTitled(text, before: before.0)
        || hasPrefix(found, text, before.0, place)
        || (text.settled == place - 1 && text.settled > 0 && !found.word.isSlip)
    else { return nil }
    return Match(found.word.kind, before.0, after.0).because(.given)
  }

  /// Whether the word counts by itself.
  private func counts(_ found: Found, _ text: TextWindow, _ place: Int) -> Bool {
    let isMixed = text[place + 1].isLower || text[place + 1] >= 0xc3
    if found.word.isWeak {
      return found.word.isSeldomCapital && found.hasCapital && isMixed
        && isWithinSentence(text, place) && !isBehindArticle(text, place)
    }
    if found.word.isRare {
      return found.hasCapital && (isMixed || found.end - place > 3)
        && !isBehindArticle(text, place)
    }
    return found.hasCapital || (!found.word.isSlip && found.end - place >= 4)
  }

  /// Whether all particles of the file stand before the name: `de Groot`, `van den Berg`.
  private func hasPrefix(_ found: Found, _ text: TextWindow, _ start: Int, _ place: Int) -> Bool {
    guard !found.word.prefix.isEmpty, found.hasCapital, start < place else { return false }
    let before = FoldedText.of(String(decoding: bytes(text, start, place), as: UTF8.self))
    return before.filter { $0 != " " } == found.word.prefix
  }

  private static let articles = Labels(
    """
    der,die,das,den,dem,des,ein,eine,einen,einem,einer,kein,keine,im,am,vom,zum,zur,beim,the,a,an,\
    le,la,les,un,une,du,au,het,een
    """)

  /// Whether a word or a comma stands right before the word, on its line.
  private func isWithinSentence(_ text: TextWindow, _ place: Int) -> Bool {
    guard text[place - 1] == 0x20 else { return false }
    return text.isLetter(before: place - 1) || text[place - 2] == UInt8(ascii: ",")
  }

  private func isBehindArticle(_ text: TextWindow, _ place: Int) -> Bool {
    guard text[place - 1] == 0x20 else { return false }
    var start = place - 1
    while place - start < 8, text[start - 1].isASCIILetter { start -= 1 }
    return Self.articles.contain(text, start, place - 1)
  }

  /// The word at `place`, whole or parted by a hyphen at the end of a line.
  private func find(_ text: TextWindow, _ place: Int) -> Found? {
    let end = wordEnd(text, place)
    guard end > place, end - place <= Self.longestWord else { return nil }
    if let rest = nextLine(text, end) {
      let last = wordEnd(text, rest)
      if last > rest, let word = lookUp(bytes(text, place, end) + bytes(text, rest, last)) {
        return Found(end: last, word: word, hasCapital: hasCapital(text, place))
      }
    }
    guard let word = lookUp(bytes(text, place, end)) else { return nil }
    return Found(end: end, word: word, hasCapital: hasCapital(text, place))
  }

  private func bytes(_ text: TextWindow, _ start: Int, _ end: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: text.base + start, count: end - start))
  }

  private func hasCapital(_ text: TextWindow, _ place: Int) -> Bool {
    text[place].isUpper || text[place] >= 0xc3
  }

  /// The end of the letters at `place`; an apostrophe between two letters is one.
  private func wordEnd(_ text: TextWindow, _ place: Int) -> Int {
    var end = place
    while end < text.upper {
      if text.isLetter(at: end) || (text[end] & 0xc0 == 0x80 && end > place) {
        end += 1
      } else if text[end] == UInt8(ascii: "'"), text.isLetter(at: end + 1), end > place {
        end += 1
      } else if text[end] == 0xe2, text[end + 1] == 0x80, text[end + 2] == 0x99,
        text.isLetter(at: end + 3)
      {
        end += 3
      } else if text[end] == 0xcc || text[end] == 0xcd, end > place {
        // A combining accent.
        end += 2
      } else {
        break
      }
    }
    return end
  }

  /// Where a word continues that a hyphen divides at the end of a line.
  private func nextLine(_ text: TextWindow, _ end: Int) -> Int? {
    guard text[end] == UInt8(ascii: "-") else { return nil }
    var place = end + 1
    if text[place] == 0x20 { place += 1 }
    guard text[place].endsLine else { return nil }
    place += text[place] == 0x0d && text[place + 1] == 0x0a ? 2 : 1
    place = text.skippingBlanks(from: place)
    while text[place] == UInt8(ascii: ">") { place = text.skippingBlanks(from: place + 1) }
    return place
  }

  private func lookUp(_ word: [UInt8]) -> Word? {
    guard word.count > 1 else { return nil }
    if word.allSatisfy({ $0.isASCIILetter }) { return genitive(word.map(\.lowercased)) }
    let text = String(decoding: word, as: UTF8.self)
    return genitive(Self.key(text, false)) ?? genitive(Self.key(text, true))
  }

  private static func key(_ text: String, _ spellingOut: Bool) -> [UInt8] {
    FoldedText.of(text, spellingOut: spellingOut).utf8.filter { $0 != 0x20 }
  }

  /// The word, or the word less the s of a genitive.
  private func genitive(_ key: [UInt8]) -> Word? {
    if let word = words[key] { return word }
    guard key.count > 3, key.last == UInt8(ascii: "s") else { return nil }
    return words[Array(key.dropLast())]
  }
}

/// What stands around a name.
extension GivenTerms {
  /// Back over particles, initials and names before `place`. The flag says that an initial or a
  /// name was among them.
  private func extendedBack(_ text: TextWindow, _ place: Int, _ floor: Int) -> (Int, Bool) {
    var (start, tells) = (place, false)
    for _ in 0..<8 {
      var end = start
      while end > floor, start - end < 3,
        text[end - 1] == 0x20 || text[end - 1] == 0x2d
          || (text[end - 1] == UInt8(ascii: ".") && end - 1 > floor)
      {
        end -= 1
      }
      var first = end
      while first > floor, end - first < 16,
        text.isLetter(before: first)
          || text[first - 1] == UInt8(ascii: "'") || text[first - 1] & 0xc0 == 0x80
      {
        first -= 1
      }
      guard first < end, first >= floor, !text.isDigit(first - 1) else { break }
      let hasDot = text[end] == UInt8(ascii: ".")
      if end - first <= 3, areInitials(text, first, end), hasDot || start - end >= 1 {
        tells = true
      } else if hasDot
        || !ownParticles.contains(
          FoldedText.of(String(decoding: bytes(text, first, end), as: UTF8.self)))
      {
        break
      }
      start = first
    }
    // An elision.
    return (start, tells)
  }

  /// Capitals that begin given names of the file, all of them.
  private func areInitials(_ text: TextWindow, _ start: Int, _ end: Int) -> Bool {
    (start..<end).allSatisfy { text[$0].isUpper && initials.contains(text[$0].lowercased) }
  }

  /// On over further names, particles between them, and `, A. de`. The flag says that there was
  /// one.
  private func extended(_ text: TextWindow, _ place: Int) -> (Int, Bool) {
    var (end, cursor, tells, isReversed) = (place, place, false, false)
    for _ in 0..<8 {
      var next = text.skippingBlanks(from: cursor)
      let isNear = next - cursor <= 2
      if text[next] == UInt8(ascii: "-") { next = text.skippingBlanks(from: next + 1) }
      let isBehindComma = text[next] == UInt8(ascii: ",")
      if isBehindComma { next = text.skippingBlanks(from: next + 1) }
      // `van 't`
      if text[next] == UInt8(ascii: "'") { next += 1 }
      guard isNear, next > cursor || cursor > place, text.isLetter(at: next) else { break }
      if let found = find(text, next), found.word.kind == .name, !found.word.isTown,
        found.hasCapital
      {
        (end, cursor, tells) = (found.end, found.end, true)
        continue
      }
      let last = wordEnd(text, next)
      if last - next <= 3, areInitials(text, next, last),
        isBehindComma || text[last] == UInt8(ascii: ".")
      {
        cursor = text[last] == UInt8(ascii: ".") ? last + 1 : last
        (end, tells) = (cursor, true)
        isReversed = isReversed || isBehindComma
        // `A.B.`
        while text[cursor].isUpper, initials.contains(text[cursor].lowercased),
          text[cursor + 1] == UInt8(ascii: ".")
        {
          cursor += 2
          end = cursor
        }
        continue
      }
      guard
        ownParticles.contains(
          FoldedText.of(String(decoding: bytes(text, next, last), as: UTF8.self))),
        last - next < 8
      else { break }
      cursor = last
      // Behind initials, `Vries, A. de`, the particle belongs to the name.
      if isReversed { end = last }
    }
    return (end, tells)
  }

  private func isTitled(_ text: TextWindow, before place: Int) -> Bool {
    var end = place
    while place - end < 3, text[end - 1] == 0x20 || text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    var start = end
    while end - start < 10, text[start - 1].isASCIILetter { start -= 1 }
    guard start < end, end < place, !text.isLetter(before: start) else { return false }
    let title = (start..<end).map { text[$0].lowercased }
    return Self.titles.contains(String(decoding: title, as: UTF8.self))
  }

  /// A town's name alone is a place; behind what was found of an address it belongs to it.
  private func town(_ text: TextWindow, _ place: Int, _ found: Found) -> Match? {
    guard found.hasCapital, text.settled > 0, place - text.settled <= 3,
      (text.settled..<place).allSatisfy({
        text[$0] == 0x20 || text[$0] == UInt8(ascii: ",") || text[$0].endsLine
      })
    else { return nil }
    return Match(.address, place, found.end).because(.given)
  }

  /// `41 Primrose Hill`: a house number right before a street of the file.
  func houseAndStreet(_ text: TextWindow, at place: Int) -> Match? {
    var end = text.digitsEnd(place)
    guard (1...4).contains(end - place), !text.isWord(before: place) else { return nil }
    if text[end].isASCIILetter, !text.isWord(at: end + 1) { end += 1 }
    if text[end] == UInt8(ascii: ",") { end += 1 }
    let street = text.skippingBlanks(from: end)
    guard street > end, street - end <= 2, text.isLetter(at: street) else { return nil }
    var cursor = street
    // `rue des`
    for _ in 0..<4 {
      if let found = find(text, cursor), found.word.kind == .address, !found.word.isTown {
        return counts(found, text, cursor)
          ? Match(.address, place, streetEnd(text, found.end)).because(.given) : nil
      }
      guard let last = streetWord(text, cursor), text[last] == 0x20 else { return nil }
      cursor = last + 1
    }
    return nil
  }

  /// The end of the word of a street that begins at `place`.
  private func streetWord(_ text: TextWindow, _ place: Int) -> Int? {
    let end = wordEnd(text, place)
    guard end > place, end - place <= Self.longestWord else { return nil }
    let word = FoldedText.of(String(decoding: bytes(text, place, end), as: UTF8.self))
    return streetWords.contains(word) ? end : nil
  }

  /// On over further words of the street.
  private func streetEnd(_ text: TextWindow, _ place: Int) -> Int {
    var end = place
    while text[end] == 0x20, let last = streetWord(text, end + 1) { end = last }
    return end
  }

  /// Back over the words of the street before `place`.
  private func streetStart(_ text: TextWindow, _ place: Int, _ floor: Int) -> Int {
    var start = place
    while start - 1 > floor, text[start - 1] == 0x20 {
      var word = start - 1
      while word > floor, text.isLetter(before: word) || text[word - 1] & 0xc0 == 0x80 { word -= 1 }
      guard word < start - 1, streetWord(text, word) == start - 1 else { break }
      start = word
    }
    return start
  }

  /// The end with a house number behind a street.
  private func houseNumber(_ text: TextWindow, _ place: Int) -> Int {
    let first = text.skippingBlanks(from: place)
    var end = text.digitsEnd(first)
    guard first > place, (1...4).contains(end - first) else { return place }
    if text[end].isASCIILetter, !text.isWord(at: end + 1) { end += 1 }
    return text.isWord(at: end) ? place : end
  }
}
