package import Identities

extension FingerprintComparison {
  /// The proof that somebody typed the fingerprint of `identity`, who is called `name`. Part of a
  /// fingerprint neither proves a key nor accuses one:
  /// ``ContactError/fingerprintIncomplete(digits:)``. Another one:
  /// ``ContactError/fingerprintDiffers(alias:)``.
  package static func typed(
    _ text: String, for identity: Identity, called name: String
  ) throws -> Self {
    let digits = Fingerprint.digits(in: text)
    guard digits == Fingerprint.digits else {
      throw ContactError.fingerprintIncomplete(digits: digits)
    }
    guard let proof = given(text, for: identity) else {
      throw ContactError.fingerprintDiffers(alias: name)
    }
    return proof
  }
}
