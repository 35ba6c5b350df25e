/// The names of streets, before a house number or behind it.
extension PostalAddress {
  private static let particles = Labels(
    "de,den,der,van,von,het,t,la,le,les,l,d,du,des,of,the,am,an,im,in,zum,zur,und,auf,op,aan,ten,"
      + "ter,en,et")
  /// What stands before a street and is not part of its name.
  private static let notNames = Labels(
    "adres*,address*,adresse*,anschrift*,postcode*,plz,woon*,wohn*,domicil*,woont,lives,living,"
      + "habite*,demeurant,straat,kamer,zimmer,room,bed,bett,huis*,haus*,nr,nummer,te,thuis")
  private static let french = Labels(
    "rue,avenue,av,bd,boulevard,chemin,place,allée,allee,impasse,route,quai,cours,square,"
      + "chaussée,chaussee,faubourg,passage")
  private static let english = Labels(
    "street,st,road,rd,lane,ln,drive,dr,close,court,ct,terrace,crescent,gardens,grove,avenue,ave,"
      + "blvd,boulevard,mews,way,square,place")
  private static let longest = 64

  /// Where the street before the house number at `place` begins, `Van der Helststraat `,
  /// `Rue de la Loi `; `place` when none does.
  static func streetStart(_ text: TextWindow, before place: Int) -> Int {
    var (start, cursor) = (place, place)
    for count in 0..<6 {
      guard text[cursor - 1] == 0x20, let word = word(text, before: cursor - 1),
        place - word.start < longest, !notNames.contain(text, word.start, word.end)
      else { break }
      let isType = french.contain(text, word.start, word.end)
      if isType || isName(text, word.start) {
        start = word.start
      } else if count == 0, isEnding(text, word.end) {
        return word.start
      } else if count == 0 || !particles.contain(text, word.start, word.end) {
        break
      }
      if isType { break }
      cursor = word.start
    }
    return start
  }

  /// The letters, hyphens and apostrophes that end at `place`, and a full stop behind them.
  private static func word(_ text: TextWindow, before place: Int) -> (start: Int, end: Int)? {
    let end = text[place - 1] == UInt8(ascii: ".") ? place - 1 : place
    var start = end
    while end - start < 40 {
      if text.isLetter(before: start) {
        start -= 1
        while text[start] & 0xc0 == 0x80 { start -= 1 }
      } else if text[start - 1] == UInt8(ascii: "-") || text[start - 1] == UInt8(ascii: "'"),
        text.isLetter(before: start - 1)
      {
        start -= 1
      } else {
        break
      }
    }
    return start < end ? (start, end) : nil
  }

  /// Whether the word that ends at `end` ends like a street.
  static func isEnding(_ text: TextWindow, _ end: Int) -> Bool {
    endings.contains {
      text.holds($0, at: end - $0.utf8CodeUnitCount)
        && text.isLetter(before: end - $0.utf8CodeUnitCount)
    }
  }

  /// `12 rue de la Paix`, `10 Downing Street`: a number and the street behind it, with no code.
  static func streetBehind(_ text: TextWindow, _ place: Int) -> Match? {
    guard !isDecimal(text, place), let number = houseNumberEnd(text, place),
      text[place - 1] != UInt8(ascii: "-"), text[place - 1] != UInt8(ascii: "/")
    else { return nil }
    let first = text.skippingBlanks(from: text[number] == UInt8(ascii: ",") ? number + 1 : number)
    guard first > number, text.isLetter(at: first) else { return nil }
    if let length = french.length(text, first, first + 12) {
      return frenchName(text, first + length).map { Match(.address, place, $0) }
    }
    var cursor = first
    for count in 0..<4 {
      guard isName(text, cursor) else { return nil }
      let end = letters(text, cursor)
      if count > 0, english.contain(text, cursor, end), endsName(text, end) {
        return Match(.address, place, end)
      }
      guard text[end] == 0x20 else { return nil }
      cursor = end + 1
    }
    return nil
  }

  private static let followers = Labels(
    """
    and,in,at,on,with,near,since,for,until,where,which,is,was,by,to,from,but,who,he,she,they,alone,\
    flat,apt,apartment,unit,suite,floor,phone,tel,mobile,postcode,zip,lives,living
    """)

  /// Whether an English street may end here: `12 Good Way tablets` is not one.
  private static func endsName(_ text: TextWindow, _ end: Int) -> Bool {
    guard text[end] == 0x20, text[end + 1].isLower else { return true }
    return followers.length(text, end + 1, end + 12) != nil
  }

  /// Kinds of street that begin a name, whatever word ends it: `Laan van Meerdervoort 12`,
  /// `Rue de la Loi 17`.
  static func beginsStreet(_ text: TextWindow, _ start: Int, _ place: Int) -> Bool {
    let end = letters(text, start)
    guard end < place - 2 else { return false }
    return beginnings.contain(text, start, end)
      || (dutchBeginnings.contain(text, start, end)
        && (text.holds(" van ", at: end) || text.holds(" der ", at: end)))
  }

  private static let beginnings = Labels(
    "rue,avenue,boulevard,bd,chaussée,chaussee,chemin,allée,impasse,quai,faubourg")
  private static let dutchBeginnings = Labels("laan,weg,plein,kade,dreef,straat,park")

  /// The end of the name behind `rue`: particles, and one word with a capital or two.
  private static func frenchName(_ text: TextWindow, _ place: Int) -> Int? {
    var (cursor, last) = (place, Int?.none)
    if text[cursor] == UInt8(ascii: ".") { cursor += 1 }
    for _ in 0..<6 {
      let start = text[cursor] == 0x20 || text[cursor] == UInt8(ascii: "'") ? cursor + 1 : cursor
      let end = letters(text, start)
      guard end > start, start > cursor else { break }
      if isName(text, start) {
        last = end
      } else if last != nil || !particles.contain(text, start, end) {
        break
      }
      cursor = end
    }
    return last
  }

  private static func letters(_ text: TextWindow, _ place: Int) -> Int {
    var end = place
    while text.isLetter(at: end) || text[end] & 0xc0 == 0x80
      || (text[end] == UInt8(ascii: "-") && text.isLetter(at: end + 1))
    {
      end += 1
    }
    return end
  }
}
