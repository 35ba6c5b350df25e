internal import CheckDigits

/// The Dutch citizen service number: nine digits that pass the eleven test.
enum BSN {
  static let labels = Labels(
    "bsn*,burgerservicenummer*,burger service nummer,sofi*,sofinummer*,sofi "
      + "nummer,citizen service n*"
  )

  private static let groupings: [UInt32] = [
    0, 1 << 3 | 1 << 6, 1 << 4 | 1 << 6, 1 << 3, 1 << 5, 1 << 6, 1 << 4, 1 << 2 | 1 << 5,
    1 << 4 | 1 << 7, 1 << 2 | 1 << 4 | 1 << 6, 1 << 3 | 1 << 5 | 1 << 7,
  ]

  static func match(_ text: TextWindow, _ run: NumberRun) -> Match? {
    if run.holds(9), run.passes(9, CheckDigits.isBSN) {
      if let tax = taxNumber(text, run) { return tax }
      guard run.stands(9, in: text, labels: labels) else { return short(text, run) }
      if run.isGrouped(9, groupings), !run.isColumn(9, text) {
        return Match(.bsn, run.start, run.end(9))
      }
      if run.isWhole(9, breaks: 2), labels.stand(text, before: run.start) {
        return Match(.bsn, run.start, run.end(9))
      }
    }
    return short(text, run)
  }

  /// A number whose leading zero was lost, where the text says what it is.
  private static func short(_ text: TextWindow, _ run: NumberRun) -> Match? {
    guard run.holds(8), run.stands(8, in: text, labels: labels), run.mark(in: 8) == 0,
      CheckDigits.isBSN("0" + run.text(8)),
      run.lead < run.start || labels.stand(text, before: run.start)
    else { return nil }
    return Match(.bsn, run.start, run.end(8), value: "0" + run.text(8))
  }

  /// The tax number of a person's practice until 2020: NL, the BSN, B and two digits.
  private static func taxNumber(_ text: TextWindow, _ run: NumberRun) -> Match? {
    let end = run.end(9)
    guard run.mark(in: 9) == 0, !run.breaksLine(before: 9),
      text[end].uppercased == UInt8(ascii: "B"),
      text.isDigit(end + 1), text.isDigit(end + 2), !text.isWord(at: end + 3)
    else { return nil }
    let hasCountry = run.start - run.lead == 2 && text.holds("nl", at: run.lead)
    guard run.lead == run.start ? !text.isWord(before: run.start) : hasCountry else { return nil }
    return Match(.bsn, run.start, end)
  }
}
