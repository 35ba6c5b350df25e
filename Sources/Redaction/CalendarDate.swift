/// A date as people write it, anywhere: `12-03-1956`, `1956/3/12`, `12. März 1956`, `March 12,
/// 1956`, `19560312`. Whether it is anybody's birthday the words around it must say.
struct CalendarDate {
  let start: Int
  let end: Int
  let year: Int
  let month: Int
  let day: Int
  /// Eight digits and nothing between them: a date only where the text says so.
  let isCompact: Bool

  /// In one way, whatever way it was written.
  var value: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// Eight digits, or groups of two, two and four, of which some make no date: registers of persons
  /// hold such dates of birth where a day or month is not known. Or a month and a year.
  init?(incomplete text: TextWindow, at place: Int) {
    guard !text.isWord(before: place) else { return nil }
    let first = text.digitsEnd(place)
    var (start, end) = (place, first)
    if first - place == 4, let (_, name) = MonthNames.month(text, before: place) {
      start = name
    } else if first - place == 2, let one = Self.gap(text, first), one.mark != 0x20 {
      end = text.digitsEnd(one.end)
      if end - one.end == 2, let two = Self.gap(text, end), two.mark == one.mark {
        end = text.digitsEnd(two.end)
        guard end - two.end == 4 else { return nil }
      } else if end - one.end != 4 {
        return nil
      }
    } else if first - place != 8 {
      return nil
    }
    guard !text.isWord(at: end), !(text[end] == UInt8(ascii: ".") && text.isDigit(end + 1)),
      first - place == 8 || (1890...2099).contains(text.number(end - 4, end))
    else { return nil }
    (self.start, self.end, year, month, day) = (start, end, text.number(end - 4, end), 0, 0)
    isCompact = first - place == 8
  }

  private init?(
    _ start: Int, _ end: Int, _ year: Int, _ month: Int, _ day: Int, compact: Bool = false
  ) {
    var (month, day) = (month, day)
    // Americans put the month first.
    if month > 12, day <= 12 { (month, day) = (day, month) }
    guard (1...12).contains(month), (1...31).contains(day), (1890...2099).contains(year)
    else { return nil }
    (self.start, self.end) = (start, end)
    (self.year, self.month, self.day) = (year, month, day)
    isCompact = compact
  }

  /// The date whose first digit is at `place`.
  init?(_ text: TextWindow, at place: Int) {
    guard !text.isWord(before: place) else { return nil }
    let first = text.digitsEnd(place)
    let found: CalendarDate? =
      switch first - place {
      case 1, 2: Self.dayFirst(text, place, first) ?? Self.monthName(text, place, first)
      case 4: Self.yearFirst(text, place, first)
      case 8, 12, 14: Self.compact(text, place)
      default: nil
      }
    guard let found, found.isCompact || !Self.isPart(text, found) else { return nil }
    self = found
  }

  /// Part of a longer row of numbers.
  private static func isPart(_ text: TextWindow, _ date: CalendarDate) -> Bool {
    func isMark(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
    }
    return text.isDigit(date.end) || (isMark(text[date.end]) && text.isDigit(date.end + 1))
      || (isMark(text[date.start - 1]) && text.isDigit(date.start - 2))
  }

  private static func dayFirst(_ text: TextWindow, _ place: Int, _ first: Int) -> CalendarDate? {
    guard let one = gap(text, first), text.digitsEnd(one.end) - one.end <= 2 else { return nil }
    let second = text.digitsEnd(one.end)
    guard let two = gap(text, second), two.mark == one.mark else { return nil }
    let end = text.digitsEnd(two.end)
    guard end - two.end == 4 || (end - two.end == 2 && one.mark != 0x20) else { return nil }
    return CalendarDate(
      place, end, year(text, two.end, end), text.number(one.end, second), text.number(place, first))
  }

  private static func yearFirst(_ text: TextWindow, _ place: Int, _ first: Int) -> CalendarDate? {
    guard let one = gap(text, first), one.mark != 0x20 else { return nil }
    let second = text.digitsEnd(one.end)
    guard second - one.end <= 2, let two = gap(text, second), two.mark == one.mark else {
      return nil
    }
    let end = text.digitsEnd(two.end)
    guard end - two.end <= 2 else { return nil }
    return CalendarDate(
      place, end, text.number(place, first), text.number(one.end, second),
      text.number(two.end, end))
  }

  private static func compact(_ text: TextWindow, _ place: Int) -> CalendarDate? {
    guard !text.isWord(at: text.digitsEnd(place)) else { return nil }
    return CalendarDate(
      place, place + 8, text.number(place, place + 4), text.number(place + 4, place + 6),
      text.number(place + 6, place + 8), compact: true)
      ?? CalendarDate(
        place, place + 8, text.number(place + 4, place + 8), text.number(place + 2, place + 4),
        text.number(place, place + 2), compact: true)
  }

