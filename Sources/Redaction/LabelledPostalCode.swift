/// Codes that are told by a label, a country or a state.
extension PostalAddress {
  /// `D-10115`: the place of the digits.
  static func countryPrefix(_ text: TextWindow, _ place: Int) -> Int? {
    for prefix in ["d-", "f-", "b-", "l-", "ch-", "a-", "nl-", "dk-", "i-"] as [StaticString]
    where text.holds(prefix, at: place) && text.isDigit(place + prefix.utf8CodeUnitCount) {
      return place + prefix.utf8CodeUnitCount
    }
    return nil
  }

  static func labelled(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    guard (4...5).contains(end - place), !text.isWord(at: end), !isDecimal(text, place),
      !(text[end] == UInt8(ascii: ".") && text.isDigit(end + 1))
    else { return nil }
    let isBehindCountry = ["d-", "f-", "b-", "l-", "ch-", "a-"].contains { (prefix: StaticString) in
      let start = place - prefix.utf8CodeUnitCount
      return text.holds(prefix, at: start) && !text.isWord(before: start)
    }
    if isBehindCountry, isTown(text, place, end) { return Match(.address, place, end) }
    guard labels.stand(text, before: place, reach: 40),
      isTown(text, place, end) || labels.stand(text, before: place, reach: 14)
    else { return nil }
    // `12345-6789`
    let isLong =
      end - place == 5 && text[end] == UInt8(ascii: "-")
      && text.digitsEnd(end + 1) - end == 5 && !text.isWord(at: end + 5)
    return Match(.address, place, isLong ? end + 5 : end)
  }

  /// `Springfield, IL 62704-1234`.
  static func american(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    guard end - place == 5, text[place - 1] == 0x20, text[place - 2].isUpper,
      text[place - 3].isUpper,
      text[place - 4] == 0x20,
      text[place - 5] == UInt8(ascii: ",") || text.isLetter(before: place - 4),
      states.contains(UInt16(text[place - 3]) << 8 | UInt16(text[place - 2]))
    else { return nil }
    var last = end
    if text[end] == UInt8(ascii: "-"), text.digitsEnd(end + 1) - end == 5 { last = end + 5 }
    return text.isWord(at: last) ? nil : Match(.address, place, last)
  }

  private static let states: Set<UInt16> = {
    let names = """
      AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ \
      NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY
      """
    return Set(
      names.split(separator: " ").map { name in
        name.utf8.reduce(0) { $0 << 8 | UInt16($1) }
      })
  }()
}
