/// The number of a house with its addition, and what may part it from a code.
extension PostalAddress {
  /// The end of a house number with its addition: `12`, `12a`, `12-III`, `12 bis`.
  static func houseNumberEnd(_ text: TextWindow, _ place: Int) -> Int? {
    var end = text.digitsEnd(place)
    guard (1...4).contains(end - place), text[place] != UInt8(ascii: "0") else { return nil }
    if text[end].isASCIILetter, !text.isWord(at: end + 1) {
      end += 1
    } else if text[end] == 0x20, text[end + 1].isASCIILetter, !text.isWord(at: end + 2),
      text[end + 2] == UInt8(ascii: ",") || text[end + 2].endsLine
        || text.holds(" in ", at: end + 2)
    {
      end += 2
    } else if text[end] == UInt8(ascii: "/"), text.isDigit(end + 1),
      text.digitsEnd(end + 1) - end <= 4, text[text.digitsEnd(end + 1)] == UInt8(ascii: ",")
    {
      end = text.digitsEnd(end + 1)
    } else if let box = box(text, end) {
      end = box
    } else if text.holds(" bis", at: end) || text.holds(" ter", at: end), !text.isWord(at: end + 4)
    {
      end += 4
    } else if text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "/"),
      text[end + 1].isUpper
    {
      var addition = end + 1
      while text[addition].isUpper, addition - end < 5 { addition += 1 }
      if !text.isWord(at: addition) { end = addition }
    } else if text[end] == UInt8(ascii: "-"), text.isDigit(end + 1) {
      let addition = text.digitsEnd(end + 1)
      if addition - end <= 4, !text.isWord(at: addition), text[addition] != UInt8(ascii: "-") {
        end = addition
      }
    }
    return end
  }

  /// `12 boîte 3`, `12 bus 3`.
  private static func box(_ text: TextWindow, _ end: Int) -> Int? {
    var place = text.skippingBlanks(from: end)
    guard place > end, [0x61, 0x62, 0x66].contains(text[place].lowercased) else { return nil }
    for word in ["boîte", "boite", "bte", "bus", "bte.", "box", "apt.", "apt", "app.", "flat"]
      as [StaticString]
    where text.holds(word, at: place) && text.blank(at: place + word.utf8CodeUnitCount) > 0 {
      place = text.skippingBlanks(from: place + word.utf8CodeUnitCount)
      let number = text.digitsEnd(place)
      return number > place && number - place < 5 ? number : nil
    }
    return nil
  }

  /// Over what parts a house number from a code: blanks, a comma, a bar, carets, an end of line.
  static func skipping(_ text: TextWindow, _ place: Int) -> Int {
    var place = place
    var lines = 0
    while true {
      let byte = text[place]
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "^")
        || byte == UInt8(ascii: ">")
        || (byte == UInt8(ascii: "-") && text[place - 1] == 0x20 && text[place + 1] == 0x20)
      {
        place += 1
      } else if byte.endsLine {
        lines += 1
        if lines > 1 { return place }
        place += byte == 0x0d && text[place + 1] == 0x0a ? 2 : 1
      } else {
        let width = text.blank(at: place)
        if width == 0 { return place }
        place += width
      }
    }
  }
}
