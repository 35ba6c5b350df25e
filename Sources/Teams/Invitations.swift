package import Identities

/// Whether a roster of a team that is not on file becomes an invitation (section 8).
package struct Invitations: Equatable, Sendable {
  /// By the team's id, who invited.
  package private(set) var open: [[UInt8]: Identity]

  package static let mostFromOne = 8
  package static let mostInAll = 64

  package init(open: [[UInt8]: Identity] = [:]) { self.open = open }

  package enum Outcome: Equatable, Sendable {
    case invited
    /// The inviter was never verified.
    case notVerified
    case tooMany
    /// The roster does not list the reader.
    case notAMember
  }

  /// `colour` is the issuer's, by the reader's own verifiers; nil for who is no contact.
  package mutating func consider(
    _ roster: Roster, for reader: Identity, issuerIs colour: ContactColour?
  ) -> Outcome {
    guard roster.contains(reader) else { return .notAMember }
    guard colour == .green || colour == .orange else { return .notVerified }
    let team = roster.facts.team
    if open[team] == nil {
      guard open.count < Self.mostInAll,
        open.values.count(where: { $0 == roster.issuer }) < Self.mostFromOne
      else { return .tooMany }
      open[team] = roster.issuer
    }
    return .invited
  }

  /// The team was joined or turned down.
  package mutating func close(_ team: [UInt8]) { open[team] = nil }
}
