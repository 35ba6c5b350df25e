internal import CheckDigits

/// Numbers of professionals and practices: where the text names the register, whatever the check
/// digit says; otherwise those whose check digit and prefix tell them from other numbers.
enum ProfessionalNumber {
  static let labels = Labels(
    """
    big,bignr*,bignummer*,big reg*,big nummer*,big \
    nr,rpps,npi,lanr,bsnr,betriebsstätten*,efn,riziv*,inami,gmc,nmc,gphc,hcpc,agb,agbcode,agb \
    code,adeli,finess,arztnummer*,arztnr*,registratienummer*,registratienr*,registration \
    n*,reg.nr*,registernummer*,license n*,licence n*,numéro d'ordre,kvk,uzovi,dea
    """)

  /// The run names its register, in its own letters or before it.
  static func named(_ text: TextWindow, _ run: NumberRun) -> Match? {
    var start = run.start
    var letters = run.lead
    if run.lead < run.start {
      if labels.contain(text, run.lead, run.start), !text.isWord(before: run.lead) {
        letters = run.start
      } else {
        // `C123456`, `PH123456`
        guard run.start - run.lead <= 3, !text.isWord(before: run.lead) else { return nil }
        start = run.lead
      }
    } else if text.isLetter(before: run.start) {
      return nil
    }
    guard letters == run.start || start == run.lead,
      letters > run.lead || labels.stand(text, before: start, reach: 40)
    else { return nil }
    let end = end(text, run)
    let digits = (run.start..<end).count { text.isDigit($0) }
    guard (6...15).contains(digits), !text.isWord(at: end) else { return nil }
    return Match(.registration, start, end)
  }

  /// The end of the digits, of the single blanks, dots and hyphens between them, and of the letters
  /// of a nurse's PIN.
  private static func end(_ text: TextWindow, _ run: NumberRun) -> Int {
    var length = 0
    for count in 1...15 where run.holds(count) {
      if run.lineEnds & ((1 << UInt32(count)) - 2) != 0, length >= 6 { break }
      // A group behind a blank is part of it only while the number is short.
      if length >= 6, run.mark(before: length) == UInt8(ascii: " "), count > 11 { break }
      length = count
    }
    var end = run.end(max(1, length))
    if length < 6, text[end].isASCIILetter, text.isDigit(end + 1) { end = text.digitsEnd(end + 1) }
    if text[end].isASCIILetter, !text.isWord(at: end + 1) { end += 1 }
    return end
  }

  /// No register is named: by check digit.
  static func checked(_ text: TextWindow, _ run: NumberRun) -> Match? {
    for length in [15, 11, 10] where run.isWhole(length) && isValid(length, text, run) {
      guard run.stands(length, in: text), !run.isColumn(length, text) else { continue }
      return Match(.registration, run.start, run.end(length))
    }
    return nil
  }

  private static func isValid(_ length: Int, _ text: TextWindow, _ run: NumberRun) -> Bool {
    func digit(_ index: Int) -> Int { Int(run.digits[index]) }
    switch length {
    case 15:
      return run.number(0..<5) == 80276 && run.isGrouped(15, [0, 1 << 5 | 1 << 10, 1 << 5])
        && run.passes(15) { CheckDigits.luhn($0) }
    case 11:
      if run.isGrouped(
        11, [0, 1 << 9, 1 << 8 | 1 << 9, 1 << 3 | 1 << 6 | 1 << 9, 1 << 4 | 1 << 8]),
        isBIG(run)
      {
        return true
      }
      if run.isGrouped(11, [0, 1 << 1 | 1 << 6 | 1 << 8, 1 << 6 | 1 << 8, 1 << 5 | 1 << 8]),
        isRIZIV(run)
      {
        return true
      }
      return digit(0) == 1
        && run.isGrouped(
          11, [0, 1 << 2 | 1 << 5 | 1 << 8, 1 << 3 | 1 << 6 | 1 << 9, 1 << 1 | 1 << 5])
        && run.passes(11) { CheckDigits.luhn($0) }
    default:
      return (1...2).contains(digit(0)) && run.isGrouped(10, [0, 1 << 4 | 1 << 7, 1 << 3 | 1 << 6])
        && run.passes(10, CheckDigits.isNPI)
    }
  }

  private static let professions: Set<Int> = [
    1, 2, 3, 4, 16, 17, 18, 25, 30, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96,
    97, 98, 99,
  ]

  private static func isBIG(_ run: NumberRun) -> Bool {
    professions.contains(run.number(9..<11)) && run.passes(11, CheckDigits.isBIG)
  }

  private static func isRIZIV(_ run: NumberRun) -> Bool {
    run.digits[0] > 0 && run.passes(11, CheckDigits.isRIZIV)
  }
}
