package import Identities
package import Transports

/// Attestations and revocations laid beside a person's documents in the spool, where everybody
/// reads them at their next send or receive.
package struct SpoolNotices {
  private let spool: any Route

  package init(_ spool: any Route) { self.spool = spool }

  /// Lays `revocation` beside the documents of `subject`; what is there and is not a revocation is
  /// left out. False when it exists already.
  @discardableResult
  package func publish(_ revocation: Revocation, about subject: Identity) throws -> Bool {
    let present = try spool.document(.revocation, of: subject.description) ?? []
    let known = DocumentPiece.split(present).compactMap { try? Revocation(bytes: $0.bytes) }
    guard !known.contains(where: { $0.digest == revocation.digest }) else { return false }
    try spool.publish(
      known.reduce([]) { $0 + $1.bytes } + revocation.bytes, as: .revocation,
      of: subject.description)
    return true
  }

  /// Lays `attestation` beside the card of its subject, in the place of an earlier one of the same
  /// issuer for the same registration. False when the subject has published no card: then there is
  /// nothing to lay it beside.
  @discardableResult
  package func publish(_ attestation: Attestation) throws -> Bool {
    let subject = attestation.subject.description
    guard let present = try spool.document(.card, of: subject) else { return false }
    let pieces = DocumentPiece.split(present).map(\.bytes)
    guard let first = pieces.first, let card = try? Card(bytes: first),
      card.identity == attestation.subject
    else { return false }
    if pieces.dropFirst().contains(attestation.bytes) { return true }
    let others = pieces.dropFirst().compactMap { try? Attestation(bytes: $0) }.filter {
      $0.subject == attestation.subject
        && ($0.issuer != attestation.issuer || $0.registration != attestation.registration)
    }
    try spool.publish(
      (others + [attestation]).reduce(card.bytes) { $0 + $1.bytes }, as: .card, of: subject)
    return true
  }
}
