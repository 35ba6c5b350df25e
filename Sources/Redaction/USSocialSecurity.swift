/// The social security number of the United States, which has no check digit: `ddd-dd-dddd` in the
/// ranges that are given out, or nine digits where the text says what they are.
enum USSocialSecurity {
  static let labels = Labels("ssn,ss#,soc sec,soc. sec.,social security*,itin")

  static func match(_ text: TextWindow, _ run: NumberRun) -> Match? {
    guard run.holds(9), run.isWhole(9), isGiven(run),
      run.stands(9, in: text, labels: labels)
    else { return nil }
    let isLabelled = run.lead < run.start || labels.stand(text, before: run.start)
    let mark = run.mark(in: 9)
    let isShaped = run.isGrouped(9, [1 << 3 | 1 << 5]) && mark != UInt8(ascii: "/")
    let isAttached = text[run.start - 1] == UInt8(ascii: "-")
    guard isLabelled || (isShaped && mark != 0 && !isAttached) else { return nil }
    return Match(.ssn, run.start, run.end(9))
  }

  private static func isGiven(_ run: NumberRun) -> Bool {
    let area = run.number(0..<3)
    return area > 0 && area != 666 && run.number(3..<5) > 0 && run.number(5..<9) > 0
  }
}
