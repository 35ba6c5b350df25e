/// Dates of birth: dates that the text calls so, by a word before or right after them, a column's
/// head, or a sign.
enum BirthDate {
  static let labels = Labels(
    """
    geb,geb.*,gebdat*,gebdd,geb dat*,geboren,geboorte*,geb.dat*,g.d,gd,dob,d.o.b,date of \
    birth,birth*,born,né,née,né(e),nee le,ne le,naissance,naiss,date de \
    naiss*,ddn,d.d.n,geburt*,gebtag,geburtsdat*,jarig op,bday,b-day,date naiss*,nais,nais.,date \
    de nais,nacido,nacida,nac,fecha de nacimiento,nacimiento,nascimento,nascido,nascida,nato \
    il,nata il,nato,nata,data di \
    nascita,född*,født,fødselsdato,födelse*,urodz*,narozen*,syntynyt,syntymä*
    """)

  /// A column that holds dates of birth, as the last row left it.
  struct Column {
    /// Where the row's line began, from the beginning of the stream.
    var line: Int
    var separator: UInt8
    /// The number of separators before the date, or the place in the line when there are none.
    var index: Int
  }

  /// What stands behind a date: `is her birthday`.
  private static let behind = Labels(
    """
    geb,geb.*,geboren,geboorte*,dob,d.o.b,date of birth,birth*,born,née,né,naissance,geburt*,bday,\
    b-day,verjaardag*,anniversaire,cumpleaños
    """)
  private static let fillers = Labels(
    "is,was,her,his,their,the,patient's,zijn,haar,de,est,sa,son,la,ist,ihr,sein,war,as,als,comme")

  /// Judges `date`; `origin` is the window's place 0 in the stream.
  static func match(
    _ text: TextWindow, _ date: CalendarDate, _ column: inout Column?, origin: Int
  ) -> Match? {
    guard
      isCalledSo(text, before: date) || isCalledSo(text, after: date) || hasSign(text, date)
        || isInColumn(text, date, &column, origin)
    else { return nil }
    return Match(.birthDate, date.start, date.end, value: date.value)
  }

  /// A date of which parts are not known, `00-00-1958`, or a month and a year, right behind a
  /// label.
  static func incomplete(_ text: TextWindow, at place: Int) -> Match? {
    guard let date = CalendarDate(incomplete: text, at: place),
      labels.stand(text, before: date.start, reach: 24)
    else { return nil }
    return Match(.birthDate, date.start, date.end, value: date.value)
  }

  /// Behind these a date is another one: `DOB unknown; seen 12-11-2026`.
  private static let events = Labels(
    """
    unknown,onbekend,unbekannt,inconnu*,nvt,seen,admit*,admission,discharg*,visit*,review*,exam*,\
    gezien,opname,opgenomen,ontslag*,ontslagen,consult*,bezoek*,controle,operatie,\
    gesehen,aufnahme*,aufgenommen,entlass*,untersucht,vorgestellt,vu,vue,hospitalis*,admis,admise,\
    sorti*,opéré*,overleden,died,deceased,decede*,décédé*,verstorben,gestorben
    """)

  private static func isCalledSo(_ text: TextWindow, before date: CalendarDate) -> Bool {
    guard labels.stand(text, before: date.start) else { return false }
    guard let label = labels.lastEnd(text, before: date.start) else { return true }
    return !events.isHeld(text, label, date.start)
  }

  private static func isCalledSo(_ text: TextWindow, after date: CalendarDate) -> Bool {
    guard !date.isCompact else { return false }
    var place = text.skippingBlanks(from: date.end)
    // Further off a column begins.
    guard place - date.end <= 2 else { return false }
    if text[place] == UInt8(ascii: "(") { place += 1 }
    if text[place] == UInt8(ascii: "(") || text[place] == UInt8(ascii: ",") { place += 1 }
    place = text.skippingBlanks(from: place)
    for _ in 0..<3 {
      guard let length = fillers.length(text, place, place + 12) else { break }
      place = text.skippingBlanks(from: place + length)
    }
    guard text.isLetter(at: place), let length = behind.length(text, place, place + 16) else {
      return false
    }
    // `seen 12-11-2026, born 03-04-1951`: the word belongs to the date behind it.
    var next = place + length
    while next - place < 40, !text.isDigit(next), text[next] >= 0x20, text[next] != 0x3b,
      text[next] != 0x29
    {
      next += 1
    }
    return CalendarDate(text, at: next) == nil
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
      above = previous.start
      if let column, column.line == origin + above, column.separator == separator,
        near(column.index, index, separator)
      {
        found = true
        break
      }
      if isHead(text, above, previous.end, separator, index) {
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
    for separator in separators where text.holds(separator, line, end) {
      return (separator, text.count(separator, line, place))
    }
    return (0, place - line)
  }

  /// Where the line before the one that begins at `line` begins and ends.
  private static func lineBefore(_ text: TextWindow, _ line: Int) -> (start: Int, end: Int)? {
    var end = line - 1
    if text[end] == 0x0a, text[end - 1] == 0x0d { end -= 1 }
    guard end > text.lower else { return nil }
    return (text.lineStart(of: end), end)
  }

  /// Whether a label stands in that cell of the line between `line` and `end`.
  private static func isHead(
    _ text: TextWindow, _ line: Int, _ end: Int, _ separator: UInt8, _ index: Int
  ) -> Bool {
    if separator == 0 {
      let (first, last) = (max(line, line + index - 12), min(end, line + index + 12))
      guard first < last else { return false }
      for place in first..<last where !text[place - 1].isASCIILetter {
        guard let length = labels.length(text, place, end), !text.isLetter(before: place) else {
          continue
        }
        let column = place - line
        if column <= index + 3, column + length + 3 >= index { return true }
      }
      return false
    }
    var start = line
    for _ in 0..<index {
      start = text.next(separator, start, end) + 1
      if start > end { return false }
    }
    return labels.isHeld(text, start, text.next(separator, start, end))
  }
}
