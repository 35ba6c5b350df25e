/// Digits as they follow each other from one place on, whatever stands between them: a blank, a
/// dot, a hyphen, a slash, the end of a line.
///
/// Three blanks, a tab, two marks or two ends of line end a run: numbers beside each other in a
/// table are numbers of their own.
struct NumberRun {
  /// More than the longest number that is looked for.
  static let most = 20

  private(set) var digits = InlineArray<20, UInt8>(repeating: 0)
  private var places = InlineArray<20, Int>(repeating: 0)
  /// What stands before each digit: 0 for nothing, a mark, or a blank.
  private var marks = InlineArray<20, UInt8>(repeating: 0)
  private(set) var count = 0
  /// Bit n: after n digits something that is not a digit follows.
  private(set) var ends: UInt32 = 0
  /// Bit n: a line ends between digit n and digit n + 1.
  private(set) var lineEnds: UInt32 = 0
  /// The first digit.
  let start: Int
  /// The first of the letters that stand right before the first digit, or `start`.
  let lead: Int

  init(_ text: TextWindow, at start: Int) {
    self.start = start
    var lead = start
    while start - lead < 24, text[lead - 1].isASCIILetter { lead -= 1 }
    self.lead = lead
    var place = start
    while count < Self.most {
      while count < Self.most, text.isDigit(place) {
        digits[count] = text[place] &- 48
        places[count] = place
        count += 1
        place += 1
      }
      if text.isDigit(place) { return }
      ends |= 1 << UInt32(count)
      guard count < Self.most, let gap = NumberGap(text, at: place) else { return }
      marks[count] = gap.mark
      if gap.endsLine { lineEnds |= 1 << UInt32(count) }
      place = gap.end
    }
  }

  /// The place after the first `length` digits.
  func end(_ length: Int) -> Int { places[length - 1] + 1 }

  /// The place of digit `index`, from 0.
  func place(_ index: Int) -> Int { places[index] }

  /// The number that the digits of `range` are.
  func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(digits[$1]) } }

  /// Whether the first `length` digits pass `check`.
  func passes(_ length: Int, _ check: (Span<UInt8>) -> Bool) -> Bool {
    check(digits.span.extracting(first: length))
  }

  /// Whether the run can be read as a number of `length` digits that begins it.
  func holds(_ length: Int) -> Bool { count >= length && ends & 1 << UInt32(length) != 0 }

  /// Whether the first `length` digits stand in one of these groupings, each a set of the counts
  /// after which something may stand. One line may end anywhere inside. The marks are all alike
  /// unless `anyMarks` says otherwise.
  func isGrouped(_ length: Int, _ groupings: [UInt32], anyMarks: Bool = false) -> Bool {
    guard holds(length) else { return false }
    let inside = (UInt32(1) << UInt32(length)) - 2
    let (cuts, broken) = (ends & inside, lineEnds & inside)
    guard broken.nonzeroBitCount <= 1, anyMarks || hasOneMark(length) else { return false }
    return groupings.contains(cuts) || groupings.contains(cuts & ~broken)
  }

  /// Whether the first `length` digits are broken by at most `most` ends of line.
  func isWhole(_ length: Int, breaks most: Int = 1) -> Bool {
    holds(length) && (lineEnds & ((1 << UInt32(length)) - 2)).nonzeroBitCount <= most
  }

  private func hasOneMark(_ length: Int) -> Bool {
    var seen: UInt8 = 0
    for index in 1..<length
    where marks[index] != 0 && lineEnds & 1 << UInt32(index) == 0 {
      if seen != 0, marks[index] != seen { return false }
      seen = marks[index]
    }
    return true
  }

  /// What stands before digit `index`, from 1.
  func mark(before index: Int) -> UInt8 { marks[index] }

  /// The mark that stands between the first `length` digits; 0 when none does.
  func mark(in length: Int) -> UInt8 {
    for index in 1..<max(1, length) where marks[index] != 0 { return marks[index] }
    return 0
  }

  func breaksLine(before length: Int) -> Bool { lineEnds & ((1 << UInt32(length)) - 2) != 0 }

  /// The first `length` digits as text.
  func text(_ length: Int) -> String {
    String((0..<length).map { Character(Unicode.Scalar(digits[$0] + 48)) })
  }
}

/// What may stand between two digits of one number.
struct NumberGap {
  /// A dot, hyphen or slash, else a blank; 0 for nothing but an end of line.
  private(set) var mark: UInt8 = 0
  private(set) var endsLine = false
  private(set) var blanks = 0
  let end: Int

  private static let longest = 32

  /// Reads the gap that begins at `start`, up to the next digit; nil when it is none.
  init?(_ text: TextWindow, at start: Int) {
    var place = start
    while place - start < Self.longest {
      let byte = text[place]
      if byte.isDigit { break }
      switch byte {
      case UInt8(ascii: " "):
        if !endsLine { blanks += 1 }
        place += 1
      case UInt8(ascii: "\t"), UInt8(ascii: ">"):
        guard endsLine else { return nil }
        place += 1
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"):
        guard mark == 0 else { return nil }
        mark = byte
        place += 1
      case 0x0d, 0x0a:
        guard !endsLine else { return nil }
        endsLine = true
        place += byte == 0x0d && text[place + 1] == 0x0a ? 2 : 1
      case 0xc2 where text[place + 1] == 0xa0:
        if !endsLine { blanks += 1 }
        place += 2
      case 0xe2 where text[place + 1] == 0x80:
        switch text[place + 2] {
        case 0x80...0x8a, 0xaf: if !endsLine { blanks += 1 }
        case 0x90...0x93:
          guard mark == 0 else { return nil }
          mark = UInt8(ascii: "-")
        default: return nil
        }
        place += 3
      default: return nil
      }
    }
    guard text.isDigit(place), place > start else { return nil }
    end = place
    if !endsLine {
      guard blanks <= (mark == 0 ? 1 : 2) else { return nil }
      // A dot and a blank end a sentence.
      if mark == UInt8(ascii: "."), blanks > 0 { return nil }
    } else if mark == UInt8(ascii: "."), !Self.isDotted(text, start, place) {
      // So do a dot and an end of line, unless the number has dots elsewhere.
      return nil
    }
    if mark == 0, blanks > 0 { mark = UInt8(ascii: " ") }
  }

  /// Whether a dot stands before the digits that end at `left`, or behind those that begin at
  /// `right`.
  private static func isDotted(_ text: TextWindow, _ left: Int, _ right: Int) -> Bool {
    var first = left
    while text.isDigit(first - 1) { first -= 1 }
    if text[first - 1] == UInt8(ascii: "."), text.isDigit(first - 2) { return true }
    let last = text.digitsEnd(right)
    return text[last] == UInt8(ascii: ".") && text.isDigit(last + 1)
  }
}
