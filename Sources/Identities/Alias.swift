internal import Files

/// The short local name of a contact: 1 to 64 bytes of letters, marks, digits, `.`, `-` and `_`,
/// beginning with a letter or digit.
///
/// It is kept folded, so that `Jansen` and `jansen` cannot be two people, and it never looks like
/// an identity, an option or a path.
package struct Alias: Hashable, Sendable {
  package let description: String

  private static let sizeLimit = 64
  private static let marks: Set<Unicode.Scalar> = [".", "-", "_"]

  /// An alias for somebody called `name` that is not taken: the family name, which is the
  /// last word before any comma with the small words before it, and a number when need be. `A. de
  /// Vries` becomes `devries`. Nil when no word is left.
  package static func proposed(
    for name: String, isTaken: (Alias) throws -> Bool
  ) rethrows -> Alias? {
    let words = name.prefix { $0 != "," }.split(whereSeparator: \.isWhitespace)
    guard let end = words.lastIndex(where: { Alias(plain($0)) != nil }) else { return nil }
    let particles =
      words[end].first?.isUppercase == true
      ? words[..<end].reversed().prefix { $0.first?.isLowercase == true }.reversed() : []
    let joined = shortened((particles + [words[end]]).map(plain).joined())
    let word = Alias(joined) == nil ? plain(words[end]) : joined
    guard let alias = Alias(word), try isTaken(alias) else { return Alias(word) }
    return try numbered(word, isTaken: isTaken)
  }

  /// `word` with a number: the first that is free, or, where numbers are left out between others, one
  /// of those that are free. It is found in few steps also among thousands of one name.
  private static func numbered(
    _ word: String, isTaken: (Alias) throws -> Bool
  ) rethrows -> Alias? {
    func free(_ number: Int) throws -> Alias? {
      try Alias("\(word)-\(number)").flatMap { try isTaken($0) ? nil : $0 }
    }
    var (taken, next) = (1, 2)
    var found = try free(next)
    while found == nil {
      // Somebody chose names that stand in the way.
      guard next < 1 << 22 else { return try anywhere(free) }
      (taken, next) = (next, 2 * next)
      found = try free(next)
    }
    while next - taken > 1 {
      let middle = (taken + next) / 2
      if let alias = try free(middle) { (next, found) = (middle, alias) } else { taken = middle }
    }
    return found
  }

  private static func anywhere(_ free: (Int) throws -> Alias?) rethrows -> Alias? {
    for _ in 0..<64 {
      if let alias = try free(.random(in: 2..<10_000_000)) { return alias }
    }
    return nil
  }

  package static func proposed(for name: String) -> Alias? { proposed(for: name) { _ in false } }

  /// `word` folded, without what an alias cannot have.
  private static func plain(_ word: Substring) -> String {
    let folded = UnicodeText.folded(String(word))
    var plain = String.UnicodeScalarView(folded.unicodeScalars.filter(isAllowed))
    while let first = plain.first, !isAlphanumeric(first) { plain.removeFirst() }
    while let last = plain.last, marks.contains(last) { plain.removeLast() }
    return shortened(String(plain))
  }

  /// The first characters of `word`, so many that a number still fits behind them.
  private static func shortened(_ word: String) -> String {
    var short = word
    while short.utf8.count > sizeLimit - 8 { short.removeLast() }
    return short
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: true
    default: isAlphanumeric(scalar) || marks.contains(scalar)
    }
  }

  private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      true
    default: false
    }
  }
}

extension Alias: LosslessStringConvertible {
  /// Reads an alias in whatever case; nil when `text` cannot be one.
  package init?(_ text: String) {
    let folded = UnicodeText.folded(text)
    guard !text.unicodeScalars.contains(where: \.properties.isWhitespace),
      folded.utf8.count <= Self.sizeLimit, let first = folded.unicodeScalars.first,
      Self.isAlphanumeric(first),
      folded.unicodeScalars.allSatisfy(Self.isAllowed), !folded.hasPrefix("tacita1")
    else { return nil }
    description = folded
  }
}

extension Alias: Comparable {
  package static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
