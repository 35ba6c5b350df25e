/// Postal codes together with house numbers: Dutch and British codes, which are few addresses each,
/// by their shape, others where a house number, a street or a label stands with them.
enum PostalAddress {
  private static let labels = Labels(
    "postcode*,post code,pc,plz,postleitzahl*,code postal,cp,zip*,zip code,adres*,address*,adresse*,anschrift*,"
      + "woonachtig*,wohnhaft,domicilié*")
  private static let streets = Labels(
    """
    rue,avenue,av,bd,boulevard,chemin,place,allée,allee,impasse,route,quai,cours,square,chaussée,\
    chaussee,faubourg,passage,street,st.,road,rd,lane,ln,drive,dr,way,close,court,ct,terrace,\
    crescent,gardens,grove,park,hill,blvd,ave,mews,row,green
    """)
  /// Words that end so are streets, where they begin with a capital and a number follows.
  private static let endings: [StaticString] = [
    "straat", "laan", "gracht", "singel", "steeg", "plein", "kade", "strasse", "straße", "gasse",
    "allee", "weg", "str",
  ]
  /// What ends like a street and is a part of the body.
  private static let ways = Labels(
    "luchtweg*,galweg*,urineweg*,atemweg*,harnweg*,gallenweg*,voedselweg*")
  /// Units of doses, which a town's name seldom follows.
  private static let doses: Set<[UInt8]> = Set(
    [
      "MG", "ML", "IE", "IU", "KG", "MM", "CM", "DL", "KJ", "NG", "UG", "UL", "HZ", "KB", "MB",
      "GB",
      "CC", "KV", "MV", "MW", "PM", "AM", "UR",
    ].map { Array($0.utf8) })
  /// Pairs of letters that are units or other words where they follow a number.
  private static let units: Set<[UInt8]> = Set(
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
        ?? alone(text, place, end)
    case 5: return american(text, place, end) ?? labelled(text, place, end)
    default: return nil
    }
  }
}

/// The Netherlands: `3512 AB`, and a house number before or after it.
extension PostalAddress {
  /// The end of a code that begins at `place`.
  private static func dutch(
    _ text: TextWindow, _ place: Int, _ end: Int, isWitnessed: Bool = false
  ) -> Int? {
    guard end - place == 4, text[place] != UInt8(ascii: "0"), !isDecimal(text, place) else {
      return nil
    }
    var letters = text.skippingBlanks(from: end)
    guard letters - end <= 3 else { return nil }
    if letters == end, text[end].endsLine {
      letters += text[end] == 0x0d ? 2 : 1
      letters = text.skippingBlanks(from: letters)
      guard isWitnessed || labels.stand(text, before: place) || isHouseNumber(text, before: place)
      else { return nil }
    }
    guard text[letters].isASCIILetter, text[letters + 1].isASCIILetter,
      !text.isWord(at: letters + 2)
    else { return nil }
    let isUpper = text[letters].isUpper && text[letters + 1].isUpper
    let isUnit = units.contains([text[letters].uppercased, text[letters + 1].uppercased])
    if isUpper, !isUnit { return letters + 2 }
    // `3015 CE Rotterdam`
    if isUpper, !doses.contains([text[letters], text[letters + 1]]),
      isName(text, text.skippingBlanks(from: letters + 2)), text.blank(at: letters + 2) > 0
    {
      return letters + 2
    }
    // In lower case, or like a unit, it needs a witness.
    guard letters == end || isUpper,
      isWitnessed || isHouseNumber(text, after: letters + 2) || isHouseNumber(text, before: place)
        || labels.stand(text, before: place)
    else { return nil }
    return letters + 2
  }

