/// A person's name as registers and cards write it, made comparable: without case, diacritics,
/// hyphens, particles, titles. Two names that are merely like each other do not agree.
package struct PersonName: Sendable {
  /// Words of the family name, or of the whole name where the two are not told apart.
  private let family: [NameWord]
  private let given: [NameWord]
  private let isWhole: Bool

  /// A name in two fields.
  package init(family: String, given: String) {
    guard !given.isEmpty else {
      self.init(whole: family)
      return
    }
    self.init(
      family: NameWord.all(in: family, isFamily: true), given: NameWord.all(in: given),
      isWhole: false)
  }

  private init(family: [NameWord], given: [NameWord], isWhole: Bool) {
    self.family = family
    self.given = given
    self.isWhole = isWhole
  }

  /// A name in one: `A. de Vries`, `Vries, A. de`, or `A. de Vries, MD`.
  package init(whole: String) {
    let parts = whole.split(separator: ",", maxSplits: 1).map(String.init)
    let rest = parts.count == 2 ? NameWord.all(in: parts[1]) : []
    if rest.allSatisfy({ $0.isTitle || $0.isGeneration }) {
      self.init(family: NameWord.all(in: whole), given: [], isWhole: true)
    } else {
      self.init(family: NameWord.all(in: parts[0], isFamily: true), given: rest, isWhole: false)
    }
  }

  package var isEmpty: Bool { family.isEmpty && given.isEmpty }

  /// Whether both can be the same person's name. Initials stand for given names, given names may be
  /// missing; a family name may not.
  package func agrees(with other: PersonName) -> Bool {
    if isEmpty || other.isEmpty { return false }
    if let generation, let others = other.generation, generation != others { return false }
    return Reading.Manner.allCases.contains { reading($0).agrees(with: other.reading($0)) }
  }

  package enum Comparison: Sendable { case agrees, perhaps, differs }

  /// Whether both are the same name, may be, or cannot be. They may be where a family name is
  /// another by one letter, or one of a double name, and no given name speaks against it; and where
  /// they are in different scripts.
  package func comparison(with other: PersonName) -> Comparison {
    if isEmpty || other.isEmpty { return .differs }
    if agrees(with: other) { return .agrees }
    if let generation, let others = other.generation, generation != others { return .differs }
    if isLatin != other.isLatin { return .perhaps }
    return reading(.bare).isPerhaps(other.reading(.bare)) ? .perhaps : .differs
  }

  private var isLatin: Bool {
    (family + given).allSatisfy { $0.plain.unicodeScalars.allSatisfy { $0.value < 0x250 } }
  }

  /// What tells a parent from a child of the same name.
  private var generation: String? { (family + given).first(where: \.isGeneration)?.plain }

  private func reading(_ manner: Reading.Manner) -> Reading {
    Reading(family: manner.read(family), given: manner.read(given), isWhole: isWhole)
  }
}

/// The words of a name that count.
private struct Reading {
  let family: [NameWord]
  let given: [NameWord]
  let isWhole: Bool

  /// What is done with the words that some write and others do not.
  enum Manner: CaseIterable {
    /// Titles and particles are left out: `A. de Vries`, `A. Vries`.
    case bare
    /// Particles belong to the word that follows: `van den Berg`, `Vandenberg`.
    case joined
    /// Every word counts: `David Ing` has no title.
    case literal
    /// Two or three capitals are initials: `AB de Vries`.
    case initials

    func read(_ words: [NameWord]) -> [NameWord] {
      if self == .literal { return words }
      let named = words.filter { !$0.isTitle && !$0.isGeneration }
      let untitled = named.isEmpty ? words : named
      if self == .joined { return join(untitled) }
      let parted = self == .initials ? untitled.flatMap(\.asInitials) : untitled
      let bare = parted.filter { !$0.isParticle }
      return bare.isEmpty ? parted : bare
    }

    private func join(_ words: [NameWord]) -> [NameWord] {
      var result: [NameWord] = []
      var prefix: NameWord?
      for word in words {
        let whole = prefix.map { $0.joined(word) } ?? word
        prefix = word.isPrefix ? whole : nil
        if prefix == nil { result.append(whole) }
      }
      return result + (prefix.map { [$0] } ?? [])
    }
  }

  func agrees(with other: Reading) -> Bool {
    if !isWhole, !other.isWhole {
      return Self.equal(family, other.family) && Self.fits(given, other.given)
    }
    if isWhole, other.isWhole { return Self.wholesAgree(family, other.family) }
    return isWhole ? other.contains(family) : contains(other.family)
  }

  /// Whether `words`, a whole name, are this family name and given names that fit.
  private func contains(_ words: [NameWord]) -> Bool {
    var rest = words
    for word in family {
      guard let index = rest.lastIndex(where: word.agrees) else { return false }
      rest.remove(at: index)
    }
    return Self.fits(rest, given)
  }

  /// Two names in one field each: the words of the shorter are all in the longer, the last one as
  /// the last.
  private static func wholesAgree(_ left: [NameWord], _ right: [NameWord]) -> Bool {
    guard let last = left.last, let other = right.last, last.agrees(with: other), !last.isInitial
    else { return isReordered(left, right) }
    return fits(Array(left.dropLast()), Array(right.dropLast()))
  }

  /// The same words in another order, as married names are, with initials for given names.
  private static func isReordered(_ left: [NameWord], _ right: [NameWord]) -> Bool {
    left.count == right.count && left.count { !$0.isInitial } > 1 && fits(left, right)
      || equal(left, right)
  }

  /// Whether both may be one name: a family name of one is, but for a letter, a word of the other,
  /// and no given name of one has no counterpart.
  func isPerhaps(_ other: Reading) -> Bool {
    let (mine, theirs) = (words, other.words)
    let long = mine.filter { !$0.isInitial && $0.plain.utf8.count > 2 }
    guard let shared = long.lastIndex(where: { word in theirs.contains { $0.resembles(word) } })
    else { return false }
    func first(_ reading: Reading) -> NameWord? {
      reading.isWhole
        ? (reading.family.count > 1 ? reading.family.first : nil) : reading.given.first
    }
    guard let left = first(self), let right = first(other) else { return true }
    guard !long[shared].agrees(with: left) else { return false }
    return left.resembles(right) || left.isInitial(of: right) || right.isInitial(of: left)
  }

  private var words: [NameWord] { family + given }

  /// Whether both are the same words, in any order.
  private static func equal(_ left: [NameWord], _ right: [NameWord]) -> Bool {
    var rest = right
    for word in left {
      guard let index = rest.firstIndex(where: word.agrees) else { return false }
      rest.remove(at: index)
    }
    return rest.isEmpty
  }

  /// Whether each of the fewer given names has its own counterpart among the others.
  private static func fits(_ left: [NameWord], _ right: [NameWord]) -> Bool {
    if NameWord.joined(left).agrees(with: NameWord.joined(right)) { return true }
    var (few, many) = left.count <= right.count ? (left, right) : (right, left)
    few.sort { $0.plain.unicodeScalars.count > $1.plain.unicodeScalars.count }
    for word in few {
      let index =
        many.firstIndex(where: word.agrees)
        ?? many.firstIndex { word.isInitial(of: $0) || $0.isInitial(of: word) }
      guard let index else { return false }
      many.remove(at: index)
    }
    return true
  }
}
