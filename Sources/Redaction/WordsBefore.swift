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

  /// Goes back over the text once.
  private mutating func find(_ text: TextWindow, _ place: Int) {
    (self.place, count) = (place, 0)
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
