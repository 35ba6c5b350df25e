/// Telephone numbers: international ones with `+` or `00`, national ones with a leading zero, North
/// American ones by their shape, and any row of digits that the text calls a telephone number.
enum Telephone {
  static let labels = Labels(
    """
    tel,tel.*,telnr*,telefo*,téléph*,teleph*,tél,phone*,mob,mobiel,mobiele,mobile,mobil,mobilnr*,\
    mobilfunk*,mobielnr*,gsm,gsmnr*,fax*,portable,handy,handynr*,rufnummer*,durchwahl,bel,bellen,\
    gebeld,call,dial,bereikbaar,joignable,erreichbar,whatsapp,sms,06 nummer,contact number,\
    cell phone,cellphone*,appeler,doorkiesnr,doorkies*,noodnummer*
    """)

  /// Countries by calling code, and how many digits follow it.
  private static func nationalDigits(_ code: Int) -> ClosedRange<Int>? {
    switch code {
    case 31, 33, 34, 41, 48, 351: 9...9
    case 32: 8...9
    case 44: 9...10
    case 49: 7...11
    case 43: 7...12
    case 1: 10...10
    case 352: 6...9
    case 39: 8...11
    case 7, 20, 27, 30, 36, 40, 45, 46, 47, 51...58, 60...66, 81, 82, 84, 86, 90...95, 98: 8...11
    case 212...299, 350...359, 370...389, 420...423, 500...509, 590...599, 670...692, 850...886,
      960...998:
      6...11
    default: nil
    }
  }

  /// Digits of a number, with what stands between them.
  private struct Digits {
    var places = InlineArray<18, Int>(repeating: 0)
    var digits = InlineArray<18, UInt8>(repeating: 0)
    var count = 0
    /// Bit n: after n digits something else stands.
    var ends: UInt32 = 0
    var lineEnds: UInt32 = 0
    var marks = InlineArray<19, UInt8>(repeating: 0)

    func ends(_ length: Int) -> Bool { ends & 1 << UInt32(length) != 0 }
    func number(_ from: Int, _ to: Int) -> Int {
      (from..<min(to, count)).reduce(0) { $0 * 10 + Int(digits[$1]) }
    }
    /// Digits of the group that begins at digit `from`.
    func group(_ from: Int) -> Int {
      var length = 1
      while from + length < count, !ends(from + length) { length += 1 }
      return length
    }
  }

  /// Whether a number may go on behind a run that ends at a parenthesis: `(030) `, `+31 (0)30`.
  static func goesOn(_ text: TextWindow, _ run: NumberRun) -> Bool {
    let end = run.end(run.count)
    let isOpen = text[end + 1] == UInt8(ascii: "(")
    switch text[end] {
    case UInt8(ascii: ")"), UInt8(ascii: "("): return true
    case UInt8(ascii: " "), UInt8(ascii: "-"): return isOpen
    default: return false
    }
  }

  /// `run` begins at the number's first digit.
  static func match(_ text: TextWindow, _ run: NumberRun) -> Match? {
    let place = run.start
    let isLabelledWord = run.lead < place && labels.contain(text, run.lead, place)
    guard run.lead == place || isLabelledWord, !text.isLetter(before: run.lead),
      !(text[place - 1] == UInt8(ascii: ".") && text.isDigit(place - 2))
    else { return nil }
    var start = place
    if text[start - 1] == UInt8(ascii: "(") { start -= 1 }
    var isInternational =
      text[start - 1] == UInt8(ascii: "+") || text[place - 1] == UInt8(ascii: "+")
    if isInternational { start = text[place - 1] == UInt8(ascii: "+") ? place - 1 : start - 1 }
    if text[start - 1] == UInt8(ascii: "("), start < place, isInternational { start -= 1 }
    let digits = read(text, place)
    guard digits.count >= 5 else { return nil }
    let isLabelled = isLabelledWord || labels.stand(text, before: start, reach: 32)
    let isAttached = !isLabelled && isBehindWord(text, start)
    var length: Int?
    if isInternational {
      length = international(digits, from: 0)
    } else if digits.digits[0] == 0, digits.digits[1] == 0, digits.count >= 10,
      digits.group(0) == 2 || digits.group(0) > 3
    {
      length = international(digits, from: 2)
      isInternational = length != nil
    }
    if length == nil, !isAttached {
      length = national(digits, isLabelled) ?? american(text, digits, start, isLabelled)
    }
    if length == nil, isLabelled { length = named(digits) }
    guard let length else { return nil }
    var end = digits.places[length - 1] + 1
    guard !text.isWord(at: end), text[end] != UInt8(ascii: "@"),
      !(text[end] == UInt8(ascii: ".") && text.isDigit(end + 1) && !isInternational)
    else { return nil }
    if start < place, text[start] == UInt8(ascii: "("), text[end] == UInt8(ascii: ")") { end += 1 }
    if start < place, text[start] == UInt8(ascii: "("),
      !(start..<end).contains(where: { text[$0] == 0x29 })
    {
      start += 1
    }
    return Match(.phone, start, end)
  }

