internal import Files
package import Identities
package import MessageVault

/// Signs the end of an identity or of an attestation.
package struct Revoker {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// What can be revoked, with whom it is about.
  package enum Target: Sendable {
    case own
    case identity(Identity)
    case attestation(Attestation)
  }

  /// The attestation signed here whose digest begins with `prefix`, at least eight digits. Throws
  /// ``AttestingError/noSuchAttestation(_:count:)``.
  package func attestation(_ prefix: String) throws -> Attestation {
    let found = try Attester(vault).issued().filter { $0.digest.hex.hasPrefix(prefix.lowercased()) }
    guard prefix.utf8.count >= 8, found.count == 1 else {
      throw AttestingError.noSuchAttestation(prefix, count: found.count)
    }
    return found[0]
  }

  /// Signs and keeps the revocation. Another identity can be revoked only by who attested it.
  package func revoke(_ target: Target, reason: Revocation.Reason) throws -> Signed {
    let subject: Identity
    let of: Revocation.Target
    switch target {
    case .own: (subject, of) = (vault.identity, .identity(vault.identity))
    case .identity(let identity):
      guard try Attester(vault).issued().contains(where: { $0.subject == identity }) else {
        throw AttestingError.neverAttested(identity.description)
      }
      (subject, of) = (identity, .identity(identity))
    case .attestation(let attestation):
      (subject, of) = (attestation.subject, .attestation(attestation.digest))
    }
    let revocation = try Revocation.sign(
      by: vault.signingKey, of: of, reason: reason, issued: vault.clock.now())
    try vault.keepIssued(revocation.bytes, digest: revocation.digest)
    try vault.note([
      AuditLine(
        "revoke", .create, at: vault.clock.now(), object: Self.object(of),
        parties: [subject.description], purpose: reason.rawValue)
    ])
    return Signed(revocation: revocation, subject: subject)
  }

  private static func object(_ target: Revocation.Target) -> String {
    switch target {
    case .identity: "identity"
    case .attestation(let digest): "attestation \(digest.hex)"
    }
  }

  package struct Signed: Sendable {
    package let revocation: Revocation
    /// Beside whose documents it belongs.
    package let subject: Identity
  }
}
