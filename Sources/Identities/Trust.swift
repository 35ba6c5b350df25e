package import Files

/// What one user believes: the verifiers they chose, the attestations they know, and of the
/// revocations they know those that count.
package struct Trust: Sendable {
  package let verifiers: Set<Identity>
  private var attestations: [Identity: [Attestation]] = [:]
  private var issuers: [[UInt8]: Identity] = [:]
  private var revocations: [Revocation.Target: Revocation] = [:]

  /// `attestations` are all that are known, those about verifiers too: by them it is judged who
  /// may revoke whom.
  package init(
    verifiers: Set<Identity>, attestations: some Sequence<Attestation>,
    revocations: some Sequence<Revocation> = []
  ) {
    self.verifiers = verifiers
    for attestation in attestations {
      self.attestations[attestation.subject, default: []].append(attestation)
      issuers[attestation.digest] = attestation.issuer
    }
    for revocation in revocations where counts(revocation) {
      self.revocations[revocation.target] = revocation
    }
  }

  /// All that are known about `subject`, in the order they came in.
  package func attestations(about subject: Identity) -> [Attestation] {
    attestations[subject] ?? []
  }

  /// The revocation that ended `identity`, if any.
  package func revocation(of identity: Identity) -> Revocation? {
    revocations[.identity(identity)]
  }

  /// The revocation that ended `attestation` itself, if any.
  package func revocation(of attestation: Attestation) -> Revocation? {
    revocations[.attestation(attestation.digest)]
  }

  /// Returns when `revocation` counts: an identity's when it is its own or that of a verifier who
  /// attested it, however long ago; an attestation's when the same issuer made both. Else throws
  /// ``DocumentError/revocationDoesNotApply(_:)``.
  package func check(_ revocation: Revocation) throws {
    let reason: String
    switch revocation.target {
    case .identity(revocation.issuer): return
    case .identity(let identity):
      let attested = attestations[identity, default: []].contains {
        $0.issuer == revocation.issuer
      }
      if attested, verifiers.contains(revocation.issuer) { return }
      reason = "its issuer is neither that identity nor a trusted verifier who attested it"
    case .attestation(let digest):
      if issuers[digest] == revocation.issuer { return }
      reason = "its issuer issued no such attestation"
    }
    throw DocumentError.revocationDoesNotApply(reason)
  }

  private func counts(_ revocation: Revocation) -> Bool {
    do {
      try check(revocation)
      return true
    } catch {
      return false
    }
  }

  /// What the contact with `card` is worth at `now`; `compared` says whether the fingerprint was.
  package func standing(of card: Card.Facts, compared: Bool, now: Timestamp) -> Standing {
    let attestation = attestations[card.identity, default: []]
      .filter { (try? $0.applies(to: card, trust: self, now: now)) != nil }
      .max { $0.validUntil < $1.validUntil }
    return Standing(
      compared: compared, attestation: attestation, revocation: revocation(of: card.identity))
  }
}

/// What a contact is worth in one word.
package enum ContactColour: String, Sendable, CaseIterable {
  /// The card is all there is.
  case red
  /// The fingerprint was compared.
  case orange
  /// A trusted verifier attests the registration.
  case green
  /// The identity is revoked, whatever else speaks for it.
  case revoked

  package var word: String {
    switch self {
    case .red: "unverified"
    case .orange: "pinned"
    case .green: "registered"
    case .revoked: "revoked"
    }
  }
}

/// What a contact is worth: the facts, and their sum.
package struct Standing: Sendable {
  /// Whether the fingerprint was compared.
  package let compared: Bool
  /// Of the attestations that apply now, the one that lasts longest.
  package let attestation: Attestation?
  /// What ended the identity.
  package let revocation: Revocation?

  package var colour: ContactColour {
    if revocation != nil { return .revoked }
    if attestation != nil { return .green }
    return compared ? .orange : .red
  }

  /// When ``attestation`` ends.
  package var until: Timestamp? { attestation?.validUntil }

  /// The same for one card by itself; for many, make one ``Trust``.
  package static func of(
    _ card: Card.Facts, compared: Bool, attestations: some Sequence<Attestation>,
    revocations: some Sequence<Revocation>, verifiers: Set<Identity>, now: Timestamp
  ) -> Standing {
    Trust(verifiers: verifiers, attestations: attestations, revocations: revocations)
      .standing(of: card, compared: compared, now: now)
  }
}