  /// Whether a hyphen or the like ties the number to a word before it: a serial number.
  private static func isBehindWord(_ text: TextWindow, _ start: Int) -> Bool {
    switch text[start - 1] {
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "#"),
      UInt8(ascii: "."):
      text.isWord(before: start - 1)
    default: false
    }
  }

  private static func read(_ text: TextWindow, _ start: Int) -> Digits {
    var result = Digits()
    var place = start
    while result.count < 18 {
      while result.count < 18, text.isDigit(place) {
        result.digits[result.count] = text[place] &- 48
        result.places[result.count] = place
        result.count += 1
        place += 1
      }
      if text.isDigit(place) { return result }
      result.ends |= 1 << UInt32(result.count)
      guard result.count < 18, let gap = gap(text, place) else { return result }
      // A date is no part of a number.
      if CalendarDate(text, at: gap.end).map({ !$0.isCompact }) ?? false, result.count >= 7 {
        return result
      }
      if gap.endsLine {
        guard result.lineEnds == 0 else { return result }
        result.lineEnds |= 1 << UInt32(result.count)
      }
      result.marks[result.count] = gap.mark
      place = gap.end
    }
    return result
  }

  /// A gap as in any number, or one with parentheses: `(030) 123`, `+31 (0)30`.
  private static func gap(_ text: TextWindow, _ start: Int) -> (
    end: Int, endsLine: Bool, mark: UInt8
  )? {
    if let gap = NumberGap(text, at: start) { return (gap.end, gap.endsLine, gap.mark) }
    var place = start
    while place - start < 5 {
      switch text[place] {
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: " "), UInt8(ascii: "-"),
        UInt8(ascii: "/"):
        place += 1
      default:
        guard text.isDigit(place), place > start,
          (start..<place).contains(where: { text[$0] == 0x28 || text[$0] == 0x29 })
        else { return nil }
        return (place, false, UInt8(ascii: "("))
      }
    }
    return nil
  }

  /// With the country's code at digit `from`: as many digits as that country has.
  private static func international(_ digits: Digits, from: Int) -> Int? {
    for width in 1...3 where from + width < digits.count {
      guard digits.digits[from] != 0,
        let range = nationalDigits(digits.number(from, from + width))
      else { continue }
      var body = from + width
      // The trunk zero that people put in parentheses.
      if digits.digits[body] == 0 { body += 1 }
      let lengths = stride(from: range.upperBound, through: range.lowerBound, by: -1)
      if let length = lengths.first(where: {
        body + $0 <= digits.count && digits.ends(body + $0)
      }) {
        return body + length
      }
    }
    return nil
  }

  /// With the trunk zero.
  private static func national(_ digits: Digits, _ isLabelled: Bool) -> Int? {
    guard digits.digits[0] == 0, digits.digits[1] != 0, digits.count >= 9 else { return nil }
    let first = digits.group(0)
    let second = Int(digits.digits[1])
    if first >= 9 {
      guard digits.ends(first) else { return nil }
      switch first {
      case 10: return 10
      case 11: return isLabelled || [1, 7].contains(second) ? 11 : nil
      default: return isLabelled && first < 13 ? first : nil
      }
    }
    guard (2...5).contains(first) || digits.lineEnds & 1 << UInt32(first) != 0 else { return nil }
    var best: Int?
    for length in [10, 11, 9, 12] where length <= digits.count && digits.ends(length) {
      let mark = digits.marks[length < 19 ? length : 18]
      // The number goes on behind the same mark.
      let goesOn =
        length < digits.count && mark != 0 && mark == lastMark(digits, length)
        && digits.lineEnds & 1 << UInt32(length) == 0
      if goesOn, length < 10 || digits.group(length) <= 2 { continue }
      if let best, best == 10 || length < best { continue }
      best = length
    }
    return best
  }

  private static func lastMark(_ digits: Digits, _ length: Int) -> UInt8 {
    for index in stride(from: length - 1, to: 0, by: -1) where digits.marks[index] != 0 {
      return digits.marks[index]
    }
    return 0
  }

  /// `555-123-4567`, `(555) 123-4567`.
  private static func american(
    _ text: TextWindow, _ digits: Digits, _ start: Int, _ isLabelled: Bool
  ) -> Int? {
    let from = digits.digits[0] == 1 && digits.ends(1) ? 1 : 0
    guard digits.count >= from + 10, digits.digits[from] > 1, digits.digits[from + 3] > 0,
      digits.ends(from + 10), digits.ends(from + 3), digits.ends(from + 6),
      digits.group(from) == 3, digits.group(from + 3) == 3, digits.group(from + 6) == 4
    else { return nil }
    let marks = (digits.marks[from + 3], digits.marks[from + 6])
    let isBlank = marks == (0x20, 0x20)
    return isBlank && !isLabelled ? nil : from + 10
  }

  /// What the text calls a telephone number.
  private static func named(_ digits: Digits) -> Int? {
    stride(from: min(digits.count, 15), to: 5, by: -1).first {
      digits.ends($0) && digits.lineEnds & ((1 << UInt32($0)) - 2) == 0
    }
  }
}
