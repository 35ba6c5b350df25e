/// Postal codes together with house numbers: Dutch and British codes, which are few addresses each,
/// by their shape, others where a house number, a street or a label stands with them.
enum PostalAddress {
  static let labels = Labels(
    "postcode*,post code,pc,plz,postleitzahl*,code postal,cp,zip*,zip "
      + "code,adres*,address*,adresse*,anschrift*,"
      + "woonachtig*,wohnhaft,domicilié*")
  static let streets = Labels(
    """
    rue,avenue,av,bd,boulevard,chemin,place,allée,allee,impasse,route,quai,cours,square,chaussée,\
    chaussee,faubourg,passage,street,st.,road,rd,lane,ln,drive,dr,way,close,court,ct,terrace,\
    crescent,gardens,grove,park,hill,blvd,ave,mews,row,green
    """)
  /// Words that end so are streets, where they begin with a capital and a number follows.
  static let endings: [StaticString] = [
    "straat", "laan", "gracht", "singel", "steeg", "plein", "kade", "strasse", "straße", "gasse",
    "allee", "weg", "str",
  ]
  /// What ends like a street and is a part of the body.
  static let ways = Labels(
    "luchtweg*,galweg*,urineweg*,atemweg*,harnweg*,gallenweg*,voedselweg*")
  /// Units of doses, which a town's name seldom follows.
  static let doses: Set<[UInt8]> = Set(
    [
      "MG", "ML", "IE", "IU", "KG", "MM", "CM", "DL", "KJ", "NG", "UG", "UL", "HZ", "KB", "MB",
      "GB",
      "CC", "KV", "MV", "MW", "PM", "AM", "UR",
    ].map { Array($0.utf8) })
  /// Pairs of letters that are units or other words where they follow a number.
  static let units: Set<[UInt8]> = Set(
    [
      "MG", "ML", "IE", "IU", "KG", "MM", "CM", "DL", "KJ", "NG", "UG", "MC", "UL", "HZ", "KB",
      "MB", "GB",
      "EH", "UI", "WE", "AD", "BC", "CE", "PM", "AM", "UR", "IN", "OF", "EN", "TO", "DE", "CC",
      "EE", "SA", "SD", "SS", "KE", "MW", "KV", "MV", "MS", "MH", "MA", "IC", "IV", "PO",
    ].map { Array($0.utf8) })

  /// `place` is that of the first digit of a number.
  static func match(_ text: TextWindow, at place: Int) -> Match? {
    let end = text.digitsEnd(place)
    let letter = text.isLetter(before: place)
    if !letter, let code = dutch(text, place, end) {
      return Match(.address, place, withHouseNumber(text, code))
    }
    if letter, let code = british(text, place) { return Match(.address, code.start, code.end) }
    guard !letter else { return nil }
    switch end - place {
    case 1...4:
      return houseNumber(text, place, end) ?? labelled(text, place, end)
        ?? alone(text, place, end) ?? streetBehind(text, place)
    case 5: return american(text, place, end) ?? labelled(text, place, end)
    default: return nil
    }
  }

  /// Whether the digits at `place` are behind a decimal point.
  static func isDecimal(_ text: TextWindow, _ place: Int) -> Bool {
    text[place - 1] == UInt8(ascii: ".") && text.isDigit(place - 2)
  }
}
