internal import Files
package import Identities
package import MessageVault
internal import Messaging

/// Many revocations at one stroke: what contacts are worth is judged once, not once for each.
extension Revoker {
  /// Signs and keeps the ends of `identities`. Who was revoked here before is not revoked again:
  /// only what a run that was killed left undone is done for them. `issued` is what was signed here
  /// so far. Throws, and nothing is kept, when this home never attested one of them, or has ended
  /// itself.
  package func revoke(
    _ identities: [Identity], reason: Revocation.Reason, _ issued: Issued
  ) throws {
    guard !identities.isEmpty else { return }
    if let revocation = try OwnIdentity(vault).revocation() {
      throw SendingError.ownIdentityEnded(revocation)
    }
    var (fresh, before): ([Signed], [Signed]) = ([], [])
    for identity in identities {
      guard issued.attestations[identity] != nil else {
        throw AttestingError.neverAttested(identity.description)
      }
      if let revocation = issued.revocations[identity] {
        before.append(Signed(revocation: revocation, subject: identity))
      } else {
        fresh.append(
          Signed(revocation: try sign(.identity(identity), reason), subject: identity))
      }
    }
    let undone = try before.filter(unfiled())
    try vault.keepIssued(
      fresh.map { ($0.revocation.bytes, $0.revocation.digest) },
      audit: fresh.map { line($0.revocation, about: $0.subject) })
    try file(fresh + undone, issued)
  }

  /// What was signed here, by the identity that it is about.
  package struct Issued {
    /// Of each the one that lasts longest.
    package private(set) var attestations: [Identity: Attestation] = [:]
    package private(set) var revocations: [Identity: Revocation] = [:]

    package init(_ vault: OpenVault) throws {
      for document in try vault.issuedDocuments() {
        switch document.kind {
        case .attestation:
          let attestation = try Attestation(document)
          let known = attestations[attestation.subject]
          if known.map({ $0.validUntil < attestation.validUntil }) ?? true {
            attestations[attestation.subject] = attestation
          }
        case .revocation:
          let revocation = try Revocation(document)
          if case .identity(let identity) = revocation.target {
            revocations[identity] = revocation
          }
        default: break
        }
      }
    }
  }

  /// Whether a revocation of this home's is not among those that it keeps of contacts.
  private func unfiled() throws -> (Signed) -> Bool {
    let own = vault.identity
    let filed = Set(
      try vault.keptRevocations().documents.filter { $0.issuer == own }.map(\.target))
    return { !filed.contains($0.revocation.target) }
  }

  /// Ends those who are contacts among the contacts. Their attestations go along: by them the
  /// revocations count, and a contact that was removed and added again has none on file.
  private func file(_ signed: [Signed], _ issued: Issued) throws {
    var book = try ContactBook(vault)
    let contacts = signed.filter { book[$0.subject] != nil }
    guard !contacts.isEmpty else { return }
    let documents = contacts.flatMap {
      (issued.attestations[$0.subject]?.bytes ?? []) + $0.revocation.bytes
    }
    _ = try book.add(
      try SignedDocument.parse(stream: documents), alias: nil, fingerprint: nil)
  }
}
