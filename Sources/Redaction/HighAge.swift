/// Ages over 89: so few people reach them that they identify.
enum HighAge {
  private static let before = Labels(
    "leeftijd*,lft,age,aged,turned,alter,alter:,ouderdom,âgé,âgée,âgé(e),âge,agé,agée,ans d'âge")
  private static let years = Labels(
    """
    jaar,jaren,jarig*,jr,year,years,yr,yrs,yo,y/o,y.o,y-o,yof,yom,ans,jahre,jahren,jähr*,\
    jaehrig*,plusser*,plusser,yoa,años,anni,anos,år,lat,let
    """)
  private static let short = Labels("j,y,a,m,f,v,w")
  private static let otherUnits = Labels(
    "day*,dag*,tag*,jour*,week*,weken,woche*,semaine*,month*,maand*,monat*,mois,hour*,uur,uren,h,"
      + "min*,mg,ml,mm*,kg,g,cm,bpm,%,ng,µg,mmol*,iu,ie")

  /// `place` is that of the first digit of a number that begins there.
  static func match(_ text: TextWindow, at place: Int) -> Match? {
    let end = text.digitsEnd(place)
    guard end - place == 2 || end - place == 3, isOld(text, place, end) else { return nil }
    if let match = range(text, place, end) { return match }
    return single(text, place, end)
  }

  /// `92 to 95 years old`: the first of the two.
  private static func range(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    let gap = text.skippingBlanks(from: end)
    for word in ["to", "tot", "à", "bis", "a", "en", "and", "of", "or", "-"] as [StaticString]
    where text.holds(word, at: gap) {
      let second = text.skippingBlanks(from: gap + word.utf8CodeUnitCount)
      // `a` begins `and` too.
      guard text.isDigit(second), isOld(text, place, end) else { continue }
      return single(text, second, text.digitsEnd(second)).map { _ in Match(.age, place, end) }
    }
    return nil
  }

  private static func isOld(_ text: TextWindow, _ place: Int, _ end: Int) -> Bool {
    let value = text.number(place, end)
    return (90...125).contains(value) && !text.isWord(before: place) && !isPart(text, place)
  }

