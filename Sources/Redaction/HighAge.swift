/// Ages over 89: so few people reach them that they identify.
enum HighAge {
  private static let before = Labels(
    "leeftijd*,lft,age,aged,alter,alter:,ouderdom,âgé,âgée,âgé(e),âge,agé,agée,ans d'âge")
  private static let years = Labels(
    """
    jaar,jaren,jarig*,jr,year,years,yr,yrs,yo,y/o,y.o,yof,yom,ans,jahre,jahren,jährig*,jaehrig*,yoa
    """)
  private static let short = Labels("j,y,a,m,f,v,w")
  private static let otherUnits = Labels(
    "day*,dag*,tag*,jour*,week*,weken,woche*,semaine*,month*,maand*,monat*,mois,hour*,uur,uren,h,min*,"
      + "mg,ml,mm*,kg,g,cm,bpm,%,ng,µg,mmol*,iu,ie")

  /// `place` is that of the first digit of a number that begins there.
  static func match(_ text: TextWindow, at place: Int) -> Match? {
    let end = text.digitsEnd(place)
    guard end - place == 2 || end - place == 3 else { return nil }
    let value = text.number(place, end)
    guard value > 89, value < 126, text[place] != UInt8(ascii: "0"), !text.isWord(before: place),
      !isPart(text, place)
    else { return nil }
    var unit = end
    if text[unit] == UInt8(ascii: "-") || text[unit] == UInt8(ascii: "'") { unit += 1 }
    unit = text.skippingBlanks(from: unit)
    if text[unit] == 0x0d { unit += 1 }
    if text[unit] == 0x0a { unit = text.skippingBlanks(from: unit + 1) }
    if years.length(text, unit, unit + 24) != nil {
      return Match(.age, place, end)
    }
    guard before.stand(text, before: place, reach: 24),
      !text.isDigit(end + 1) || text[end] != UInt8(ascii: ".")
    else { return nil }
    if otherUnits.length(text, unit, unit + 24) != nil || text[unit] == UInt8(ascii: "%") {
      return nil
    }
    guard !text.isWord(at: end) || short.length(text, end, end + 8) != nil else { return nil }
    return Match(.age, place, end)
  }

  /// Part of a decimal number or a fraction.
  private static func isPart(_ text: TextWindow, _ place: Int) -> Bool {
    switch text[place - 1] {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"): text.isDigit(place - 2)
    default: false
    }
  }
}
