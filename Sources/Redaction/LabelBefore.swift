/// The word that stands right before a number, with nothing between but blanks, marks, and words
/// like `no.` and `number`. Nearer and stricter than ``Labels/stand(_:before:reach:)``: what it
/// names needs no check digit.
struct LabelBefore {
  /// The place of the word, and where it ends.
  var start: Int
  var end: Int
  /// A word or sign for `number` stands between.
  var isNumbered: Bool

  private static let fillers = Labels(
    """
    no,nr,nrs,nummer,number,num,numéro,numero,n,id,code,codes,identifier,value,extension,is,was,\
    est,ist,ct,concept,van,du,de,la,le,of,der,des
    """)
  private static let numberWords = Labels(
    "no,nr,nrs,nummer,number,num,numéro,numero,n,id,identifier,value")
  private static let most = 5
  private static let longestWord = 32

  /// The first of the words before `place`, going back over fillers, of which `judge` makes
  /// something.
  static func first<Value>(
    _ text: TextWindow, before place: Int, _ judge: (LabelBefore) -> Value?
  ) -> Value? {
    var (cursor, isNumbered) = (place, false)
    for _ in 0..<most {
      guard let end = skipping(text, cursor, &isNumbered) else { return nil }
      var start = end
      while end - start < longestWord, text.isLetter(before: start) {
        start -= 1
        while text[start] & 0xc0 == 0x80 { start -= 1 }
      }
      guard start < end else { return nil }
      let label = LabelBefore(start: start, end: end, isNumbered: isNumbered)
      if let value = judge(label) { return value }
      guard fillers.contain(text, start, end) else { return nil }
      if numberWords.contain(text, start, end) { isNumbered = true }
      cursor = start
    }
    return nil
  }

  /// Back over blanks and marks to the end of a word.
  private static func skipping(_ text: TextWindow, _ place: Int, _ isNumbered: inout Bool) -> Int? {
    var (cursor, lines) = (place, 0)
    while place - cursor < 16, cursor > text.lower {
      if text.isLetter(before: cursor) { return cursor }
      switch text[cursor - 1] {
      case UInt8(ascii: ":"), UInt8(ascii: "#"), UInt8(ascii: "="): isNumbered = true
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "."), UInt8(ascii: "|"),
        UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "-"), UInt8(ascii: "_"), 0x0d,
        UInt8(ascii: "*"), UInt8(ascii: ">"):
        break
      case 0xb0,
        0xba where text[cursor - 2] == 0xc2:
        isNumbered = true
        cursor -= 1
      case 0x0a:
        lines += 1
        if lines > 1 { return nil }
      default: return nil
      }
      cursor -= 1
    }
    return nil
  }

  /// Whether the word is one of `labels`.
  func isOne(of labels: Labels, in text: TextWindow) -> Bool { labels.contain(text, start, end) }
}