  private static func single(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    guard end - place == 2 || end - place == 3 else { return nil }
    guard isOld(text, place, end) else { return nil }
    if let match = withSex(text, place, end) ?? inOrder(text, place, end) { return match }
    var (unit, end) = (end, end)
    // `94.5 years`
    if text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: ","), text.isDigit(end + 1) {
      unit = text.digitsEnd(end + 1)
      let after = text.skippingBlanks(from: unit)
      if unit - end < 4, years.length(text, after, after + 24) != nil {
        end = unit
      } else {
        unit = end
      }
    }
    if text[unit] == UInt8(ascii: "-") || text[unit] == UInt8(ascii: "'") { unit += 1 }
    unit = text.skippingBlanks(from: unit)
    if text[unit] == 0x0d { unit += 1 }
    if text[unit] == 0x0a { unit = text.skippingBlanks(from: unit + 1) }
    if years.length(text, unit, unit + 24) != nil {
      return Match(.age, place, end)
    }
    guard before.stand(text, before: place, reach: 24) || isPerson(text, before: place),
      !text.isDigit(end + 1) || text[end] != UInt8(ascii: ".")
    else { return nil }
    if otherUnits.length(text, unit, unit + 24) != nil || text[unit] == UInt8(ascii: "%") {
      return nil
    }
    guard !text.isWord(at: end) || short.length(text, end, end + 8) != nil else { return nil }
    return Match(.age, place, end)
  }

  private static let ordinal = Labels(
    "levensjaar*,year,year of life,lebensjahr*,année,verjaardag,birthday,geburtstag,anniversaire")

  /// `in haar 95e levensjaar`.
  private static func inOrder(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    for ending in ["ste", "th", "st", "nd", "rd", "de", "ème", "e", "."] as [StaticString]
    where text.holds(ending, at: end) {
      let word = text.skippingBlanks(from: end + ending.utf8CodeUnitCount)
      if word > end, ordinal.length(text, word, word + 24) != nil { return Match(.age, place, end) }
    }
    return nil
  }

  private static let temperatures = Labels("temp*,t,tm,tmax,tc,fever*,febrile,afebrile,koorts")

  /// `94F with CHF`, `(94 J., w)`, `94 M`: a sex behind the number, which is not a temperature.
  private static func withSex(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    let letter = text[end]
    if letter == UInt8(ascii: "F") || letter == UInt8(ascii: "M"), !text.isWord(at: end + 1) {
      let isUnit = letter == UInt8(ascii: "F") && text[end + 1] == UInt8(ascii: ",")
      return isUnit || temperatures.stand(text, before: place, reach: 16)
        ? nil : Match(.age, place, end)
    }
    let unit = text.skippingBlanks(from: end)
    guard text[unit] == UInt8(ascii: "J") || text[unit] == UInt8(ascii: "j"),
      text[unit + 1] == UInt8(ascii: ".") || text[unit + 1] == UInt8(ascii: ","),
      text[place - 1] == UInt8(ascii: "(") || text[place - 1] == UInt8(ascii: ",")
        || text.holds("w", at: text.skippingBlanks(from: unit + 3))
        || text.holds("m", at: text.skippingBlanks(from: unit + 3))
    else { return nil }
    return Match(.age, place, end)
  }

  private static let persons = Labels(
    """
    man van,vrouw van,dame van,heer van,mevrouw van,meneer van,patiënt van,patiënte van,femme de,\
    homme de,patient de,patiente de,dame de,frau von,mann von,woman of,man of,lady of,mujer de,\
    hombre de,donna di,uomo di
    """)
  /// Behind these a comma and the age stand: `vrouw, 94`.
  private static let apart = Labels(
    "man,vrouw,dame,heer,mevrouw,meneer,femme,homme,frau,mann,woman,female,male,mujer,hombre")

  /// Behind these the age ends the sentence or a clause: `she is 94, lives alone`.
  private static let subjects = Labels(
    """
    he is,she is,he was,she was,patient is,pt is,hij is,zij is,ze is,hij was,zij was,ze was,\
    patiënt is,patiënte is,er ist,sie ist,er war,sie war
    """)
  private static let clauses = Labels("and,now,en,nu,und,jetzt,next,today")

  /// `een vrouw van 94`.
  private static func isPerson(_ text: TextWindow, before place: Int) -> Bool {
    if text[place - 1] == 0x20, text[place - 2] == UInt8(ascii: ",") {
      let word = wordStart(text, place - 2)
      // `(m, 94)`
      return apart.contain(text, word, place - 2)
        || (text[word - 1] == UInt8(ascii: "(") && short.contain(text, word, place - 2))
    }
    if text[place - 1] == UInt8(ascii: "("), text[place - 2] == 0x20 {
      return text[text.digitsEnd(place)] == UInt8(ascii: ")")
        && apart.contain(text, wordStart(text, place - 2), place - 2)
    }
    // ♀, ♂
    let sign = text[place - 1] == 0x20 ? place - 4 : place - 3
    if text[sign] == 0xe2, text[sign + 1] == 0x99, text[sign + 2] | 2 == 0x82 { return true }
    var start = place
    while place - start < 20, !text.isDigit(start - 1), !text[start - 1].endsLine,
      text[start - 1] != UInt8(ascii: ","), text[start - 1] != UInt8(ascii: "."), start > text.lower
    {
      start -= 1
    }
    for word in start..<place where !text.isLetter(before: word) {
      if let length = persons.length(text, word, place), word + length + 1 == place { return true }
      if let length = subjects.length(text, word, place), word + length + 1 == place {
        return endsClause(text, text.digitsEnd(place))
      }
    }
    return false
  }

  private static func wordStart(_ text: TextWindow, _ end: Int) -> Int {
    var start = end
    while end - start < 10, text.isLetter(before: start) { start -= 1 }
    return start
  }

  private static func endsClause(_ text: TextWindow, _ end: Int) -> Bool {
    switch text[end] {
    case UInt8(ascii: "."), UInt8(ascii: ","): !text.isDigit(end + 1)
    case UInt8(ascii: ";"), UInt8(ascii: ")"), 0x0a, 0x0d, 0: true
    default: text[end] == 0x20 && clauses.length(text, end + 1, end + 10) != nil
    }
  }

  /// Part of a decimal number or a fraction.
  private static func isPart(_ text: TextWindow, _ place: Int) -> Bool {
    switch text[place - 1] {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"): text.isDigit(place - 2)
    default: false
    }
  }
}
