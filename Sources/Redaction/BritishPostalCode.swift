/// The United Kingdom: `SW1A 1AA`.
extension PostalAddress {
  /// `SW1A 1AA`; `place` is that of the first digit. The letters of the areas are those in use.
  static func british(
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
      AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY \
      E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD \
      LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG \
      SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
      """
    return Set(
      names.split(separator: " ").map { name in
        name.utf8.reduce(0) { $0 << 8 | UInt16($1) }
      })
  }()

  private static func isArea(_ text: TextWindow, _ start: Int, _ end: Int) -> Bool {
    areas.contains((start..<end).reduce(0) { $0 << 8 | UInt16(text[$1]) })
  }
}