  /// `12 maart 1956`, `1er mars 1956`, `12-mrt-56`, and `March 12, 1956` at its first digit.
  private static func monthName(_ text: TextWindow, _ place: Int, _ first: Int) -> CalendarDate? {
    var name = first
    for suffix in ["er", "st", "nd", "rd", "th", "e", "."] as [StaticString] {
      if text.holds(suffix, at: name), !text.isLetter(at: name + suffix.utf8CodeUnitCount) {
        name += suffix.utf8CodeUnitCount
        break
      }
    }
    let day = text.number(place, first)
    let gap = skippingWord(text, skipping(text, name))
    if let (month, end) = MonthNames.month(text, at: gap) {
      var yearStart = skipping(text, text[end] == UInt8(ascii: ".") ? end + 1 : end)
      yearStart = skippingWord(text, yearStart)
      if text[yearStart] == UInt8(ascii: ",") { yearStart = skipping(text, yearStart + 1) }
      if text[yearStart] == UInt8(ascii: "'") { yearStart += 1 }
      let yearEnd = text.digitsEnd(yearStart)
      guard yearEnd - yearStart == 4 || yearEnd - yearStart == 2 else { return nil }
      return CalendarDate(place, yearEnd, year(text, yearStart, yearEnd), month, day)
    }
    guard let (month, start) = MonthNames.month(text, before: place) else { return nil }
    var yearStart = name
    if text[yearStart] == UInt8(ascii: ",") { yearStart += 1 }
    yearStart = skipping(text, yearStart)
    let end = text.digitsEnd(yearStart)
    guard yearStart > name, end - yearStart == 4 else { return nil }
    return CalendarDate(start, end, text.number(yearStart, end), month, day)
  }

  /// Over blanks, one mark, and one end of line.
  private static func skipping(_ text: TextWindow, _ place: Int) -> Int {
    var place = spaces(text, place)
    if text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "/") { place += 1 }
    if text[place] == 0x0d { place += 1 }
    if text[place] == 0x0a { place = text.skippingBlanks(from: place + 1) }
    place = spaces(text, place)
    if text[place] == UInt8(ascii: ">") { place = text.skippingBlanks(from: place + 1) }
    return place
  }

  /// Over the word in `3rd of April`, `3 de abril de 1951`.
  private static func skippingWord(_ text: TextWindow, _ place: Int) -> Int {
    for word in ["of ", "de ", "di ", "del "] as [StaticString] where text.holds(word, at: place) {
      return spaces(text, place + word.utf8CodeUnitCount)
    }
    return place
  }

  /// Over blanks; a tab parts the cells of a table.
  private static func spaces(_ text: TextWindow, _ place: Int) -> Int {
    var place = place
    while text[place] != 0x09, text.blank(at: place) > 0 { place += text.blank(at: place) }
    return place
  }

  /// A gap inside a date: one mark, perhaps with blanks or an end of line.
  private static func gap(_ text: TextWindow, _ place: Int) -> (mark: UInt8, end: Int)? {
    if let gap = NumberGap(text, at: place) { return (gap.mark, gap.end) }
    // `3/4/'51`
    if text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "/"),
      text[place + 1] == UInt8(ascii: "'"), text.isDigit(place + 2)
    {
      return (text[place], place + 2)
    }
    // `12. 3. 1956`, `22 . 08 . 1923`
    let mark = spaces(text, place)
    guard mark - place <= 2, text[mark] == UInt8(ascii: ".") else { return nil }
    let end = spaces(text, mark + 1)
    return end > mark + 1 && end - mark <= 3 && text.isDigit(end) ? (text[mark], end) : nil
  }

  private static func year(_ text: TextWindow, _ start: Int, _ end: Int) -> Int {
    let year = text.number(start, end)
    guard end - start == 2 else { return year }
    return year > 26 ? 1900 + year : 2000 + year
  }
}

/// The names of months in Dutch, English, French, German and neighbouring languages.
enum MonthNames {
  private static let stems: [(month: Int, words: Labels)] = [
    (1, Labels("jan,january,januari,janvier,januar,janv,jänner,enero,ene,gennaio,gen,janeiro")),
    (
      2,
      Labels(
        "feb,february,februari,février,fevrier,februar,févr,fév,fev,febrero,febbraio,fevereiro")
    ),
    (3, Labels("mar,march,maart,mars,märz,maerz,mrt,mär,mrz,marzo,março,marts")),
    (4, Labels("apr,april,avril,avr,abril,abr,aprile")),
    (5, Labels("may,mei,mai,mayo,maggio,maio,maj")),
    (6, Labels("jun,june,juni,juin,junio,giugno,junho")),
    (7, Labels("jul,july,juli,juillet,juil,julio,luglio,julho")),
    (8, Labels("aug,august,augustus,août,aout,agosto,augusti")),
    (9, Labels("sep,sept,september,septembre,septiembre,settembre,setembro")),
    (10, Labels("oct,october,oktober,octobre,okt,octubre,ottobre,outubro")),
    (11, Labels("nov,november,novembre,noviembre,novembro")),
    (12, Labels("dec,december,décembre,decembre,dezember,dez,déc,diciembre,dic,dicembre,dezembro")),
  ]

  private static let all = Labels(stems.map(\.words.text).joined(separator: ","))

  private static let longest = 10

  /// The month whose name begins at `place`, and where the name ends.
  static func month(_ text: TextWindow, at place: Int) -> (Int, end: Int)? {
    guard all.length(text, place, place + longest) != nil else { return nil }
    for (month, words) in stems {
      if let length = words.length(text, place, place + longest) { return (month, place + length) }
    }
    return nil
  }

  /// The month whose name stands before `place`, and where the name begins.
  static func month(_ text: TextWindow, before place: Int) -> (Int, start: Int)? {
    var end = place
    while end > place - 3, text[end - 1] == 0x20 || text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    guard end < place, text.isLetter(before: end) else { return nil }
    var start = end
    while end - start <= longest, text.isLetter(before: start) {
      start -= 1
      while text[start] & 0xc0 == 0x80 { start -= 1 }
    }
    guard let (month, nameEnd) = month(text, at: start), nameEnd == end else { return nil }
    return (month, start)
  }
}
