/// The words before a place, near enough to be a label of what is there: with no digit and at most
/// one end of line between. Many labels ask at one place, and the words are the same.
struct WordsBefore {
  private var place = -1
  private var count = 0
  private var words = InlineArray<32, Word>(repeating: Word(distance: 0, pair: WordPair(0, 0)))

  private struct Word {
    /// How far before the place it begins.
    var distance: UInt8
    /// Its first two bytes.
    var pair: WordPair
  }

  /// What was found no longer counts: the text has moved.
  mutating func forget() { place = -1 }

  /// Whether `judge` holds of the place of one of the words before `place` that begin as one of
  /// `begins` does, none further than `reach`, which is at most ``Labels/reach``.
  mutating func contains(
    _ text: TextWindow, _ place: Int, reach: Int, _ begins: PairSet, _ judge: (Int) -> Bool
  ) -> Bool {
    if self.place != place { find(text, place) }
    for index in 0..<count where begins.mayHold(words[index].pair) {
      let distance = Int(words[index].distance)
      if distance <= reach, judge(place - distance) { return true }
    }
    return false
  }

  private mutating func find(_ text: TextWindow, _ place: Int) {
    (self.place, count) = (place, 0)
    if !findInPlainText(text, place) { findByByte(text, place) }
  }

  /// Looks at eight bytes at a time. False in a text that is not plain ASCII with LF, and where no more
  /// than ``Labels/reach`` can be seen.
  private mutating func findInPlainText(_ text: TextWindow, _ place: Int) -> Bool {
    let start = place - Labels.reach
    guard start > text.lower else { return false }
    guard let bytes = PlainBytes(text.base + start, count: Labels.reach) else { return false }
    var lines = bytes.lineFeeds
    if lines != 0 { lines &= ~(1 << (63 - lines.leadingZeroBitCount)) }
    // The nearest digit and the second end of line end it.
    var begins = bytes.wordBegins & (~0 << (64 - (bytes.digits | lines).leadingZeroBitCount))
    if text.isLetter(before: start) { begins &= ~1 }
    while begins != 0 {
      let last = 63 - begins.leadingZeroBitCount
      add(text, start + last)
      begins &= ~(1 << UInt64(last))
    }
    return true
  }

  /// Goes back over the text once.
  private mutating func findByByte(_ text: TextWindow, _ place: Int) {
    var (cursor, lines, isInWord) = (place, 0, false)
    while place - cursor < Labels.reach, cursor > text.lower {
      let byte = text.base[cursor - 1]
      if byte.isDigit { break }
      if byte.isASCIILetter {
        isInWord = true
      } else if byte >= 0x80, text.isLetter(before: cursor) {
        isInWord = true
        while text[cursor - 1] & 0xc0 == 0x80 { cursor -= 1 }
      } else {
        if isInWord { add(text, cursor) }
        isInWord = false
        if byte == 0x0a || (byte == 0x0d && text[cursor] != 0x0a) {
          lines += 1
          if lines > 1 { return }
        }
      }
      cursor -= 1
    }
    if isInWord, !text.isLetter(before: cursor) { add(text, cursor) }
  }

  private mutating func add(_ text: TextWindow, _ start: Int) {
    words[count] = Word(
      distance: UInt8(place - start), pair: WordPair(text[start], text[start + 1]))
    count += 1
  }
}
