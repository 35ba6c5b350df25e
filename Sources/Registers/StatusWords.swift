internal import Files

/// Words that registers write into a column of status, and how each is taken. A word that is not
/// here counts as no, and is told.
struct StatusWords: Sendable {
  enum Meaning: String, Sendable {
    case active, restricted, inactive
    /// Not known here: it counts as inactive.
    case unknown
  }

  private static let active: Set<String> = [
    "active", "actief", "actif", "aktiv", "registered", "ingeschreven", "inscrit", "geregistreerd",
    "a", "1", "y", "yes", "ja", "oui", "true", "registered with a licence to practise",
    "registered with licence to practise", "provisionally registered with a licence to practise",
    "registered with licence", "provisionally registered with licence",
    "effective", "effective registration", "registered effective", "current", "in good standing",
    "praktiserend",
  ]
  private static let restricted: Set<String> = [
    "registered with conditions", "registered subject to conditions", "conditions",
    "conditions of practice", "registered with conditions of practice", "caution",
    "registered with caution", "registered subject to caution", "undertakings",
    "registered with undertakings", "warning", "restricted", "beperkt", "onder voorwaarden",
    "interim conditions of practice", "interim conditions", "conditions of practice order",
    "interim conditions of practice order", "caution order", "cautioned", "registered cautioned",
  ]
  private static let inactive: Set<String> = [
    "inactive", "inactief", "inactif", "doorgehaald", "geschorst", "suspended", "suspendu",
    "erased", "struck off", "removed", "lapsed", "expired", "retired", "resigned", "deceased",
    "radie", "vervallen", "beeindigd", "uitgeschreven", "n", "no", "nee", "non", "false", "0",
    "not registered", "registered without a licence to practise", "relinquished",
    "voluntarily removed", "registered without licence", "without a licence to practise",
    "provisionally registered without licence", "not currently practising", "lapsed registration",
    "removed by a fitness to practise ftp panel", "removed by an ftp panel",
    "suspended by an ftp panel", "interim suspension order", "suspension order", "cancelled",
    "deregistered", "struck off the register",
    "gestrichen", "ruhend", "interim suspension", "administratively removed", "",
  ]

  private let further: Set<String>

  /// `active` are further words that mean active.
  init(active: [String]) { further = Set(active.map(Self.folded)) }

  func meaning(_ word: String) -> Meaning {
    let folded = Self.folded(word)
    if further.contains(folded) || Self.active.contains(folded) { return .active }
    if Self.restricted.contains(folded) { return .restricted }
    return Self.inactive.contains(folded) ? .inactive : .unknown
  }

  private static func folded(_ word: String) -> String {
    FoldedText.of(word).split(separator: " ").joined(separator: " ")
  }
}

/// A word of the status column, and how it was taken.
package struct StatusCount: Sendable, Equatable {
  package let word: String
  /// `active`, `restricted`, `inactive`, or `unknown`, which counts as inactive.
  package let meaning: String
  package let rows: Int
}

/// Counts the words of the status column.
struct StatusTally {
  /// With more different words it is not a column of statuses.
  private static let most = 200
  private var rows: [String: Int] = [:]
  private(set) var unknown = 0

  mutating func note(_ word: String, _ meaning: StatusWords.Meaning) {
    if meaning == .unknown { unknown += 1 }
    guard rows[word] != nil || rows.count < Self.most else { return }
    rows[word, default: 0] += 1
  }

  /// The commonest first.
  func counts(_ words: StatusWords) -> [StatusCount] {
    rows.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      StatusCount(word: $0.key, meaning: words.meaning($0.key).rawValue, rows: $0.value)
    }
  }
}
