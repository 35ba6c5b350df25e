/// Where a number may begin and end: not inside a word or a longer number.
extension NumberRun {
  /// Whether the first `length` digits are a number of their own. Letters right before them are
  /// allowed when they are one of `labels`, as in `BSN111222333`.
  func stands(_ length: Int, in text: TextWindow, labels: Labels? = nil) -> Bool {
    guard holds(length) else { return false }
    if lead < start {
      guard let labels, !text.isWord(before: lead), labels.contain(text, lead, start) else {
        return false
      }
    } else if text.isLetter(before: start) {
      return false
    }
    return standsLeft(length, text) && standsRight(length, text)
  }

  private func standsLeft(_ length: Int, _ text: TextWindow) -> Bool {
    let before = text[start - 1]
    guard start > text.settled + 1, text.isDigit(start - 2) else { return true }
    if before == UInt8(ascii: ".") { return false }
    // A group before it, cut off by the same mark: a longer number.
    let own = mark(in: length)
    return own == 0 || before != own
  }

  private func standsRight(_ length: Int, _ text: TextWindow) -> Bool {
    let end = end(length)
    let after = text[end]
    if text.isLetter(at: end) || after == UInt8(ascii: "@") { return false }
    guard text.isDigit(end + 1) else { return true }
    if after == UInt8(ascii: ".") { return false }
    let own = mark(in: length)
    guard own != 0, after == own else { return true }
    // A group after it, cut off by the same mark, is part of a longer number, unless a date or a
    // number of another kind begins there.
    let groupEnd = text.digitsEnd(end + 1)
    let length = groupEnd - end - 1
    let next = text[groupEnd]
    return own == UInt8(ascii: " ")
      && (length > 4
        || (text.isDigit(groupEnd + 1) && next != own && next != UInt8(ascii: ",")))
  }

  /// Whole lines of digits, more than the two that this would take: a column of numbers, not one
  /// number.
  func isColumn(_ length: Int, _ text: TextWindow) -> Bool {
    guard breaksLine(before: length) else { return false }
    let end = end(length)
    let (first, last) = (text.lineStart(of: start), text.lineEnd(of: end))
    guard text.skippingBlanks(from: first) == start, text.skippingBlanks(from: end) == last else {
      return false
    }
    var above = first - 1
    while above > text.lower, text[above].endsLine || text[above] == UInt8(ascii: " ") {
      above -= 1
    }
    var below = last
    while text[below].endsLine { below += 1 }
    return text.isDigit(above) || text.isDigit(text.skippingBlanks(from: below))
  }
}
