package import Files
package import Identities
package import Registers

/// Whether a key is in the hands of the professional that its card claims: for each registration
/// the facts of the register, and possession as a fact of its own.
package struct CardCheck: Sendable {
  package let card: Card.Facts
  package let claims: [Claim]
  /// What ended the identity.
  package let revocation: Revocation?

  /// One registration that the card claims.
  package struct Claim: Sendable {
    package let registration: Registration
    package let findings: Findings
    package let possession: Possession
  }

  /// Whether a verifier that the user trusts attests that key and registration belong together.
  package enum Possession: Sendable {
    case attested(Attestation)
    /// No attestation applies; those that do not, and why.
    case notAttested([Rejected])
    /// It is not known which verifiers the user trusts: there is no home at hand.
    case unknown

    package var word: String {
      switch self {
      case .attested: "attested"
      case .notAttested: "not-attested"
      case .unknown: "unknown"
      }
    }
  }

  package struct Rejected: Sendable {
    package let attestation: Attestation
    package let reason: String
  }

  /// Looks every claim of `card` up at `desk`; `trust` is what the user believes, nil without a
  /// home.
  package init(_ card: Card.Facts, at desk: RegisterDesk, trust: Trust?, now: Timestamp) throws {
    self.card = card
    revocation = trust?.revocation(of: card.identity)
    claims = try card.registrations.map { registration in
      Claim(
        registration: registration,
        findings: try desk.findings(
          RegistrationQuestion(
            register: registration.register, number: registration.number, name: card.name)),
        possession: Self.possession(of: registration, card, trust, now))
    }
  }

  private static func possession(
    of registration: Registration, _ card: Card.Facts, _ trust: Trust?, _ now: Timestamp
  ) -> Possession {
    guard let trust else { return .unknown }
    var rejected: [Rejected] = []
    var best: Attestation?
    for attestation in trust.attestations(about: card.identity)
    where attestation.registration == registration
      || !card.registrations.contains(attestation.registration)
    {
      do {
        try attestation.applies(to: card, trust: trust, now: now)
        if best.map({ $0.validUntil < attestation.validUntil }) ?? true { best = attestation }
      } catch let error as DocumentError {
        rejected.append(Rejected(attestation: attestation, reason: error.reason ?? error.name))
      } catch {
        rejected.append(Rejected(attestation: attestation, reason: "it cannot be judged"))
      }
    }
    return best.map { .attested($0) } ?? .notAttested(rejected)
  }

  /// How the check of one claim, or of a whole card, ends.
  package enum Outcome: Sendable {
    /// In the register, active, in possession.
    case yes
    /// A definite no.
    case no
    /// The number cannot be one.
    case malformed
    case unknown
  }

  /// The gravest of the claims: what is malformed, then what is unknown, then a definite no. A
  /// revoked key and a card without claims are a definite no.
  package var outcome: Outcome {
    if revocation != nil || claims.isEmpty { return .no }
    let outcomes = claims.map(\.outcome)
    return [Outcome.malformed, .unknown, .no].first(where: outcomes.contains) ?? .yes
  }

  /// Whether what was believed of a contact still holds. Who never was attested, or claims nothing,
  /// has lost nothing.
  package var holds: Outcome {
    if revocation != nil { return .no }
    let outcomes = claims.map { claim in
      if case .notAttested(let rejected) = claim.possession, rejected.isEmpty {
        return claim.findings.entryOutcome
      }
      return claim.outcome
    }
    return [Outcome.malformed, .no, .unknown].first(where: outcomes.contains) ?? .yes
  }
}

extension CardCheck.Claim {
  package var outcome: CardCheck.Outcome { findings.outcome(with: possession) }
}

extension Findings {
  /// Of register and possession together; what the register did not tell is never a no. A verifier
  /// who attested the name says whose number it is where the register does not.
  package func outcome(with possession: CardCheck.Possession) -> CardCheck.Outcome {
    switch possession {
    case .attested: return entryOutcome
    case .notAttested: return outcome == .yes ? .no : outcome
    case .unknown: return outcome == .yes ? .unknown : outcome
    }
  }

  /// The verdict as an answer to whole question: whose number it is stays unknown where a name was
  /// asked for and the register tells none.
  package var outcome: CardCheck.Outcome {
    if entryOutcome == .yes, question.name != nil, name == .notCompared { return .unknown }
    return entryOutcome
  }

  /// The verdict on the number alone.
  package var entryOutcome: CardCheck.Outcome {
    switch verdict {
    case .active: .yes
    case .malformed: .malformed
    case .nameUncertain: name == .notCompared ? .yes : .unknown
    case .unknown, .ambiguous: .unknown
    case .restricted, .ended, .organisation, .inactive, .notRegistered, .nameDiffers: .no
    }
  }
}

extension CardCheck.Outcome: Equatable {}
