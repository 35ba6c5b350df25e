internal import CheckDigits

/// The number of the NHS of England, Wales and the Isle of Man: ten digits, modulus 11.
enum NHSNumber {
  static let labels = Labels("nhs*,chi number,chi no,h&c number")

  private static let groupings: [UInt32] = [
    0, 1 << 3 | 1 << 6, 1 << 3, 1 << 6, 1 << 5, 1 << 4 | 1 << 7, 1 << 2 | 1 << 4 | 1 << 6 | 1 << 8,
  ]

  static func match(_ text: TextWindow, _ run: NumberRun) -> Match? {
    guard run.holds(10), run.passes(10, CheckDigits.isNHS),
      run.stands(10, in: text, labels: labels)
    else { return nil }
    if run.isGrouped(10, groupings), !run.isColumn(10, text) {
      return Match(.nhs, run.start, run.end(10))
    }
    return run.isWhole(10, breaks: 2) && labels.stand(text, before: run.start)
      ? Match(.nhs, run.start, run.end(10)) : nil
  }
}
