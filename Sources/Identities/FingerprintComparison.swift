/// Proof that the fingerprint of an identity was compared with the one its owner read or showed.
///
/// There is no other way to make one than the three comparisons below, so whatever asks for this
/// type cannot be reached with a key that nobody compared.
package struct FingerprintComparison: Sendable {
  package let identity: Identity
  package let manner: Contact.Comparison.Manner

  private init(_ identity: Identity, _ manner: Contact.Comparison.Manner) {
    self.identity = identity
    self.manner = manner
  }

  /// The digits that the person gave; nil when they are not the fingerprint of `identity`.
  package static func given(_ digits: String, for identity: Identity) -> Self? {
    identity.fingerprint.matches(digits) ? Self(identity, .given) : nil
  }

  /// The comparison on record for `contact`; nil when the fingerprint was never compared.
  package static func recorded(for contact: Contact) -> Self? {
    contact.comparison.map { Self(contact.identity, $0.manner) }
  }

  /// The user's answer: `agrees` shows them the groups and says whether the person's are the same.
  /// Nil when they are not.
  package static func confirmed(
    for identity: Identity, _ agrees: (Fingerprint) throws -> Bool
  ) rethrows -> Self? {
    try agrees(identity.fingerprint) ? Self(identity, .confirmed) : nil
  }
}
