/// Dates of birth: dates that the text calls so, by a word before or right after them, a column's
/// head, a sign, or their field in an HL7 segment.
enum BirthDate {
  static let labels = Labels(
    """
    geb,geb.*,gebdat*,gebdd,geb dat*,geboren,geboorte*,geb.dat*,g.d,gd,dob,d.o.b,date of birth,\
    birth*,born,né,née,né(e),nee le,ne le,naissance,naiss,date de naiss*,ddn,d.d.n,geburt*,\
    gebtag,geburtsdat*,jarig op,bday,b-day,date naiss*
    """)

  /// A column that holds dates of birth, as the last row left it.
  struct Column {
    /// Where the row's line began, from the beginning of the stream.
    var line: Int
    var separator: UInt8
    /// The number of separators before the date, or the place in the line when there are none.
    var index: Int
  }

  /// Judges `date`; `origin` is the window's place 0 in the stream.
  static func match(
    _ text: TextWindow, _ date: CalendarDate, _ column: inout Column?, origin: Int
  ) -> Match? {
    guard
      labels.stand(text, before: date.start) || isCalledSo(text, after: date) || hasSign(text, date)
        || isField(text, date) || isInColumn(text, date, &column, origin)
    else { return nil }
    return Match(.birthDate, date.start, date.end, value: date.value)
  }

  private static func isCalledSo(_ text: TextWindow, after date: CalendarDate) -> Bool {
    guard !date.isCompact else { return false }
    var place = text.skippingBlanks(from: date.end)
    if text[place] == UInt8(ascii: "(") { place += 1 }
    if text[place] == UInt8(ascii: "(") || text[place] == UInt8(ascii: ",") { place += 1 }
    place = text.skippingBlanks(from: place)
    return text.isLetter(at: place) && labels.length(text, place, place + 16) != nil
  }

  /// `*12.03.1956` and `°12/03/1956`.
  private static func hasSign(_ text: TextWindow, _ date: CalendarDate) -> Bool {
    var place = date.start - 1
    let isApart = text[place] == UInt8(ascii: " ")
    if isApart { place -= 1 }
    if text[place] == UInt8(ascii: "*") {
      guard text[place - 1] != UInt8(ascii: "*") else { return false }
      // A list begins so.
      return !isApart || text.skippingBlanks(from: text.lineStart(of: place)) != place
    }
    return text[place] == 0xb0 && text[place - 1] == 0xc2 && !text.isDigit(place - 2)
  }

  /// PID-7, NK1-16, IN1-18 of HL7 version 2.
  private static func isField(_ text: TextWindow, _ date: CalendarDate) -> Bool {
    let start = text.lineStart(of: date.start)
    let wanted: Int? =
      if text.holds("pid|", at: start) { 7 } else if text.holds("nk1|", at: start) {
        16
      } else if text.holds("in1|", at: start) { 18 } else { nil }
    guard let wanted, text[date.start - 1] == UInt8(ascii: "|") else { return false }
    return (start..<date.start).count { text[$0] == UInt8(ascii: "|") } == wanted
  }
}

/// Tables, whose head says it once for all rows.
extension BirthDate {
  private static let separators: [UInt8] = [0x7c, 0x09, 0x3b, 0x2c]
  /// Lines between a row and the head or the row before.
  private static let reach = 3

  private static func isInColumn(
    _ text: TextWindow, _ date: CalendarDate, _ column: inout Column?, _ origin: Int
  ) -> Bool {
    let line = text.lineStart(of: date.start)
    guard line > text.lower else { return false }
    let (separator, index) = cell(text, line, date.start)
    var above = line
    var found = false
    for _ in 0..<reach {
      guard let previous = lineBefore(text, above) else { break }
      above = previous
      if let column, column.line == origin + above, column.separator == separator,
        near(column.index, index, separator)
      {
        found = true
        break
      }
      if isHead(text, above, separator, index) {
        found = true
        break
      }
    }
    if found { column = Column(line: origin + line, separator: separator, index: index) }
    return found
  }

  private static func near(_ left: Int, _ right: Int, _ separator: UInt8) -> Bool {
    separator == 0 ? abs(left - right) <= 3 : left == right
  }

  /// Which cell of the line that begins at `line` the place is in.
  private static func cell(_ text: TextWindow, _ line: Int, _ place: Int) -> (UInt8, Int) {
    let end = text.lineEnd(of: place)
    for separator in separators where (line..<end).contains(where: { text[$0] == separator }) {
      return (separator, (line..<place).count { text[$0] == separator })
    }
    return (0, place - line)
  }

  /// Where the line before the one that begins at `line` begins.
  private static func lineBefore(_ text: TextWindow, _ line: Int) -> Int? {
    var end = line - 1
    if text[end] == 0x0a, text[end - 1] == 0x0d { end -= 1 }
    guard end > text.lower else { return nil }
    return text.lineStart(of: end)
  }

  /// Whether a label stands in that cell of the line.
  private static func isHead(
    _ text: TextWindow, _ line: Int, _ separator: UInt8, _ index: Int
  ) -> Bool {
    let end = text.lineEnd(of: line)
    if separator == 0 {
      let (first, last) = (max(line, line + index - 12), min(end, line + index + 12))
      guard first < last else { return false }
      for place in first..<last where !text.isLetter(before: place) {
        guard let length = labels.length(text, place, end) else { continue }
        let column = place - line
        if column <= index + 3, column + length + 3 >= index { return true }
      }
      return false
    }
    var (start, cell) = (line, 0)
    for place in line...end where place == end || text[place] == separator {
      if cell == index { return labels.isHeld(text, start, place) }
      cell += 1
      start = place + 1
    }
    return false
  }
}
