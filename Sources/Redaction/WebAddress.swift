/// Addresses with a scheme and two slashes, and those that begin with `www.`: they carry record
/// numbers, tokens and portals.
enum WebAddress {
  static let longest = 800
  private static let longestScheme = 16

  /// `place` is that of the colon of `://`.
  static func match(scheme text: TextWindow, at place: Int, floor: Int) -> Match? {
    guard text[place + 1] == UInt8(ascii: "/"), text[place + 2] == UInt8(ascii: "/"),
      belongs(text[place + 3])
    else { return nil }
    var start = place
    while start > floor, place - start < longestScheme, isScheme(text[start - 1]) { start -= 1 }
    while start < place, !text[start].isASCIILetter { start += 1 }
    guard place - start >= 2 else { return nil }
    return match(text, start, from: place + 3)
  }

  /// `place` is that of the dot of `www.`.
  static func match(www text: TextWindow, at place: Int, floor: Int) -> Match? {
    guard place - 3 >= floor, text.holds("www", at: place - 3), !text.isWord(before: place - 3),
      text.isWord(at: place + 1)
    else { return nil }
    return match(text, place - 3, from: place + 1)
  }

  /// Names of code systems and publications: they say nothing of a person.
  private static func isCodeSystem(_ text: TextWindow, _ host: Int, _ end: Int) -> Bool {
    let hosts: [StaticString] = [
      "snomed.info/", "loinc.org", "hl7.org/", "terminology.hl7.org/", "www.hl7.org/",
      "unitsofmeasure.org", "www.whocc.no/", "doi.org/10.", "dx.doi.org/10.",
      "www.nlm.nih.gov/research/umls/",
    ]
    return hosts.contains { text.holds($0, at: host) }
      && !(host..<end).contains { text[$0] == UInt8(ascii: "?") || text[$0] == UInt8(ascii: "=") }
  }

  private static func match(_ text: TextWindow, _ start: Int, from place: Int) -> Match? {
    var end = place
    while end - start < longest, belongs(text[end]) { end += 1 }
    var match = Match(.url, start, end)
    if belongs(text[end]) {
      match.runsOn = true
      return match
    }
    // What ends a sentence is not part of an address.
    while end > place, isTrailing(text[end - 1], text, start, end) { end -= 1 }
    if isCodeSystem(text, place, end) { return nil }
    match.end = end
    match.value = String(decoding: (start..<end).map { text[$0] }, as: UTF8.self)
    return match
  }

  static func belongs(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7f, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "`"),
      UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "\\"):
      false
    default: true
    }
  }

  private static func isScheme(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  private static func isTrailing(_ byte: UInt8, _ text: TextWindow, _ start: Int, _ end: Int)
    -> Bool
  {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
      UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: "]"):
      true
    case UInt8(ascii: ")"): !(start..<end).contains { text[$0] == UInt8(ascii: "(") }
    default: false
    }
  }
}
