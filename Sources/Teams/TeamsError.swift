/// Why a document or a part about a team or role is not taken in at all (section 8). Nothing of its
/// part is kept. Reasons are for people, lower case and without a full stop; ``name`` never
/// changes.
package enum AuthorityError: Error, Hashable, Sendable {
  case notAnOwner
  case brokenChain(_ reason: String)

  package var name: String {
    switch self {
    case .notAnOwner: "not-an-owner"
    case .brokenChain: "broken-chain"
    }
  }
}

/// What became of a document that was taken in. All of these are kept.
package enum Filing: String, Sendable, CaseIterable {
  case accepted
  /// Another charter follows the same one: the user is told who signed what.
  case fork
  /// An older roster, or one under a charter that does not count.
  case staleRoster = "stale-roster"
  /// An older duty, one under a charter that does not count, or a handover in one.
  case staleDuty = "stale-duty"
  /// Its issuer is revoked, so it does not count.
  case revoked
  /// A handover by who does not have the shift, as far as is known.
  case notTheHolder = "not-the-holder"

  /// The stable name.
  package var name: String { rawValue }
}

/// Why nothing is sent to a team or role (sections 8 and 9).
package enum AddressingError: String, Error, Sendable, CaseIterable {
  /// No roster counts, or it is past its end.
  case rosterEnded = "roster-ended"
  /// No duty counts, or it is past its end.
  case dutyEnded = "duty-ended"
  /// Nobody who has the role, nor a vacant address, can be reached.
  case roleVacant = "role-vacant"
  /// Nobody in the team can be reached, or somebody cannot and all were wanted.
  case unreached

  /// The stable name.
  package var name: String { rawValue }
}

/// A line that does not give a patient's number, or whose check digit is wrong. It says no more:
/// nothing of the number reaches an error text.
package struct BadPatientNumber: Error, Sendable {
  package init() {}
  /// The stable name.
  package var name: String { "bad-patient-number" }
}

/// An answer is wanted later than the message expires.
package struct AckAfterExpiry: Error, Sendable {
  /// The stable name.
  package var name: String { "ack-after-expiry" }
}
