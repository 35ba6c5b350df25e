package import Registers

/// Why nothing is attested or revoked.
package enum AttestingError: Error {
  /// The card does not claim the registration; what it claims.
  case notClaimed(String, claims: [String])
  /// The register says no: these are its facts.
  case notActive(Findings)
  /// It could not be found out what the register says.
  case notFoundOut(Findings)
  /// Longer than an attestation may last, or not at all.
  case badValidity(days: Int)
  /// The register tells no name, so that it is not known whose number it is.
  case nameUnconfirmed(Findings)
  /// Nobody compared the fingerprint of the card.
  case notCompared
  /// The card is one's own.
  case ownCard
  /// The identity is revoked.
  case subjectRevoked
  /// An identity can be revoked by itself and by who attested it.
  case neverAttested(String)
  /// No attestation that was signed here has a digest that begins so, or several do.
  case noSuchAttestation(String, count: Int)
}
