package import Files

/// What is kept of the attestations about one identity. Anybody can sign some, and lay them beside
/// a card: they must not pile up, and must not take the place of one that counts.
package enum AttestationLimits {
  /// The most of one issuer.
  package static let ofIssuer = 8
  /// The most of all issuers that the user does not trust.
  package static let ofStrangers = 16
  /// The most in all.
  package static let inAll = 64

  /// Adds `new` to `kept`, from which one that is worth less may go; false, and nothing changed,
  /// when it exists already, when its dates are none that an attestation may have, or when there
  /// is no room for it. `believes` says whether the user believes an issuer, of whom also ended
  /// attestations are kept: by them the issuer may revoke.
  package static func add(
    _ new: Attestation, to kept: inout [Attestation], now: Timestamp,
    believes: (Identity) -> Bool
  ) -> Bool {
    guard !kept.contains(where: { $0.digest == new.digest }), new.hasValidDates(at: now) else {
      return false
    }
    var trial = kept + [new]
    func drop(_ isCandidate: (Attestation) -> Bool) {
      let candidates = trial.indices.filter { isCandidate(trial[$0]) }
      let first = candidates.min { left, right in
        (trial[left].validUntil, trial[left].digest.hex)
          < (trial[right].validUntil, trial[right].digest.hex)
      }
      if let first { trial.remove(at: first) }
    }
    if believes(new.issuer) {
      if trial.count(where: { $0.issuer == new.issuer }) > ofIssuer {
        drop { $0.issuer == new.issuer }
      }
      if trial.count > inAll {
        trial.contains { !believes($0.issuer) } ? drop { !believes($0.issuer) } : drop { _ in true }
      }
    } else {
      // A stranger takes no place but that of a stranger's that has ended.
      guard now < new.validUntil else { return false }
      trial.removeAll { !believes($0.issuer) && $0.validUntil <= now }
      guard trial.count(where: { $0.issuer == new.issuer }) <= ofIssuer,
        trial.count(where: { !believes($0.issuer) }) <= ofStrangers, trial.count <= inAll
      else { return false }
    }
    guard trial.contains(where: { $0.digest == new.digest }) else { return false }
    kept = trial
    return true
  }
}
