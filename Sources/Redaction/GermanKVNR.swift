/// The German health insurance number (KVNR): a letter, eight digits, and a check digit by the
/// letter's number and alternating weights (§ 290 SGB V).
enum GermanKVNR {
  static func match(_ text: TextWindow, _ run: NumberRun) -> Match? {
    guard run.isWhole(9), let letter = letter(text, run), isValid(run, text[letter].uppercased),
      !text.isWord(at: run.end(9)), run.digits.isNotZero
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

  private static func isValid(_ run: NumberRun, _ letter: UInt8) -> Bool {
    guard letter.isUpper else { return false }
    let value = Int(letter - 64)
    var sum = crossSum(value / 10) + crossSum(2 * (value % 10))
    for index in 0..<8 {
      sum += crossSum(Int(run.digits[index]) * (index.isMultiple(of: 2) ? 1 : 2))
    }
    return sum % 10 == Int(run.digits[8])
  }

  private static func crossSum(_ value: Int) -> Int { value / 10 + value % 10 }
}

extension InlineArray<20, UInt8> {
  fileprivate var isNotZero: Bool { indices.contains { self[$0] != 0 } }
}