  /// `3512 AB 12`: the end with the house number, when one follows.
  private static func withHouseNumber(_ text: TextWindow, _ code: Int) -> Int {
    var place = text[code] == UInt8(ascii: "/") ? code + 1 : skipping(text, code)
    for word in ["huisnummer", "huisnr.", "huisnr", "nummer", "nr.", "nr"] as [StaticString]
    where text.holds(word, at: place) {
      place = text.skippingBlanks(from: place + word.utf8CodeUnitCount)
      if text[place] == UInt8(ascii: ":") { place = text.skippingBlanks(from: place + 1) }
      break
    }
    let end = houseNumberEnd(text, place)
    guard place > code, let end, !text.isLetter(at: end), text[end] != UInt8(ascii: "%") else {
      return code
    }
    // A unit behind it makes it something else, as a date does.
    let next = text[end]
    guard
      !(next == UInt8(ascii: "-") || next == UInt8(ascii: "/") || next == UInt8(ascii: "."))
        || !text.isDigit(end + 1)
    else { return code }
    return end
  }

  private static func isHouseNumber(_ text: TextWindow, after code: Int) -> Bool {
    withHouseNumber(text, code) > code
  }

  /// `Kerkstraat 12, ` before a code.
  private static func isHouseNumber(_ text: TextWindow, before code: Int) -> Bool {
    var place = code
    while place > code - 6,
      text[place - 1] == 0x20 || text[place - 1] == UInt8(ascii: ",")
        || text[place - 1].endsLine
    {
      place -= 1
    }
    guard place < code else { return false }
    if text[place - 1].isASCIILetter { place -= 1 }
    return text.isDigit(place - 1)
  }
}

