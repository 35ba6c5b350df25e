/// The Netherlands: `3512 AB`, and a house number before or after it.
extension PostalAddress {
  /// The end of a code that begins at `place`.
  static func dutch(
    _ text: TextWindow, _ place: Int, _ end: Int, isWitnessed: Bool = false
  ) -> Int? {
    guard end - place == 4, text[place] != UInt8(ascii: "0"), !isDecimal(text, place) else {
      return nil
    }
    var letters = text.skippingBlanks(from: end)
    guard letters - end <= 3 else { return nil }
    if letters == end, text[end].endsLine {
      letters += text[end] == 0x0d ? 2 : 1
      letters = text.skippingBlanks(from: letters)
      guard isWitnessed || labels.stand(text, before: place) || isHouseNumber(text, before: place)
      else { return nil }
    }
    guard text[letters].isASCIILetter, text[letters + 1].isASCIILetter else { return nil }
    let isUpper = text[letters].isUpper && text[letters + 1].isUpper
    if text.isDigit(letters + 2), letters == end, isUpper { return glued(text, letters + 2) }
    guard !text.isWord(at: letters + 2) else { return nil }
    let isUnit = units.contains([text[letters].uppercased, text[letters + 1].uppercased])
    if isUpper, !isUnit { return letters + 2 }
    // `3015 CE Rotterdam`
    if isUpper, !doses.contains([text[letters], text[letters + 1]]),
      isName(text, text.skippingBlanks(from: letters + 2)), text.blank(at: letters + 2) > 0
    {
      return letters + 2
    }
    // In lower case, or like a unit, it needs a witness.
    guard letters == end || isUpper || labels.stand(text, before: place, reach: 14),
      isWitnessed || isHouseNumber(text, after: letters + 2) || isHouseNumber(text, before: place)
        || labels.stand(text, before: place)
    else { return nil }
    return letters + 2
  }

  /// `3512AB12`: the end with the house number.
  private static func glued(_ text: TextWindow, _ place: Int) -> Int? {
    guard !units.contains([text[place - 2], text[place - 1]]),
      let end = houseNumberEnd(text, place), !text.isWord(at: end), text[end] != UInt8(ascii: "-")
    else { return nil }
    return end
  }

  /// `3512 AB 12`: the end with the house number, when one follows.
  static func withHouseNumber(_ text: TextWindow, _ code: Int) -> Int {
    guard !text.isDigit(code - 1) else { return code }
    var place = text[code] == UInt8(ascii: "/") ? code + 1 : skipping(text, code)
    for word in ["huisnummer", "huisnr.", "huisnr", "nummer", "nr.", "nr"] as [StaticString]
    where text.holds(word, at: place) {
      place = text.skippingBlanks(from: place + word.utf8CodeUnitCount)
      if text[place] == UInt8(ascii: ":") { place = text.skippingBlanks(from: place + 1) }
      break
    }
    let end = houseNumberEnd(text, place)
    guard place > code, let end, !text.isLetter(at: end), text[end] != UInt8(ascii: "%") else {
      return code
    }
    // A unit behind it makes it something else, as a date does.
    let next = text[end]
    guard
      !(next == UInt8(ascii: "-") || next == UInt8(ascii: "/") || next == UInt8(ascii: "."))
        || !text.isDigit(end + 1)
    else { return code }
    return end
  }

  private static func isHouseNumber(_ text: TextWindow, after code: Int) -> Bool {
    withHouseNumber(text, code) > code
  }

  /// `Kerkstraat 12, ` before a code.
  private static func isHouseNumber(_ text: TextWindow, before code: Int) -> Bool {
    var place = code
    while place > code - 6,
      text[place - 1] == 0x20 || text[place - 1] == UInt8(ascii: ",")
        || text[place - 1].endsLine
    {
      place -= 1
    }
    guard place < code else { return false }
    // `12a`, `12-III`
    let end = place
    while end - place < 4, text[place - 1].isASCIILetter { place -= 1 }
    if end - place > 1 || text[place - 1] == UInt8(ascii: "-") {
      guard text[place - 1] == UInt8(ascii: "-") else { return false }
      place -= 1
    }
    return text.isDigit(place - 1)
  }
}
