internal import Files
package import Identities
package import MessageVault
package import Transports

/// What this home knows of its own identity from others: who attests it, and whether it has ended.
package struct OwnIdentity {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  package var attestations: OwnAttestations { OwnAttestations(vault) }

  /// The revocation that ended it, if any.
  package func revocation() throws -> Revocation? {
    try vault.keptRevocations().documents.first { $0.target == .identity(vault.identity) }
  }

  /// Those of `revocations` that are of this identity, or of an attestation about it, kept or
  /// `new`.
  func concerned(
    by revocations: [Revocation], with new: [Attestation] = []
  ) throws -> [Revocation] {
    let digests = Set((try attestations.all() + new).map(\.digest))
    return revocations.filter { revocation in
      switch revocation.target {
      case .identity(let identity): identity == vault.identity
      case .attestation(let digest): digests.contains(digest)
      }
    }
  }

  /// Keeps a revocation of this identity or of an attestation about it; false when it was there
  /// already. The identity is ended by itself and by whoever attested it, an attestation by its
  /// issuer; else throws ``DocumentError/revocationDoesNotApply(_:)``.
  package func take(_ revocation: Revocation) throws -> Bool {
    let attesting = try attestations.all()
    let applies =
      switch revocation.target {
      case .identity:
        revocation.issuer == vault.identity
          || attesting.contains { $0.issuer == revocation.issuer }
      case .attestation(let digest):
        attesting.contains { $0.digest == digest && $0.issuer == revocation.issuer }
      }
    guard applies else {
      throw DocumentError.revocationDoesNotApply("its issuer attested nothing of this identity")
    }
    var isNew = false
    try vault.changeTrust {
      isNew = $0.revocations.add(revocation, isAboutContact: true) == .new
    }
    let object: String
    switch revocation.target {
    case .identity:
      object = "identity"
      try vault.vault.setIdentityEnded(revocation.reason.rawValue)
    case .attestation(let digest):
      object = "attestation \(digest.hex)"
      try attestations.remove(digest)
    }
    guard isNew else { return false }
    try vault.note([
      AuditLine(
        "revocation-add", .create, at: vault.clock.now(), object: object,
        parties: [revocation.issuer.description, vault.identity.description],
        purpose: revocation.reason.rawValue)
    ])
    return true
  }

  /// Takes in what was published about this identity's end. What does not apply is passed over:
  /// anybody may lay something there.
  package func refresh(from spool: any Route) throws {
    guard let bytes = try? spool.document(.revocation, of: vault.identity.description) else {
      return
    }
    let known = Set(try vault.keptRevocations().documents.map(\.digest))
    let issuers = Set(
      ([vault.identity] + (try attestations.all().map(\.issuer))).map(\.description))
    let found = DocumentPiece.split(bytes)
      .filter { issuers.contains($0.signer ?? "") && !known.contains($0.digest) }
      .compactMap { try? Revocation(bytes: $0.bytes) }
    for revocation in try concerned(by: found) {
      do { _ = try take(revocation) } catch is DocumentError {}
    }
  }
}
