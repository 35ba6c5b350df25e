package import Files

/// What one user believes: the verifiers they chose, the attestations they know, and of the
/// revocations they know those that count.
package struct Trust: Sendable {
  package let verifiers: Set<Identity>
  private let filed: FiledAttestations?
  private var attestations: [Identity: [Attestation]] = [:]
  private var issuers: [[UInt8]: Identity] = [:]
  private var ended: [Identity: Revocation] = [:]
  private var withdrawn: [Withdrawal: Revocation] = [:]

  /// An issuer's own attestation; what others say of its digest counts for nothing.
  private struct Withdrawal: Hashable {
    let digest: [UInt8]
    let issuer: Identity
  }

  /// Where attestations are looked up when they are needed.
  package struct FiledAttestations: Sendable {
    let about: @Sendable (Identity) -> [Attestation]
    let issuer: @Sendable ([UInt8]) -> Identity?

    /// `about` gives those about somebody, in the order they came in; `issuer` tells who made the
    /// one with a digest.
    package init(
      about: @escaping @Sendable (Identity) -> [Attestation],
      issuer: @escaping @Sendable ([UInt8]) -> Identity?
    ) {
      self.about = about
      self.issuer = issuer
    }
  }

  /// `attestations` are all that are known beside those that are `filed`, those about verifiers
  /// too: by them it is judged who may revoke which identity. The revocations in `kept` were judged
  /// when they came in and count; of `revocations` those count that apply.
  package init(
    verifiers: Set<Identity>, filed: FiledAttestations? = nil,
    attestations: some Sequence<Attestation>,
    kept: KeptRevocations = KeptRevocations(), revocations: some Sequence<Revocation> = []
  ) {
    self.verifiers = verifiers
    self.filed = filed
    for attestation in attestations {
      self.attestations[attestation.subject, default: []].append(attestation)
      issuers[attestation.digest] = attestation.issuer
    }
    for revocation in kept.documents { note(revocation) }
    // A verifier that ended itself ends nobody else, in whatever order the documents come.
    let (own, others) = revocations.reduce(into: ([Revocation](), [Revocation]())) {
      if $1.target == .identity($1.issuer) { $0.0.append($1) } else { $0.1.append($1) }
    }
    for revocation in own + others where counts(revocation) { note(revocation) }
  }

  /// Counts `revocation`, which was judged and is kept from now on.
  package mutating func keep(_ revocation: Revocation) { note(revocation) }

  private mutating func note(_ revocation: Revocation) {
    switch revocation.target {
    case .identity(let identity): ended[identity] = ended[identity] ?? revocation
    case .attestation(let digest):
      withdrawn[Withdrawal(digest: digest, issuer: revocation.issuer)] = revocation
    }
  }

  /// All that are known about `subject`, in the order they came in.
  package func attestations(about subject: Identity) -> [Attestation] {
    (filed?.about(subject) ?? []) + (attestations[subject] ?? [])
  }

  private func issuer(of digest: [UInt8]) -> Identity? { issuers[digest] ?? filed?.issuer(digest) }

  /// Whether the user chose to believe `issuer`, whose identity has not ended.
  package func believes(_ issuer: Identity) -> Bool {
    verifiers.contains(issuer) && ended[issuer] == nil
  }

  /// The revocation that ended `identity`, if any.
  package func revocation(of identity: Identity) -> Revocation? { ended[identity] }

  /// All identities that are known to have ended.
  package var revoked: Set<Identity> { Set(ended.keys) }

  /// The revocation that ended `attestation` itself, if any.
  package func revocation(of attestation: Attestation) -> Revocation? {
    withdrawn[Withdrawal(digest: attestation.digest, issuer: attestation.issuer)]
  }

  /// Returns when `revocation` counts: an identity's when it is its own or that of a verifier who
  /// is believed, is not revoked, and attested it, however long ago; an attestation's when the same
  /// issuer made both. Else throws ``DocumentError/revocationDoesNotApply(_:)``.
  package func check(_ revocation: Revocation) throws {
    let reason: String
    switch revocation.target {
    case .identity(revocation.issuer): return
    case .identity(let identity):
      if believes(revocation.issuer),
        attestations(about: identity).contains(where: { $0.issuer == revocation.issuer })
      {
        return
      }
      reason =
        ended[revocation.issuer] == nil
        ? "its issuer is neither that identity nor a trusted verifier who attested it"
        : "its issuer's identity is revoked"
    case .attestation(let digest):
      if issuer(of: digest) == revocation.issuer { return }
      reason = "its issuer issued no such attestation"
    }
    throw DocumentError.revocationDoesNotApply(reason)
  }

  /// Whether `revocation` is of an attestation that is not known yet, by an issuer who is believed:
  /// it must be there when the attestation comes.
  package func isAhead(_ revocation: Revocation) -> Bool {
    guard case .attestation(let digest) = revocation.target else { return false }
    return believes(revocation.issuer) && issuer(of: digest) == nil
  }

  private func counts(_ revocation: Revocation) -> Bool { (try? check(revocation)) != nil }

  /// What `contact` is worth at `now`.
  package func standing(of contact: Contact, now: Timestamp) -> Standing {
    standing(of: contact.card, compared: contact.comparison != nil, now: now)
  }

  /// What the contact with `card` is worth at `now`; `compared` says whether the fingerprint was.
  package func standing(of card: Card.Facts, compared: Bool, now: Timestamp) -> Standing {
    let attestation = attestations(about: card.identity)
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
}
