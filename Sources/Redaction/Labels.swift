/// Words that say what the number after them is.
struct Labels: Sendable {
  private struct Word: Sendable {
    let bytes: [UInt8]
    /// Any letters may follow.
    let isStem: Bool
  }

  /// By first byte, lower case.
  private let words: [[Word]]
  /// The first two bytes of words: most words of a text are told from all labels by them.
  private let begins: PairSet

  /// The words as they were given.
  let text: String

  /// `text` is words separated by commas, in lower case; one that ends in `*` is a stem.
  init(_ text: String) {
    var words = [[Word]](repeating: [], count: 256)
    for part in text.split(separator: ",") {
      var bytes = Array(part.drop { $0 == " " || $0 == "\n" }.utf8)
      let isStem = bytes.last == UInt8(ascii: "*")
      if isStem { bytes.removeLast() }
      guard let first = bytes.first else { continue }
      words[Int(first)].append(Word(bytes: bytes, isStem: isStem))
    }
    self.words = words
    self.text = text
    begins = PairSet(words.flatMap { $0.map(\.bytes) })
  }

  /// How far before a number its label may stand.
  static let reach = 48

  /// Whether one of the words stands before `place`: near, with no digit and at most one end of
  /// line between.
  func stand(_ text: TextWindow, before place: Int, reach: Int = Labels.reach) -> Bool {
    text.words.pointee.contains(text, place, reach: reach, begins) {
      length(text, $0, place) != nil
    }
  }

  /// The end of the last of the words before `place` that ``stand(_:before:reach:)`` would find.
  func lastEnd(_ text: TextWindow, before place: Int) -> Int? {
    var start = place
    while start > text.lower, place - start < Labels.reach, !text.isDigit(start - 1) {
      start -= 1
      guard !text.isLetter(before: start), let length = length(text, start, place) else { continue }
      return text.wordEnd(start + length, place)
    }
    return nil
  }

  /// Whether one of the words begins a word between `start` and `end`, in which it must end.
  func isHeld(_ text: TextWindow, _ start: Int, _ end: Int) -> Bool {
    var place = start
    if text.isLetter(before: place) { place = text.wordEnd(place, end) }
    while place < end {
      if length(text, place, end) != nil { return true }
      place = text.nextWord(place, end)
    }
    return false
  }

  /// Whether the letters from `start` to `end` are one of the words.
  func contain(_ text: TextWindow, _ start: Int, _ end: Int) -> Bool {
    begins.mayHold(WordPair(text[start], text[start + 1]))
      && words[Int(text[start].lowercased)].contains {
        ($0.isStem ? $0.bytes.count <= end - start : $0.bytes.count == end - start)
          && matches($0, text, start)
      }
  }

  /// The length of a word that stands at `place` and ends by `end`.
  func length(_ text: TextWindow, _ place: Int, _ end: Int) -> Int? {
    guard begins.mayHold(WordPair(text[place], text[place + 1])) else { return nil }
    for word in words[Int(text[place].lowercased)] where place + word.bytes.count <= end {
      let after = place + word.bytes.count
      if matches(word, text, place), word.isStem || !text.isLetter(at: after) || after == end {
        return word.bytes.count
      }
    }
    return nil
  }

  private func matches(_ word: Word, _ text: TextWindow, _ place: Int) -> Bool {
    for (index, byte) in word.bytes.enumerated() {
      let found = text[place + index]
      if found.lowercased == byte { continue }
      // É, Â, Ä, Ü are é, â, ä, ü with one bit less.
      if index > 0, word.bytes[index - 1] == 0xc3, found | 0x20 == byte { continue }
      // A hyphen or an end of line may stand where a blank is meant.
      if byte == UInt8(ascii: " "), found == UInt8(ascii: "-") || found == 0x0a { continue }
      return false
    }
    return true
  }
}

/// The first two bytes of a word, of each the lower six bits with case folded.
struct WordPair: Sendable {
  fileprivate let first: UInt8
  fileprivate let second: UInt8

  @inline(__always) init(_ first: UInt8, _ second: UInt8) {
    self.first = (first | 0x20) & 0x3f
    self.second = (second | 0x20) & 0x3f
  }
}

/// The first two bytes of words: it may hold more pairs than it was given, and never fewer.
struct PairSet: Sendable {
  private var seconds = [UInt64](repeating: 0, count: 64)

  fileprivate init(_ words: [[UInt8]]) {
    for word in words {
      guard word.count > 1 else {
        seconds[Int(WordPair(word[0], 0).first)] = ~0
        continue
      }
      add(word[0], word[1])
      // What may stand where a blank is meant.
      if word[1] == UInt8(ascii: " ") {
        for byte in [UInt8(ascii: "-"), 0x0a] { add(word[0], byte) }
      }
    }
  }

  private mutating func add(_ first: UInt8, _ second: UInt8) {
    let pair = WordPair(first, second)
    seconds[Int(pair.first)] |= 1 << UInt64(pair.second)
  }

  @inline(__always) func mayHold(_ pair: WordPair) -> Bool {
    seconds[Int(pair.first)] >> UInt64(pair.second) & 1 != 0
  }
}

/// A set of bytes.
struct ByteSet: Sendable {
  private var (first, second, third, fourth): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init(_ holds: (UInt8) -> Bool) {
    for byte in UInt8.min...UInt8.max where holds(byte) {
      let bit = UInt64(1) << UInt64(byte & 63)
      switch byte >> 6 {
      case 0: first |= bit
      case 1: second |= bit
      case 2: third |= bit
      default: fourth |= bit
      }
    }
  }

  @inline(__always) func contains(_ byte: UInt8) -> Bool {
    let word =
      byte & 0x80 == 0 ? (byte & 0x40 == 0 ? first : second) : (byte & 0x40 == 0 ? third : fourth)
    return word >> UInt64(byte & 63) & 1 != 0
  }
}
