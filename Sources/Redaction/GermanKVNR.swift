internal import CheckDigits

/// The German health insurance number (KVNR): a letter, eight digits, and a check digit by the
/// letter's number and alternating weights (§ 290 SGB V).
enum GermanKVNR {
  /// A date has other groups.
  private static let groupings: [UInt32] = [
    0, 1 << 3 | 1 << 6, 1 << 8, 1 << 4 | 1 << 8, 1 << 2 | 1 << 5, 1 << 6, 1 << 3,
  ]

  static func match(_ text: TextWindow, _ run: NumberRun) -> Match? {
    guard run.isGrouped(9, groupings), run.mark(in: 9) != UInt8(ascii: "/"),
      let letter = letter(text, run),
      run.passes(9, { CheckDigits.isKVNR(letter: text[letter], $0) }),
      !text.isWord(at: run.end(9))
    else { return nil }
    return Match(.kvnr, letter, run.end(9))
  }

  /// The place of the letter, which a blank or hyphen may part from the digits.
  private static func letter(_ text: TextWindow, _ run: NumberRun) -> Int? {
    if run.start - run.lead == 1 { return text.isWord(before: run.lead) ? nil : run.lead }
    guard run.lead == run.start else { return nil }
    let gap = text[run.start - 1]
    guard gap == UInt8(ascii: " ") || gap == UInt8(ascii: "-") || gap == UInt8(ascii: "."),
      text[run.start - 2].isUpper, !text.isWord(before: run.start - 2)
    else { return nil }
    return run.start - 2
  }
}
