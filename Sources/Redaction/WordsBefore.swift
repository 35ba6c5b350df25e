/// Where words begin before a place, near enough to be a label of what is there: with no digit and
/// at most one end of line between. Many labels ask at one place, and the words are the same.
struct WordsBefore {
  private var place = -1
  private var count = 0
  /// How far before the place each word begins, the furthest first.
  private var distances = InlineArray<64, UInt8>(repeating: 0)

  /// What was found no longer counts: the text has moved.
  mutating func forget() { place = -1 }

  /// Whether `judge` holds of the beginning of one of the words before `place`, none of them
  /// further than `reach`, which is at most ``Labels/reach``.
  mutating func contains(
    _ text: TextWindow, _ place: Int, reach: Int, _ judge: (Int) -> Bool
  ) -> Bool {
    if self.place != place { find(text, place) }
    for index in 0..<count {
      let distance = Int(distances[index])
      if distance <= reach, judge(place - distance) { return true }
    }
    return false
  }

  private mutating func find(_ text: TextWindow, _ place: Int) {
    (self.place, count) = (place, 0)
    var cursor = Self.start(text, place)
    if text.isLetter(before: cursor) { cursor = text.wordEnd(cursor, place) }
    while cursor < place {
      distances[count] = UInt8(place - cursor)
      count += 1
      cursor = text.nextWord(cursor, place)
    }
  }

  private static func start(_ text: TextWindow, _ place: Int) -> Int {
    var (start, lines) = (place, 0)
    while place - start < Labels.reach, start > text.lower {
      let byte = text.base[start - 1]
      if byte.isDigit { break }
      if byte == 0x0a || (byte == 0x0d && text[start] != 0x0a) {
        lines += 1
        if lines > 1 { break }
      }
      start -= 1
    }
    return start
  }
}
