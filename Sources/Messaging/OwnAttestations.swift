internal import Files
package import Identities
package import MessageVault

/// What verifiers attest of this home's own identity: kept sealed, and given out with the card.
package struct OwnAttestations {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// All that are kept, in the order they came in. They lie sealed in the home, so they are not
  /// verified again.
  package func all() throws -> [Attestation] {
    guard let json = try vault.object(.attestations) else { return [] }
    do {
      return try json.strings("documents").map {
        try Attestation(SignedDocument.stored(Array($0.utf8)))
      }
    } catch is JSONError {
      throw VaultError.damaged("settings.attestations")
    }
  }

  /// Those that hold now for `card`, the last of each verifier for each registration.
  package func current(for card: Card) throws -> [Attestation] {
    let now = vault.clock.now()
    let holding = try all().filter { $0.validUntil > now && $0.fits(card.facts) }
    return holding.filter { attestation in
      !holding.contains {
        $0.issuer == attestation.issuer && $0.registration == attestation.registration
          && ($0.validUntil, $0.digest.hex) > (attestation.validUntil, attestation.digest.hex)
      }
    }
  }

  /// Keeps those of `attestations` that are about this identity; how many were new. The user
  /// brought them, so they go before those that lay on the route.
  package func add(_ attestations: [Attestation]) throws -> Int {
    try keep(attestations, believes: { _ in true })
  }

  /// Takes in attestations that lie in the spool beside `card` and hold for it, within
  /// ``AttestationLimits``. Returns those that hold and are not kept: they stay where they are, for
  /// whoever believes their issuers.
  func adopt(_ published: [UInt8], for card: Card) throws -> [UInt8] {
    let (known, now) = (try all(), vault.clock.now())
    let digests = Set(known.map(\.digest))
    let found = DocumentPiece.split(published)
      .filter { $0.kind == .attestation && !digests.contains($0.digest) }
      .compactMap { try? Attestation(bytes: $0.bytes) }
      .filter { $0.fits(card.facts) && $0.hasValidDates(at: now) && now < $0.validUntil }
    guard !found.isEmpty else { return [] }
    let book = try ContactBook(vault)
    _ = try keep(found.filter { book.trust.revocation(of: $0) == nil }) { book[$0] != nil }
    let kept = Set(try all().map(\.digest))
    return found.filter { !kept.contains($0.digest) }.reduce([]) { $0 + $1.bytes }
  }

  /// Removes the one that its issuer withdrew.
  func remove(_ digest: [UInt8]) throws { try save(try all().filter { $0.digest != digest }) }

  private func keep(
    _ attestations: [Attestation], believes: (Identity) -> Bool
  ) throws -> Int {
    let now = vault.clock.now()
    var kept = try all().filter { $0.validUntil > now }
    let new = attestations.filter {
      $0.subject == vault.identity
        && AttestationLimits.add($0, to: &kept, now: now, believes: believes)
    }
    guard !new.isEmpty else { return 0 }
    try save(kept)
    try vault.note(
      new.map {
        AuditLine(
          "attestation-add", .create, at: now, object: $0.registration.description,
          parties: [$0.issuer.description, $0.subject.description])
      })
    return new.count
  }

  private func save(_ attestations: [Attestation]) throws {
    try vault.setObject(
      .attestations,
      JSONObject([
        "documents": .array(
          attestations.map { .string(String(decoding: $0.bytes, as: UTF8.self)) })
      ]))
  }
}
