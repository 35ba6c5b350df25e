/// A street with a house number, and the code behind it.
extension PostalAddress {
  static func houseNumber(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    guard !isDecimal(text, place), let number = houseNumberEnd(text, place),
      !text.isWord(at: number)
    else { return nil }
    var code = skipping(text, number)
    // `Lindenallee 7 in 20259 Hamburg`
    if code > number, text.holds("in ", at: code), text.digitsEnd(code + 3) == code + 8 {
      code += 3
    }
    if code > number, text.isDigit(code) {
      let codeEnd = text.digitsEnd(code)
      let isWitnessed = isStreet(text, before: place)
      if let dutch = dutch(text, code, codeEnd, isWitnessed: isWitnessed) {
        return Match(.address, streetStart(text, before: place), dutch)
      }
      if isStreet(text, before: place) || labels.stand(text, before: place, reach: 14),
        isTown(text, code, codeEnd)
      {
        return Match(.address, streetStart(text, before: place), codeEnd)
      }
    } else if code > number, let prefixed = countryPrefix(text, code) {
      let codeEnd = text.digitsEnd(prefixed)
      if isTown(text, prefixed, codeEnd) {
        return Match(.address, streetStart(text, before: place), codeEnd)
      }
    }
    return streetAfter(text, place, number)
  }

  /// `12 rue de la Paix, 75002 Paris`, `221b Baker Street, London NW1 6XE`: from the house number
  /// to the code, the street with it.
  private static func streetAfter(_ text: TextWindow, _ place: Int, _ number: Int) -> Match? {
    var cursor = number
    if text[cursor] == UInt8(ascii: ",") { cursor += 1 }
    let first = text.skippingBlanks(from: cursor)
    guard first > cursor, text.isLetter(at: first) else { return nil }
    // The code first: it is seldom there.
    var lines = 0
    cursor = first
    while !text.isDigit(cursor) {
      switch text[cursor] {
      // Not over the end of a field.
      case 0, 0x22, 0x3c, 0x7b, 0x7d: return nil
      case 0x0d where text[cursor + 1] == 0x0a: break
      case 0x0a, 0x0d: lines += 1
      default: break
      }
      guard lines <= 2, cursor - first < 90 else { return nil }
      cursor += 1
    }
    let end = text.digitsEnd(cursor)
    let codeEnd: Int? =
      if text.isLetter(before: cursor) {
        british(text, cursor, isWitnessed: true)?.end
      } else if isTown(text, cursor, end, comma: true) || isBehindTown(text, cursor, end) {
        end
      } else if isTown(text, cursor, end) {
        end
      } else {
        american(text, cursor, end)?.end
      }
    guard let codeEnd, streets.isHeld(text, first, cursor) else { return nil }
    return Match(.address, place, codeEnd)
  }

  /// `Paris 75019`: a code of five digits behind a comma and a town's name.
  private static func isBehindTown(_ text: TextWindow, _ place: Int, _ end: Int) -> Bool {
    guard end - place == 5, !text.isWord(at: end), text[place - 1] == 0x20,
      text.isLetter(before: place - 1)
    else { return false }
    var start = place - 1
    while place - start < 40,
      text.isLetter(before: start) || text[start - 1] == UInt8(ascii: "-")
        || text[start - 1] & 0xc0 == 0x80
    {
      start -= 1
    }
    return text[start - 1] == 0x20 && text[start - 2] == UInt8(ascii: ",") && isName(text, start)
  }

  /// A word with a capital and a small letter.
  static func isName(_ text: TextWindow, _ place: Int) -> Bool {
    let width = text[place].isUpper ? 1 : 2
    guard width == 1 || (text[place] == 0xc3 && text[place + 1] < 0xa0) else { return false }
    return text[place + width].isLower || text[place + width] >= 0xc3
      || text[place + width] == UInt8(ascii: "'")
  }

  /// `Dorpsstraat 12`: a house number behind a word that ends like a street.
  static func alone(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    guard text[place - 1] == 0x20, text.isLetter(before: place - 1) || text[place - 2] == 0x2e,
      end - place <= 4,
      text[place] != UInt8(ascii: "0"),
      let number = houseNumberEnd(text, place), !text.isWord(at: number),
      !(text.isDigit(number + 1)
        && [0x2e, 0x2c, 0x2d, 0x2f, 0x3a].contains(text[number])), text[number] != UInt8(ascii: "%")
    else { return nil }
    var word = place - 1
    if text[word - 1] == UInt8(ascii: ".") { word -= 1 }
    let start = streetStart(text, before: place)
    guard start < place else { return nil }
    if isEnding(text, word) {
      var first = word
      while word - first < 40, text.isLetter(before: first) {
        first -= 1
        while text[first] & 0xc0 == 0x80 { first -= 1 }
      }
      guard isName(text, first), ways.length(text, first, word) == nil else { return nil }
    } else {
      // `Adres: Lange Voorhout 12`
      guard isName(text, start),
        labels.stand(text, before: start, reach: 12) || beginsStreet(text, start, place)
      else { return nil }
    }
    return Match(.address, start, number)
  }

  /// A code of four or five digits and a word that begins like a town's name.
  static func isTown(
    _ text: TextWindow, _ place: Int, _ end: Int, comma: Bool = false
  ) -> Bool {
    guard (4...5).contains(end - place), !text.isWord(at: end) else { return false }
    var town = end
    if comma, text[town] == UInt8(ascii: ",") { town += 1 }
    while town - end < 4, text[town] == UInt8(ascii: "^") { town += 1 }
    town = text.skippingBlanks(from: town)
    guard town > end else { return false }
    // É, Ö, Ü
    guard text[town].isUpper || (text[town] == 0xc3 && text[town + 1] < 0xa0) else { return false }
    let second = town + (text[town].isUpper ? 1 : 2)
    if text[second].isLower || text[second] >= 0xc3 { return true }
    // All in capitals, which units are too.
    return (second..<second + 3).allSatisfy { text[$0].isUpper }
  }

  /// A word like `Hauptstr.`, `Kerkstraat`, `Weg` before a house number: any that begins with a
  /// capital will do, for what follows the number is a code and a town.
  private static func isStreet(_ text: TextWindow, before place: Int) -> Bool {
    var end = place
    while end > place - 3, text[end - 1] == 0x20 { end -= 1 }
    guard end < place else { return false }
    if text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return text.isLetter(before: end)
  }
}
