package import Files

/// What a register says of one number.
package struct RegisterEntry: Sendable, Equatable {
  package var standing: Standing
  /// The family name, or the whole name when ``given`` is empty.
  package var family: String
  package var given: String
  /// Other names of the same person, `family, given`: a former one, a professional one.
  package var others: [String] = []
  /// Codes of the profession, several joined by a blank, and their titles, joined by a comma.
  package var profession: String
  package var title: String
  /// Codes of specialities and modes of exercise.
  package var details: String
  /// The register's own words on a restriction, a replacement, a status unknown here.
  package var note: String
  /// The last day it holds, where the register tells one.
  package var until: Day?

  package enum Standing: Int, Sendable, CaseIterable {
    case active = 0
    /// In force, with a restriction.
    case restricted
    /// Struck off, expired, deactivated.
    case ended
    /// A number of an organisation.
    case organisation
    /// A status that counts as no; ``note`` has the register's word for it.
    case inactive
    /// The file gives the number to two people.
    case ambiguous

    package var word: String {
      switch self {
      case .active: "active"
      case .restricted: "restricted"
      case .ended: "ended"
      case .organisation: "organisation"
      case .inactive: "inactive"
      case .ambiguous: "ambiguous"
      }
    }

    /// How much stands against it: where rows contradict each other, the graver counts.
    var gravity: Int {
      switch self {
      case .active: 0
      case .organisation: 1
      case .restricted: 2
      case .inactive: 3
      case .ended: 4
      case .ambiguous: 5
      }
    }

    package init?(word: String) {
      guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
      self = found
    }
  }

  package init(
    standing: Standing, family: String, given: String = "", profession: String = "",
    title: String = "", details: String = "", note: String = "", until: Day? = nil
  ) {
    self.standing = standing
    self.family = family
    self.given = given
    self.profession = profession
    self.title = title
    self.details = details
    self.note = note
    self.until = until
  }

  /// The name as a person reads it.
  package var name: String { given.isEmpty ? family : "\(given) \(family)" }

  var personName: PersonName { PersonName(family: family, given: given) }

  /// How `name` compares with the name of this, or with one of the others, whichever is nearest.
  func comparison(with name: PersonName) -> PersonName.Comparison {
    let all = [personName] + others.map { PersonName(whole: $0) }
    let found = all.filter { !$0.isEmpty }.map(name.comparison)
    return found.contains(.agrees) ? .agrees : found.contains(.perhaps) ? .perhaps : .differs
  }

  /// The standing on `day`: what lasts until a day has ended after it.
  func standing(on day: Day) -> Standing {
    guard standing == .active || standing == .restricted, let until, until < day else {
      return standing
    }
    return .ended
  }

  /// Takes in another row of the same number: one activity more of the same person. Where the two
  /// contradict each other, the graver standing and the earlier end count, and ``note`` says so;
  /// two people under one number are ambiguous. Returns whether they do.
  @discardableResult mutating func merge(_ other: RegisterEntry) -> Bool {
    if standing == .ambiguous || other.standing == .ambiguous || isAnother(other) {
      let names = [name, other.name].filter { !$0.isEmpty }
      note = Self.union(note, "two people: \(names.joined(separator: " and "))", by: "; ")
      standing = .ambiguous
      return true
    }
    let contradicts = other.standing != standing
    if contradicts {
      note = Self.union(
        note, "rows contradict: \(standing.word) and \(other.standing.word)", by: "; ")
      if other.standing.gravity > standing.gravity { standing = other.standing }
    }
    for other in other.others where !others.contains(other) && others.count < 8 {
      others.append(other)
    }
    if family.isEmpty { (family, given) = (other.family, other.given) }
    profession = Self.union(profession, other.profession, by: " ")
    title = Self.union(title, other.title, by: ", ")
    details = Self.union(details, other.details, by: " ")
    note = Self.union(note, other.note, by: "; ")
    if let ends = other.until { until = until.map { min($0, ends) } ?? ends }
    return contradicts
  }

  /// Whether `other` is certainly somebody else.
  private func isAnother(_ other: RegisterEntry) -> Bool {
    let (mine, theirs) = (personName, other.personName)
    return !mine.isEmpty && !theirs.isEmpty && family + given != other.family + other.given
      && mine.comparison(with: theirs) == .differs
  }

  private static let longestUnion = 400

  private static func union(_ left: String, _ right: String, by separator: String) -> String {
    if right.isEmpty || left == right { return left }
    if left.isEmpty { return right }
    let known = left.components(by: separator)
    let new = right.components(by: separator).filter { !known.contains($0) }
    guard !new.isEmpty, left.utf8.count + right.utf8.count < longestUnion else { return left }
    return (known + new).joined(separator: separator)
  }
}

extension String {
  /// The pieces between occurrences of `separator`.
  fileprivate func components(by separator: String) -> [String] {
    split(separator: separator).map(String.init)
  }
}
