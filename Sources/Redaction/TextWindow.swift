internal import Glibc

/// The bytes around a place in a stream that a recogniser may look at. What lies outside reads as
/// zero, which is neither letter nor digit.
///
/// How far it reaches depends on the place alone, never on how the stream came in pieces.
struct TextWindow {
  let base: UnsafePointer<UInt8>
  let lower: Int
  let upper: Int
  /// Of the place that was looked at last.
  let words: UnsafeMutablePointer<WordsBefore>
  /// The end of the last finding: what comes before it is not part of anything else.
  var settled = -1

  subscript(place: Int) -> UInt8 { place >= lower && place < upper ? base[place] : 0 }

  func isDigit(_ place: Int) -> Bool { self[place].isDigit }

  /// Whether a letter ends right before `place`.
  func isLetter(before place: Int) -> Bool {
    var lead = place - 1
    guard self[lead] >= 0x80 else { return self[lead].isASCIILetter }
    while lead > place - 4, self[lead] & 0xc0 == 0x80 { lead -= 1 }
    return Self.beginsLetter(self[lead])
  }

  /// Whether a letter begins at `place`.
  func isLetter(at place: Int) -> Bool {
    self[place] < 0x80 ? self[place].isASCIILetter : Self.beginsLetter(self[place])
  }

  /// The blocks of U+0080 and U+2000 hold signs, spaces and quotation marks; nearly all else that
  /// is not ASCII is letters.
  static func beginsLetter(_ lead: UInt8) -> Bool {
    lead >= 0xc3 && lead != 0xe2 && lead != 0xef
  }

  /// Where something new begins behind `place`, which is not inside a word: behind the letters there,
  /// or behind a sign that is not a letter, in which no byte is one.
  func nextWord(_ place: Int, _ end: Int) -> Int {
    guard base[place] & 0xc0 == 0x80 || !isLetter(at: place) else { return wordEnd(place, end) }
    return place + 1
  }

  /// The end of the letters at `place`.
  func wordEnd(_ place: Int, _ end: Int) -> Int {
    var place = place
    while place < end {
      let byte = base[place]
      guard byte < 0x80 ? byte.isASCIILetter : byte < 0xc0 || Self.beginsLetter(byte) else { break }
      place += 1
    }
    return place
  }

  /// A letter or digit before `place`.
  func isWord(before place: Int) -> Bool { isDigit(place - 1) || isLetter(before: place) }

  /// A letter or digit at `place`.
  func isWord(at place: Int) -> Bool { isDigit(place) || isLetter(at: place) }

  /// Bytes of the white space at `place` that ends no line: 0 when there is none.
  func blank(at place: Int) -> Int {
    switch self[place] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"): 1
    case 0xc2 where self[place + 1] == 0xa0: 2
    case 0xe2 where self[place + 1] == 0x80:
      switch self[place + 2] {
      case 0x80...0x8a, 0xaf: 3
      default: 0
      }
    default: 0
    }
  }

  /// The first place from `place` on that holds no blank.
  func skippingBlanks(from place: Int) -> Int {
    var place = place
    while true {
      let width = blank(at: place)
      if width == 0 { return place }
      place += width
    }
  }

  /// Whether the ASCII lower-case `word` stands at `place` in any case.
  func holds(_ word: StaticString, at place: Int) -> Bool {
    guard place >= lower, place + word.utf8CodeUnitCount <= upper else { return false }
    for index in 0..<word.utf8CodeUnitCount
    where base[place + index].lowercased != word.utf8Start[index] {
      return false
    }
    return true
  }

  /// The first place of the line that `place` lies in, as far as it can be seen.
  func lineStart(of place: Int) -> Int {
    var start = place
    while start - lower >= 8, !holdsLineEnd(eightFrom: start - 8) { start -= 8 }
    while start > lower, !base[start - 1].endsLine { start -= 1 }
    return start
  }

  /// The place of the end of line at or after `place`.
  func lineEnd(of place: Int) -> Int {
    var end = place
    while upper - end >= 8, !holdsLineEnd(eightFrom: end) { end += 8 }
    while end < upper, !base[end].endsLine { end += 1 }
    return end
  }

  /// Whether one of eight bytes ends a line, without looking at each.
  private func holdsLineEnd(eightFrom place: Int) -> Bool {
    let bytes = UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self)
    func holdsZero(_ bytes: UInt64) -> UInt64 {
      (bytes &- 0x0101_0101_0101_0101) & ~bytes & 0x8080_8080_8080_8080
    }
    return holdsZero(bytes ^ 0x0a0a_0a0a_0a0a_0a0a) | holdsZero(bytes ^ 0x0d0d_0d0d_0d0d_0d0d) != 0
  }

  /// The first place between `start` and `end`, which lie in the window, that holds `byte`, else
  /// `end`.
  func next(_ byte: UInt8, _ start: Int, _ end: Int) -> Int {
    guard start < end, let found = memchr(base + start, Int32(byte), end - start) else {
      return end
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  func holds(_ byte: UInt8, _ start: Int, _ end: Int) -> Bool { next(byte, start, end) < end }

  func count(_ byte: UInt8, _ start: Int, _ end: Int) -> Int {
    var (place, count) = (next(byte, start, end), 0)
    while place < end {
      count += 1
      place = next(byte, place + 1, end)
    }
    return count
  }

  /// The number that up to nine digits from `start` to `end` are.
  func number(_ start: Int, _ end: Int) -> Int {
    var value = 0
    for place in start..<max(start, min(end, start + 9)) {
      value = value * 10 + Int(self[place] &- 48)
    }
    return value
  }

  /// The end of the digits that begin at `place`.
  func digitsEnd(_ place: Int) -> Int {
    var end = place
    while isDigit(end) { end += 1 }
    return end
  }
}

extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 48 < 10 }
  @inline(__always) var isASCIILetter: Bool { (self | 32) &- 97 < 26 }
  @inline(__always) var isUpper: Bool { self &- 65 < 26 }
  @inline(__always) var isLower: Bool { self &- 97 < 26 }
  @inline(__always) var lowercased: UInt8 { isUpper ? self | 32 : self }
  @inline(__always) var uppercased: UInt8 { isLower ? self & 0xdf : self }
  @inline(__always) var endsLine: Bool { self == 0x0a || self == 0x0d }
  @inline(__always) var digit: Int { Int(self &- 48) }
}
