internal import CheckDigits

/// The Belgian national number: a date of birth, a serial number, and 97 − n mod 97, with 2 before
/// n for those born from 2000 on. Bis numbers have 20 or 40 added to the month.
enum BelgianNumber {
  static let labels = Labels(
    "rijksregister*,rrn,rr nr,insz,niss,registre national,numéro national,nationaal "
      + "nummer,bis nummer"
  )

  /// As on the card, `85.07.30-033.28`, and with fewer marks.
  private static let groupings: [UInt32] = [
    0, 1 << 6, 1 << 9, 1 << 6 | 1 << 9, 1 << 2 | 1 << 4 | 1 << 6, 1 << 2 | 1 << 4 | 1 << 6 | 1 << 9,
    1 << 3 | 1 << 6 | 1 << 9,
  ]

  static func match(_ text: TextWindow, _ run: NumberRun) -> Match? {
    guard run.holds(11), run.passes(11, CheckDigits.isRRN),
      run.isGrouped(11, groupings, anyMarks: true)
        || (run.isWhole(11) && labels.stand(text, before: run.start)),
      run.stands(11, in: text, labels: labels), !run.isColumn(11, text)
    else { return nil }
    return Match(.belgian, run.start, run.end(11))
  }
}
