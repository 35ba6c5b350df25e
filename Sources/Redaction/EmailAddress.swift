/// E-mail addresses (RFC 5321), with letters of any alphabet.
enum EmailAddress {
  private static let longestName = 64
  private static let longestDomain = 255

  /// `place` is that of the `@`; nothing before `floor` belongs to it.
  static func match(_ text: TextWindow, at place: Int, floor: Int) -> Match? {
    var start = place
    while start > floor, place - start < longestName, isName(text[start - 1]) { start -= 1 }
    while start < place, text[start] & 0xc0 == 0x80 { start += 1 }
    while start < place,
      text[start] == UInt8(ascii: ".") || text[start] == UInt8(ascii: "-")
        || text[start] == UInt8(ascii: "'") || text[start] == UInt8(ascii: "/")
        || text[start] == UInt8(ascii: "=") || isQuotation(text, start)
    {
      start += text[start] < 0x80 ? 1 : 3
    }
    guard start < place, let end = domain(text, place + 1) else { return nil }
    return Match(
      .email, start, end,
      value: String(decoding: (start..<end).map { text[$0].lowercased }, as: UTF8.self))
  }

  /// The end of a domain with at least one dot and a top that is letters.
  private static func domain(_ text: TextWindow, _ start: Int) -> Int? {
    var (place, labelStart, end) = (start, start, nil as Int?)
    while place - start < longestDomain {
      let byte = text[place]
      if byte.isDigit || byte.isASCIILetter || byte == UInt8(ascii: "-") {
        place += 1
      } else if byte >= 0x80, !isQuotation(text, place) {
        place += 1
      } else {
        if labelStart > start, place - labelStart >= 2,
          text[labelStart].isASCIILetter || text[labelStart] >= 0x80
        {
          end = place
        }
        guard byte == UInt8(ascii: "."), place > labelStart, text.isWord(at: place + 1) else {
          break
        }
        place += 1
        labelStart = place
      }
    }
    return end
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xff:
      true
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"),
      UInt8(ascii: "%"), UInt8(ascii: "'"), UInt8(ascii: "&"), UInt8(ascii: "#"), UInt8(ascii: "!"),
      UInt8(ascii: "~"), UInt8(ascii: "$"), UInt8(ascii: "/"), UInt8(ascii: "="):
      true
    default: false
    }
  }

  /// Quotation marks, dashes and signs beyond ASCII end an address.
  private static func isQuotation(_ text: TextWindow, _ place: Int) -> Bool {
    text[place] == 0xe2 && text[place + 1] & 0xc0 == 0x80
  }
}
