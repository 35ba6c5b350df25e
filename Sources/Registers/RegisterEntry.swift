package import Files

/// What a register says of one number.
package struct RegisterEntry: Sendable, Equatable {
  package var standing: Standing
  /// The family name, or the whole name when ``given`` is empty.
  package var family: String
  package var given: String
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

    package var word: String {
      switch self {
      case .active: "active"
      case .restricted: "restricted"
      case .ended: "ended"
      case .organisation: "organisation"
      case .inactive: "inactive"
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

  /// The standing on `day`: what lasts until a day has ended after it.
  func standing(on day: Day) -> Standing {
    guard standing == .active || standing == .restricted, let until, until < day else {
      return standing
    }
    return .ended
  }

  /// Takes in another row of the same person: one activity more. A standing that is better wins;
  /// the name that came first stays.
  mutating func merge(_ other: RegisterEntry) {
    if other.standing.rawValue < standing.rawValue { standing = other.standing }
    if family.isEmpty { (family, given) = (other.family, other.given) }
    profession = Self.union(profession, other.profession, by: " ")
    title = Self.union(title, other.title, by: ", ")
    details = Self.union(details, other.details, by: " ")
    note = Self.union(note, other.note, by: "; ")
    if let mine = until { until = other.until.map { max(mine, $0) } }
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
