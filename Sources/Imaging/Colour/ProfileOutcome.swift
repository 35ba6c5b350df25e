/// What became of a picture's colour profile.
package enum ProfileOutcome: Equatable, Sendable {
  /// There was none.
  case none
  /// A canonical profile stands in its place; `exact` unless it is only the nearest one.
  case replaced(CanonicalProfile, exact: Bool)
  /// There is no canonical profile for it, so that the colours are now those of the device.
  case dropped

  /// What a person should know: the colours are not quite those that were meant.
  package var remark: String? {
    switch self {
    case .none, .replaced(_, exact: true): nil
    case .replaced(let profile, exact: false):
      "its colour profile was replaced by the nearest standard one, \(profile.name)"
    case .dropped: "its colour profile was removed: no standard one is near, so colours may differ"
    }
  }

  package var name: String {
    switch self {
    case .none: "none"
    case .replaced(let profile, let exact): exact ? profile.name : profile.name + " (nearest)"
    case .dropped: "dropped"
    }
  }
}
