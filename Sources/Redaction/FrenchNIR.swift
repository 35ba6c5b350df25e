internal import CheckDigits

/// The French social security number (NIR): thirteen places and a key, 97 − n mod 97. Corsica's
/// departments are 2A and 2B.
enum FrenchNIR {
  static let labels = Labels(
    "nir,insee,sécu*,sécurité sociale,securite sociale,n° ss,nss,no ss,assuré*,immatriculation,ins")

  static func match(_ text: TextWindow, _ run: NumberRun) -> Match? {
    guard let first = run.count > 0 ? run.digits[0] : nil, first >= 1, first <= 8,
      !text.isWord(before: run.lead),
      run.lead == run.start || labels.contain(text, run.lead, run.start),
      !(text[run.start - 1] == UInt8(ascii: ".") && text.isDigit(run.start - 2))
    else { return nil }
    var digits = InlineArray<15, Int>(repeating: 0)
    var (count, place, breaks) = (0, run.start, 0)
    var ends = (key: 0, body: 0)
    var corsica = 0
    while count < 15 {
      let byte = text[place]
      if byte.isDigit {
        digits[count] = byte.digit
      } else if count == 6,
        byte.lowercased == UInt8(ascii: "a") || byte.lowercased == UInt8(ascii: "b"),
        digits[5] == 2
      {
        corsica = CheckDigits.corsica(byte)
      } else if count > 0, let gap = gap(text, place) {
        if gap.endsLine { breaks += 1 }
        if breaks > 1 { return nil }
        place = gap.end
        continue
      } else {
        break
      }
      count += 1
      place += 1
      if count == 13 { ends.body = place }
      if count == 15 { ends.key = place }
    }
    guard count >= 13, isPlausible(digits) else { return nil }
    let body = (0..<13).reduce(0) { $0 * 10 + digits[$1] } - corsica
    if count == 15, !text.isWord(at: ends.key), !continues(text, ends.key),
      CheckDigits.isNIR(body: body, key: digits[13] * 10 + digits[14])
    {
      return Match(.nir, run.start, ends.key)
    }
    // Without its key it is thirteen digits like others.
    guard !text.isWord(at: ends.body), labels.stand(text, before: run.start) else { return nil }
    return Match(.nir, run.start, ends.body)
  }

  /// A gap before a digit, or before the letter of Corsica.
  private static func gap(_ text: TextWindow, _ place: Int) -> (end: Int, endsLine: Bool)? {
    if let gap = NumberGap(text, at: place) { return (gap.end, gap.endsLine) }
    return nil
  }

  private static func continues(_ text: TextWindow, _ end: Int) -> Bool {
    text[end] == UInt8(ascii: ".") && text.isDigit(end + 1)
  }

  /// Months are 1 to 12, and beyond when they are not known.
  private static func isPlausible(_ digits: InlineArray<15, Int>) -> Bool {
    let month = digits[3] * 10 + digits[4]
    return [1, 2, 3, 4, 7, 8].contains(digits[0]) && (month <= 12 ? month > 0 : month >= 20)
  }
}
