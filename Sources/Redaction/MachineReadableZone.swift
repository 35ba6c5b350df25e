/// The lines at the foot of a passport or identity card (ICAO 9303): 30, 36 or 44 characters of
/// A–Z, 0–9 and `<`. A few more or less pass, as scanners lose some.
enum MachineReadableZone {
  private static let lengths = 28...46

  /// `place` is that of a `<`; `end` is where the characters of its kind end.
  static func match(_ text: TextWindow, at place: Int, floor: Int) -> (match: Match?, end: Int) {
    var (start, end) = (place, place)
    while start > floor, place - start <= lengths.upperBound, belongs(text[start - 1]) {
      start -= 1
    }
    while end - place <= lengths.upperBound, belongs(text[end]) { end += 1 }
    guard isLine(text, start, end) else { return (nil, end) }
    return (Match(.mrz, start, end), end)
  }

  /// The line after one that ends at `end`, when it is one too, with or without a `<`.
  static func next(_ text: TextWindow, after end: Int, length: Int) -> Match? {
    var place = text.skippingBlanks(from: end)
    guard text[place].endsLine else { return nil }
    place += text[place] == 0x0d && text[place + 1] == 0x0a ? 2 : 1
    place = text.skippingBlanks(from: place)
    while text[place] == UInt8(ascii: ">") { place = text.skippingBlanks(from: place + 1) }
    let start = place
    while place - start <= lengths.upperBound, belongs(text[place]) { place += 1 }
    guard abs(place - start - length) <= 1, !text.isWord(at: place) else { return nil }
    return Match(.mrz, start, place)
  }

  /// Enough of the right characters between blanks, and more than one sign of filling.
  private static func isLine(_ text: TextWindow, _ start: Int, _ end: Int) -> Bool {
    guard lengths.contains(end - start), !text.isWord(before: start), !text.isWord(at: end)
    else { return false }
    let fillers = (start..<end).count { text[$0] == UInt8(ascii: "<") }
    return (1..<end - start - 4).contains(fillers)
  }

  static func belongs(_ byte: UInt8) -> Bool {
    byte.isUpper || byte.isDigit || byte == UInt8(ascii: "<")
  }
}
