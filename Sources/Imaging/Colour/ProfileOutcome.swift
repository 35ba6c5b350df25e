/// What became of a picture's colour profile.
package enum ProfileOutcome: Equatable, Sendable {
  /// There was none.
  case none
  /// A canonical profile stands in its place; `exact` unless it is only the nearest one.
  case replaced(CanonicalProfile, exact: Bool)
  /// There is no canonical profile for it, so that the colours are now those of the device.
  case dropped

  package var name: String {
    switch self {
    case .none: "none"
    case .replaced(let profile, let exact): exact ? profile.name : profile.name + " (nearest)"
    case .dropped: "dropped"
    }
  }
}