/// A house number, then the code.
extension PostalAddress {
  /// The end of a house number with its addition: `12`, `12a`, `12-III`, `12 bis`.
  private static func houseNumberEnd(_ text: TextWindow, _ place: Int) -> Int? {
    var end = text.digitsEnd(place)
    guard (1...4).contains(end - place), text[place] != UInt8(ascii: "0") else { return nil }
    if text[end].isASCIILetter, !text.isWord(at: end + 1) {
      end += 1
    } else if text[end] == 0x20, text[end + 1].isASCIILetter, !text.isWord(at: end + 2),
      text[end + 2] == UInt8(ascii: ",") || text[end + 2].endsLine
    {
      end += 2
    } else if text[end] == UInt8(ascii: "/"), text.isDigit(end + 1),
      text.digitsEnd(end + 1) - end <= 4, text[text.digitsEnd(end + 1)] == UInt8(ascii: ",")
    {
      end = text.digitsEnd(end + 1)
    } else if let box = box(text, end) {
      end = box
    } else if text.holds(" bis", at: end) || text.holds(" ter", at: end), !text.isWord(at: end + 4)
    {
      end += 4
    } else if text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "/"),
      text[end + 1].isUpper
    {
      var addition = end + 1
      while text[addition].isUpper, addition - end < 5 { addition += 1 }
      if !text.isWord(at: addition) { end = addition }
    } else if text[end] == UInt8(ascii: "-"), text.isDigit(end + 1) {
      let addition = text.digitsEnd(end + 1)
      if addition - end <= 4, !text.isWord(at: addition), text[addition] != UInt8(ascii: "-") {
        end = addition
      }
    }
    return end
  }

  /// `12 boîte 3`, `12 bus 3`.
  private static func box(_ text: TextWindow, _ end: Int) -> Int? {
    var place = text.skippingBlanks(from: end)
    guard place > end, [0x61, 0x62, 0x66].contains(text[place].lowercased) else { return nil }
    for word in ["boîte", "boite", "bte", "bus", "bte.", "box", "apt.", "apt", "app.", "flat"]
      as [StaticString]
    where text.holds(word, at: place) && text.blank(at: place + word.utf8CodeUnitCount) > 0 {
      place = text.skippingBlanks(from: place + word.utf8CodeUnitCount)
      let number = text.digitsEnd(place)
      return number > place && number - place < 5 ? number : nil
    }
    return nil
  }

  /// Over what parts a house number from a code: blanks, a comma, a bar, carets, an end of line.
  private static func skipping(_ text: TextWindow, _ place: Int) -> Int {
    var place = place
    var lines = 0
    while true {
      let byte = text[place]
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "^")
        || byte == UInt8(ascii: ">")
        || (byte == UInt8(ascii: "-") && text[place - 1] == 0x20 && text[place + 1] == 0x20)
      {
        place += 1
      } else if byte.endsLine {
        lines += 1
        if lines > 1 { return place }
        place += byte == 0x0d && text[place + 1] == 0x0a ? 2 : 1
      } else {
        let width = text.blank(at: place)
        if width == 0 { return place }
        place += width
      }
    }
  }

  private static func houseNumber(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    guard !isDecimal(text, place), let number = houseNumberEnd(text, place),
      !text.isWord(at: number)
    else { return nil }
    let code = skipping(text, number)
    if code > number, text.isDigit(code) {
      let codeEnd = text.digitsEnd(code)
      let isWitnessed = isStreet(text, before: place)
      if let dutch = dutch(text, code, codeEnd, isWitnessed: isWitnessed) {
        return Match(.address, place, dutch)
      }
      if isStreet(text, before: place) || labels.stand(text, before: place, reach: 14),
        isTown(text, code, codeEnd)
      {
        return Match(.address, place, codeEnd)
      }
    } else if code > number, let prefixed = countryPrefix(text, code) {
      let codeEnd = text.digitsEnd(prefixed)
      if isTown(text, prefixed, codeEnd) { return Match(.address, place, codeEnd) }
    }
    return streetAfter(text, place, number)
  }

  /// `12 rue de la Paix, 75002 Paris`, `221b Baker Street, London NW1 6XE`: from the house number
  /// to the code, the street with it.
  private static func streetAfter(_ text: TextWindow, _ place: Int, _ number: Int) -> Match? {
    var cursor = number
    if text[cursor] == UInt8(ascii: ",") { cursor += 1 }
    let first = text.skippingBlanks(from: cursor)
    guard first > cursor, text.isLetter(at: first) else { return nil }
    // The code first: it is seldom there.
    var lines = 0
    cursor = first
    while !text.isDigit(cursor) {
      let byte = text[cursor]
      // Not over the end of a field.
      if byte == 0 || cursor - first == 90 || [0x22, 0x3c, 0x7b, 0x7d].contains(byte) {
        return nil
      }
      if byte == 0x0a || (byte == 0x0d && text[cursor + 1] != 0x0a) { lines += 1 }
      if lines > 2 { return nil }
      cursor += 1
    }
    let end = text.digitsEnd(cursor)
    let codeEnd: Int? =
      if text.isLetter(before: cursor) {
        british(text, cursor, isWitnessed: true)?.end
      } else if isTown(text, cursor, end, comma: true) || isBehindTown(text, cursor, end) {
        end
      } else if isTown(text, cursor, end) {
        end
      } else {
        american(text, cursor, end)?.end
      }
    guard let codeEnd, streets.isHeld(text, first, cursor) else { return nil }
    return Match(.address, place, codeEnd)
  }

  /// `Paris 75019`: a code of five digits behind a comma and a town's name.
  private static func isBehindTown(_ text: TextWindow, _ place: Int, _ end: Int) -> Bool {
    guard end - place == 5, !text.isWord(at: end), text[place - 1] == 0x20,
      text.isLetter(before: place - 1)
    else { return false }
    var start = place - 1
    while place - start < 40,
      text.isLetter(before: start) || text[start - 1] == UInt8(ascii: "-")
        || text[start - 1] & 0xc0 == 0x80
    {
      start -= 1
    }
    return text[start - 1] == 0x20 && text[start - 2] == UInt8(ascii: ",") && isName(text, start)
  }

  /// A word with a capital and a small letter.
  private static func isName(_ text: TextWindow, _ place: Int) -> Bool {
    let width = text[place].isUpper ? 1 : 2
    guard width == 1 || (text[place] == 0xc3 && text[place + 1] < 0xa0) else { return false }
    return text[place + width].isLower || text[place + width] >= 0xc3
      || text[place + width] == UInt8(ascii: "'")
  }

  /// Whether the word before `place` ends with the last letter of an ending.
  private static func isStreetEnd(_ text: TextWindow, _ place: Int) -> Bool {
    switch text[place - 1].lowercased {
    case UInt8(ascii: "t"), UInt8(ascii: "n"), UInt8(ascii: "l"), UInt8(ascii: "g"),
      UInt8(ascii: "e"), UInt8(ascii: "r"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// `Dorpsstraat 12`: a house number behind a word that ends like a street.
  private static func alone(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    guard text[place - 1] == 0x20, isStreetEnd(text, place - 1), end - place <= 4,
      text[place] != UInt8(ascii: "0"),
      let number = houseNumberEnd(text, place), !text.isWord(at: number),
      !(text.isDigit(number + 1)
        && [0x2e, 0x2c, 0x2d, 0x2f, 0x3a].contains(text[number])), text[number] != UInt8(ascii: "%")
    else { return nil }
    var word = place - 1
    if text[word - 1] == UInt8(ascii: ".") { word -= 1 }
    let isStreet = endings.contains {
      text.holds($0, at: word - $0.utf8CodeUnitCount)
        && text.isLetter(before: word - $0.utf8CodeUnitCount)
    }
    guard isStreet else { return nil }
    var start = word
    while word - start < 40, text.isLetter(before: start) {
      start -= 1
      while text[start] & 0xc0 == 0x80 { start -= 1 }
    }
    guard text[start].isUpper || text[start] == 0xc3, ways.length(text, start, word) == nil else {
      return nil
    }
    return Match(.address, place, number)
  }

  /// A code of four or five digits and a word that begins like a town's name.
  private static func isTown(
    _ text: TextWindow, _ place: Int, _ end: Int, comma: Bool = false
  ) -> Bool {
    guard (4...5).contains(end - place), !text.isWord(at: end) else { return false }
    var town = end
    if comma, text[town] == UInt8(ascii: ",") { town += 1 }
    while town - end < 4, text[town] == UInt8(ascii: "^") { town += 1 }
    town = text.skippingBlanks(from: town)
    guard town > end else { return false }
    // É, Ö, Ü
    guard text[town].isUpper || (text[town] == 0xc3 && text[town + 1] < 0xa0) else { return false }
    let second = town + (text[town].isUpper ? 1 : 2)
    if text[second].isLower || text[second] >= 0xc3 { return true }
    // All in capitals, which units are too.
    return (second..<second + 3).allSatisfy { text[$0].isUpper }
  }

  /// A word like `Hauptstr.`, `Kerkstraat`, `Weg` before a house number: any that begins with a
  /// capital will do, for what follows the number is a code and a town.
  private static func isStreet(_ text: TextWindow, before place: Int) -> Bool {
    var end = place
    while end > place - 3, text[end - 1] == 0x20 { end -= 1 }
    guard end < place else { return false }
    if text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return text.isLetter(before: end)
  }
}

/// Codes that are told by a label, a country or a state.
extension PostalAddress {
  /// `D-10115`: the place of the digits.
  private static func countryPrefix(_ text: TextWindow, _ place: Int) -> Int? {
    for prefix in ["d-", "f-", "b-", "l-", "ch-", "a-", "nl-", "dk-", "i-"] as [StaticString]
    where text.holds(prefix, at: place) && text.isDigit(place + prefix.utf8CodeUnitCount) {
      return place + prefix.utf8CodeUnitCount
    }
    return nil
  }

  private static func labelled(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    guard (4...5).contains(end - place), !text.isWord(at: end), !isDecimal(text, place),
      !(text[end] == UInt8(ascii: ".") && text.isDigit(end + 1))
    else { return nil }
    let isBehindCountry = ["d-", "f-", "b-", "l-", "ch-", "a-"].contains { (prefix: StaticString) in
      let start = place - prefix.utf8CodeUnitCount
      return text.holds(prefix, at: start) && !text.isWord(before: start)
    }
    if isBehindCountry, isTown(text, place, end) { return Match(.address, place, end) }
    guard labels.stand(text, before: place, reach: 40),
      isTown(text, place, end) || labels.stand(text, before: place, reach: 14)
    else { return nil }
    // `12345-6789`
    let isLong =
      end - place == 5 && text[end] == UInt8(ascii: "-")
      && text.digitsEnd(end + 1) - end == 5 && !text.isWord(at: end + 5)
    return Match(.address, place, isLong ? end + 5 : end)
  }

  /// `Springfield, IL 62704-1234`.
  private static func american(_ text: TextWindow, _ place: Int, _ end: Int) -> Match? {
    guard end - place == 5, text[place - 1] == 0x20, text[place - 2].isUpper,
      text[place - 3].isUpper,
      text[place - 4] == 0x20,
      text[place - 5] == UInt8(ascii: ",") || text.isLetter(before: place - 4),
      states.contains(UInt16(text[place - 3]) << 8 | UInt16(text[place - 2]))
    else { return nil }
    var last = end
    if text[end] == UInt8(ascii: "-"), text.digitsEnd(end + 1) - end == 5 { last = end + 5 }
    return text.isWord(at: last) ? nil : Match(.address, place, last)
  }

  private static let states: Set<UInt16> = {
    let names = """
      AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ \
      NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY
      """
    return Set(
      names.split(separator: " ").map { name in
        name.utf8.reduce(0) { $0 << 8 | UInt16($1) }
      })
  }()

  /// `SW1A 1AA`; `place` is that of the first digit. The letters of the areas are those in use.
  private static func british(
    _ text: TextWindow, _ place: Int, isWitnessed: Bool = false
  ) -> (start: Int, end: Int)? {
    if text[place - 1].isLower { return britishInLowerCase(text, place) }
    var start = place
    while start > place - 3, text[start - 1].isUpper { start -= 1 }
    guard (1...2).contains(place - start), !text.isWord(before: start), isArea(text, start, place)
    else { return nil }
    var end = place + 1
    if text.isDigit(end) || text[end].isUpper { end += 1 }
    let gap = text.skippingBlanks(from: end)
    var inward = gap
    if gap - end > 3 { return nil }
    if gap == end, text[end].endsLine {
      inward = text.skippingBlanks(from: end + (text[end] == 0x0d && text[end + 1] == 0x0a ? 2 : 1))
    }
    // Without a blank the last letter of the district may be the first of the rest.
    if inward == end, !text.isDigit(inward) || !isInwardLetter(text[inward + 1]) {
      end -= 1
      inward = end
    }
    guard text.isDigit(inward), isInwardLetter(text[inward + 1]), isInwardLetter(text[inward + 2]),
      !text.isWord(at: inward + 3), inward > place
    else { return nil }
    if inward == end, !isWitnessed, !labels.stand(text, before: start) { return nil }
    return (start, inward + 3)
  }

  /// `ls2 8ab`, right behind a label.
  private static func britishInLowerCase(_ text: TextWindow, _ place: Int) -> (
    start: Int, end: Int
  )? {
    var start = place
    while start > place - 3, text[start - 1].isLower { start -= 1 }
    guard (1...2).contains(place - start), !text.isWord(before: start),
      areas.contains((start..<place).reduce(0) { $0 << 8 | UInt16(text[$1].uppercased) }),
      labels.stand(text, before: start, reach: 14)
    else { return nil }
    var end = text.digitsEnd(place)
    if text[end].isLower { end += 1 }
    let inward = text.skippingBlanks(from: end)
    guard end - place <= 2, inward > end, text.isDigit(inward), text[inward + 1].isLower,
      text[inward + 2].isLower, !text.isWord(at: inward + 3)
    else { return nil }
    return (start, inward + 3)
  }

  private static func isInwardLetter(_ byte: UInt8) -> Bool {
    guard byte.isUpper else { return false }
    switch byte {
    case UInt8(ascii: "C"), UInt8(ascii: "I"), UInt8(ascii: "K"), UInt8(ascii: "M"),
      UInt8(ascii: "O"), UInt8(ascii: "V"):
      return false
    default: return true
    }
  }

  private static let areas: Set<UInt16> = {
    let names = """
      AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E \
      EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL \
      LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM \
      SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
      """
    return Set(
      names.split(separator: " ").map { name in
        name.utf8.reduce(0) { $0 << 8 | UInt16($1) }
      })
  }()

  private static func isArea(_ text: TextWindow, _ start: Int, _ end: Int) -> Bool {
    areas.contains((start..<end).reduce(0) { $0 << 8 | UInt16(text[$1]) })
  }

  private static func isDecimal(_ text: TextWindow, _ place: Int) -> Bool {
    text[place - 1] == UInt8(ascii: ".") && text.isDigit(place - 2)
  }
}
