internal import Files
package import Identities
package import MessageVault

/// What verifiers attest of this home's own identity: kept sealed, and given out with the card.
package struct OwnAttestations {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// All that are kept, in the order they came in.
  package func all() throws -> [Attestation] {
    guard let json = try vault.object(.attestations) else { return [] }
    do {
      return try json.strings("documents").map { try Attestation(bytes: Array($0.utf8)) }
    } catch is JSONError {
      throw VaultError.damaged("settings.attestations")
    }
  }

  /// Those that hold now for `card`: name, register and number are the card's, and the last of each
  /// verifier for each registration.
  package func current(for card: Card) throws -> [Attestation] {
    let now = vault.clock.now()
    let holding = try all().filter { attestation in
      attestation.validUntil > now && card.registrations.contains(attestation.registration)
        && UnicodeText.folded(attestation.name) == UnicodeText.folded(card.name)
    }
    return holding.filter { attestation in
      !holding.contains {
        $0.issuer == attestation.issuer && $0.registration == attestation.registration
          && ($0.validUntil, $0.digest.hex) > (attestation.validUntil, attestation.digest.hex)
      }
    }
  }

  /// Keeps those of `attestations` that are about this identity and new; how many they were.
  package func add(_ attestations: [Attestation]) throws -> Int {
    let known = try all()
    let new = attestations.filter { attestation in
      attestation.subject == vault.identity && !known.contains { $0.digest == attestation.digest }
    }
    guard !new.isEmpty else { return 0 }
    try save(known + new)
    try vault.note(
      new.map {
        AuditLine(
          "attestation-add", .create, at: vault.clock.now(), object: $0.registration.description,
          parties: [$0.issuer.description])
      })
    return new.count
  }

  /// How many a spool may bring, where anybody may put some.
  private static let most = 16

  /// Takes in attestations that lie in the spool beside `card` and hold for it.
  func adopt(_ published: [UInt8], for card: Card) throws {
    let known = try all()
    let digests = Set(known.map(\.digest))
    let new = DocumentDigest.pieces(of: published)
      .filter { !digests.contains(DocumentDigest.ofSignedLines($0)) }
      .compactMap { try? Attestation(bytes: $0) }
      .filter {
        $0.subject == vault.identity && $0.validUntil > vault.clock.now()
          && card.registrations.contains($0.registration)
          && UnicodeText.folded($0.name) == UnicodeText.folded(card.name)
      }
    _ = try add(Array(new.prefix(max(0, Self.most - known.count))))
  }

  private func save(_ attestations: [Attestation]) throws {
    let now = vault.clock.now()
    let kept = attestations.filter { $0.validUntil > now }
    try vault.setObject(
      .attestations,
      JSONObject([
        "documents": .array(kept.map { .string(String(decoding: $0.bytes, as: UTF8.self)) })
      ]))
  }
}
