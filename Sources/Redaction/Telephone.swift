/// Telephone numbers: international ones with `+` or `00`, national ones with a leading zero, North
/// American ones by their shape, and any row of digits that the text calls a telephone number.
enum Telephone {
  static let labels = Labels(
    """
    tel,tel.*,telnr*,telefo*,téléph*,teleph*,tél,phone*,mob,mobiel,mobiele,mobile,mobil,mobilnr*,\
    mobilfunk*,mobielnr*,gsm,gsmnr*,fax*,portable,handy,handynr*,rufnummer*,durchwahl,bel,bellen,\
    gebeld,call,dial,bereikbaar,joignable,erreichbar,whatsapp,sms,contact number,\
    cell phone,cellphone*,appeler,doorkiesnr,doorkies*,noodnummer*
    """)

  /// Countries by calling code, and how many digits follow it.
  private static func nationalDigits(_ code: Int) -> ClosedRange<Int>? {
    switch code {
    case 31: 5...9
    case 33, 34, 41, 48, 351: 9...9
    case 32: 8...9
    case 44: 9...10
    case 46: 7...11
    case 49: 7...13
    case 43: 7...12
    case 1: 10...10
    case 352: 6...9
    case 39: 8...11
    case 7, 20, 27, 30, 36, 40, 45, 47, 51...58, 60...66, 81, 82, 84, 86, 90...95, 98: 8...11
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
    /// Whether the digits begin with groups of these lengths, and another thing follows them.
    func isGrouped(_ lengths: [Int]) -> Bool {
      var place = 0
      for length in lengths {
        guard place < count, group(place) == length,
          place == 0 || lineEnds >> UInt32(place) & 1 == 0
        else { return false }
        if lengths.first != 1, place > lengths[0], marks[place] != 0x20, marks[place] != 0x2d {
          return false
        }
        place += length
      }
      return ends(place) && (lengths[0] == 1 || marks[lengths[0]] != 0x2e)
    }

    /// Whether `groups` pairs of digits grow or shrink from first to last, as hours and values do.
    func isList(of groups: Int) -> Bool {
      let values = (0..<groups).map { number(2 * $0, 2 * $0 + 2) }
      let steps = zip(values.dropFirst(), values).map(-)
      let isOrdered = steps.allSatisfy { $0 >= 0 } || steps.allSatisfy { $0 <= 0 }
      return isOrdered && (values.allSatisfy { $0 <= 24 } || Set(steps).count == 1)
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
      digits.group(0) != 3 || digits.digits[2] == 1 || digits.digits[2] == 7
    {
      length = international(digits, from: 2)
      isInternational = length != nil
    }
    if length == nil, !isAttached {
      length =
        national(digits, isLabelled)
        ?? american(text, digits, start, isLabelled || hasExtension(text, digits))
        ?? unprefixed(text, digits, start)
    }
    if length == nil, isLabelled {
      length = named(digits, least: labels.stand(text, before: start, reach: 10) ? 5 : 6)
    }
    guard let length else { return nil }
    var end = digits.places[length - 1] + 1
    if let extended = withExtension(text, end) { end = extended }
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

  /// Whether a word for an extension stands behind ten digits: `555.555.5555 ext. 12`.
  static func isExtended(_ text: TextWindow, _ run: NumberRun) -> Bool {
    run.holds(10) && hasExtension(text, behind: run.end(10))
  }

  private static func hasExtension(_ text: TextWindow, _ digits: Digits) -> Bool {
    digits.count == 10 && hasExtension(text, behind: digits.places[9] + 1)
  }

  private static func hasExtension(_ text: TextWindow, behind end: Int) -> Bool {
    text[end] != UInt8(ascii: "-") && withExtension(text, end) != nil
  }

  /// Whether a hyphen or the like ties the number to a word before it: a serial number.
  private static func isBehindWord(_ text: TextWindow, _ start: Int) -> Bool {
    // Another number ends there.
    if start - 1 == text.settled { return false }
    return switch text[start - 1] {
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
      // A date is not part of a number.
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
    guard digits.digits[0] == 0, digits.digits[1] != 0, digits.count >= 8 else { return nil }
    let first = digits.group(0)
    if digits.isGrouped([1, 3, 2, 2, 2]) { return 10 }
    // Dutch 0800 and 0900, German 0800.
    if digits.isGrouped([4, 4]), [800, 900, 906, 909].contains(digits.number(0, 4)) { return 8 }
    if digits.number(0, 4) == 800, digits.ends(14),
      first == 14 || (first == 4 && digits.group(4) == 10)
    {
      return 14
    }
    if digits.count == 8, digits.isGrouped([2, 2, 2, 2]), digits.marks[2] == UInt8(ascii: "-") {
      return 8
    }
    if digits.count == 8, digits.isGrouped([3, 5]), digits.marks[3] == UInt8(ascii: "(") {
      return 8
    }
    guard digits.count >= 9 else { return nil }
    if first >= 9 {
      guard digits.ends(first) else { return nil }
      switch first {
      case 10...12: return first
      default: return isLabelled && first < 13 ? first : nil
      }
    }
    guard (2...5).contains(first) || digits.lineEnds & 1 << UInt32(first) != 0 else { return nil }
    var best: Int?
    for length in [10, 11, 9, 12] where length <= digits.count && digits.ends(length) {
      let mark = digits.marks[length < 19 ? length : 18]
      // The number continues behind the same mark.
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

  /// Shapes of countries whose numbers have no zero before them, with blanks between the groups.
  private static func unprefixed(_ text: TextWindow, _ digits: Digits, _ start: Int) -> Int? {
    let first = digits.digits[0]
    let length: Int? =
      if digits.isGrouped([3, 3, 3]), first >= 2 {
        9
      } else if digits.isGrouped([3, 2, 2, 2]), first >= 5 {
        9
      } else if digits.isGrouped([2, 3, 4]) || digits.isGrouped([2, 3, 2, 2]), first >= 1 {
        9
      } else if digits.isGrouped([3, 3, 4]),
        [3, 6, 8].contains(first) || digits.number(0, 3) == 178 || digits.number(0, 3) == 199
      {
        10
      } else if digits.isGrouped([2, 4, 4]), first >= 2 {
        10
      } else if digits.isGrouped([4, 3, 3]), first == 1, digits.digits[1] > 4 {
        10
      } else if digits.isGrouped([2, 2, 2, 2]), first >= 2, !digits.isList(of: 4) {
        8
      } else if digits.isGrouped([3, 2, 3]), first >= 8 { 8 } else { nil }
    guard let length else { return nil }
    // A table of values, or a number with a unit.
    let end = digits.places[length - 1] + 1
    let next = text.skippingBlanks(from: end)
    let isBetweenNumbers =
      text.isDigit(start - 2) || text[start - 1] == UInt8(ascii: "-") || text.isDigit(next)
    return isBetweenNumbers || text[end] == UInt8(ascii: "%")
      || units.length(text, next, next + 6) != nil
      ? nil : length
  }

  private static let units = Labels("mg,ml,mmol*,mm,cm,kg,g,ie,iu,eur,euro,usd,x,l,bpm,ms,ng,pg,u")

  private static let extensions = Labels(
    "x,ext,extn,extension,poste,toestel,tst,durchwahl,dw,app,apparaat,int,doorkies,bus,-")

  /// The end with an extension: `x11`, ` ext. 1234`, `#12`, and what a hyphen adds,
  /// `030/1234567-89`.
  private static func withExtension(_ text: TextWindow, _ end: Int) -> Int? {
    if text[end] == UInt8(ascii: "-"), text.isDigit(end + 1) {
      let last = text.digitsEnd(end + 1)
      let goesOn =
        (text[last] == UInt8(ascii: "-") || text[last] == UInt8(ascii: "/")
          || text[last] == UInt8(ascii: ".") || text[last] == UInt8(ascii: " "))
        && text.isDigit(last + 1)
      return last - end <= 5 && !goesOn && !text.isWord(at: last) ? last : nil
    }
    var place = text.skippingBlanks(from: end)
    if text[place] == UInt8(ascii: ",") || text[place] == UInt8(ascii: ";") {
      place = text.skippingBlanks(from: place + 1)
    }
    if text[place] == UInt8(ascii: "#") {
      place += 1
    } else if let length = extensions.length(text, place, place + 12)
      ?? (text.holds("x", at: place) && text.isDigit(place + 1) ? 1 : nil)
    {
      place += length
    } else {
      return nil
    }
    while text[place] == UInt8(ascii: ".") || text[place] == UInt8(ascii: ":")
      || text[place] == UInt8(ascii: "=") || text[place] == UInt8(ascii: " ")
    {
      place += 1
    }
    let last = text.digitsEnd(place)
    // `0470/12.34.56 - 0471/65.43.21`: another number.
    let goesOn = text.isDigit(last + 1) && [0x2d, 0x2e, 0x2f].contains(text[last])
    return (1...7).contains(last - place) && !text.isWord(at: last) && !goesOn ? last : nil
  }

  /// `555-123-4567`, `(555) 123-4567`.
  private static func american(
    _ text: TextWindow, _ digits: Digits, _ start: Int, _ isLabelled: Bool
  ) -> Int? {
    let from = digits.digits[0] == 1 && digits.ends(1) ? 1 : 0
    guard digits.count >= from + 10, digits.digits[from] > 1, digits.digits[from + 3] > 0,
      digits.ends(from + 10), digits.ends(from + 3), digits.group(from) == 3
    else { return nil }
    // `(206)3345232`, `415-6667777`
    if digits.group(from + 3) == 7 {
      let mark = digits.marks[from + 3]
      return mark == UInt8(ascii: "(") || mark == UInt8(ascii: "-") || isLabelled ? from + 10 : nil
    }
    guard digits.ends(from + 6), digits.group(from + 3) == 3, digits.group(from + 6) == 4
    else { return nil }
    let marks = (digits.marks[from + 3], digits.marks[from + 6])
    let isBlank = marks == (0x20, 0x20)
    return isBlank && !isLabelled ? nil : from + 10
  }

  /// What the text calls a telephone number.
  private static func named(_ digits: Digits, least: Int) -> Int? {
    let isShort = digits.group(0) == 5 || (digits.group(0) == 2 && digits.marks[2] == 0x20)
    return stride(from: min(digits.count, 15), through: isShort ? least : 6, by: -1).first {
      digits.ends($0) && digits.lineEnds & ((1 << UInt32($0)) - 2) == 0
    }
  }
}
