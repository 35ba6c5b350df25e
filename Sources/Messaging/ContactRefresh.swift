internal import Files
package import Identities
internal import MessageVault
package import Transports

/// Fetching what contacts published, and what was laid beside it.
extension ContactBook {
  /// A document on the route that was refused. The contact stays as it was.
  package struct RefusedDocument: Sendable {
    package let contact: Contact
    package let error: DocumentError
  }

  /// Fewer contacts than these are looked at one by one, because that costs less than a listing of
  /// all that is published.
  private static let few = 64

  /// Takes newer documents of all contacts. Of many, those are looked at of whom the route shows
  /// something else than before, and each of them once a day.
  package mutating func refresh(from route: any Route) throws -> [RefusedDocument] {
    // Before the contacts are read: whoever is added meanwhile is looked at next time.
    let seen = try SeenDocuments(vault, route: route.address.description)
    let count = try vault.contactCount()
    guard count >= Self.few, let shown = Self.published(on: route) else {
      return try refresh(try contacts, from: route)
    }
    let marked = shown.map { kind, document in
      (
        identity: document.identity,
        mark: seen.mark(kind.rawValue, document.identity, document.version)
      )
    }
    let changed = Set(marked.filter { !seen.contains($0.mark) }.map(\.identity))
    let concerned =
      changed.count >= count
      ? try contacts : try changed.compactMap { try Identity($0).flatMap { try contact($0) } }
    let refused = try refresh(concerned, from: route)
    // What was refused is told again next time.
    let bad = Set(refused.map(\.contact.identity.description))
    seen.replace(with: Set(marked.filter { !bad.contains($0.identity) }.map(\.mark)))
    return refused
  }

  /// All cards and revocations; nil when the route cannot tell, or does not tell all.
  private static func published(
    on route: any Route
  ) -> [(kind: PublishedKind, document: PublishedDocument)]? {
    var all: [(PublishedKind, PublishedDocument)] = []
    for kind in [PublishedKind.card, .revocation] {
      guard let listing = try? route.documents(kind, changedSince: Timestamp(unix: 0)),
        listing.isComplete
      else { return nil }
      all += listing.documents.map { (kind, $0) }
    }
    return all
  }

  /// Takes newer cards, attestations and revocations of `contacts` from the spool, in one
  /// transaction a contact.
  package mutating func refresh(
    _ contacts: [Contact], from spool: any Route
  ) throws -> [RefusedDocument] {
    var refused: [RefusedDocument] = []
    for contact in contacts {
      // One does not stand in the way of the other: a bad card must not hide a revocation.
      var found = Published()
      for kind in [PublishedKind.card, .revocation] {
        do {
          guard let bytes = try spool.document(kind, of: contact.identity.description) else {
            continue
          }
          let error: DocumentError? =
            switch kind {
            case .card: try readCard(bytes, of: contact, &found)
            case .revocation: readRevocations(bytes, of: contact, &found)
            case .duty: nil
            }
          if let error { refused.append(RefusedDocument(contact: contact, error: error)) }
        } catch let error as RouteError {
          let reason = DocumentError.malformed("it cannot be read: \(error.reason)")
          refused.append(RefusedDocument(contact: contact, error: reason))
        }
      }
      try take(found, of: contact)
    }
    return refused
  }

  /// What is new among what was published of one contact.
  private struct Published {
    var card: Card?
    var attestations: [Attestation] = []
    var revocations: [Revocation] = []
  }

  /// How many attestations of strangers are verified in one file: anybody may lay some there.
  private static let mostTried = 2 * AttestationLimits.ofStrangers

  /// Reads a card and the attestations after it; the first error that was met. What is bad, or on
  /// file, or of a stranger once there are enough of those, hides nothing that follows it.
  private func readCard(
    _ bytes: [UInt8], of contact: Contact, _ found: inout Published
  ) throws -> DocumentError? {
    // What is on file already is not verified again, at every send.
    let isComplete = try hasPrekeys(contact)
    let known = Set((isComplete ? [contact.card.digest] : []) + contact.attestations.map(\.digest))
    let believed = Set(trust.verifiers.filter(trust.believes).map(\.description))
    var strangers = contact.attestations.count { !trust.believes($0.issuer) }
    var error: DocumentError?
    for piece in DocumentPiece.split(bytes) where !known.contains(piece.digest) {
      do {
        switch piece.kind {
        case .attestation:
          if !believed.contains(piece.signer ?? "") {
            strangers += 1
            if strangers > Self.mostTried { continue }
          }
          let attestation = try Attestation(bytes: piece.bytes)
          if attestation.subject == contact.identity { found.attestations.append(attestation) }
        case .card where piece.signer != contact.identity.description:
          throw DocumentError.differentIdentity
        case _:
          let card = try Card(bytes: piece.bytes)
          let replacement = try card.replaces(found.card?.facts ?? contact.card)
          if replacement == .newer || !isComplete { found.card = card }
        }
      } catch let refusal as DocumentError { error = error ?? refusal }
    }
    return error
  }

  /// Whether the keys that the contact's card carries are here: a home that was restored lacks
  /// them.
  private func hasPrekeys(_ contact: Contact) throws -> Bool {
    try contact.card.hasEnded(vault.clock.now())
      || vault.contactPrekey(contact.identity, on: vault.today) != nil
  }

  /// Reads revocations, each by itself; the first error that was met. Whoever writes to the spool
  /// may put anything there: only those of somebody whose word may count are looked at.
  private func readRevocations(
    _ bytes: [UInt8], of contact: Contact, _ found: inout Published
  ) -> DocumentError? {
    let issuers = Set(
      ([contact.identity] + trust.verifiers + contact.attestations.map(\.issuer))
        .map(\.description))
    var error: DocumentError?
    for piece in DocumentPiece.split(bytes) {
      guard piece.kind == .revocation, let signer = piece.signer else {
        error = error ?? .malformed("not a revocation")
        continue
      }
      guard issuers.contains(signer) else { continue }
      do {
        found.revocations.append(try Revocation(bytes: piece.bytes))
      } catch let refusal as DocumentError {
        error = error ?? refusal
      } catch {}
    }
    return error
  }

  private mutating func take(_ found: Published, of contact: Contact) throws {
    let (trust, now) = (trust, vault.clock.now())
    var trial = contact
    let adds = found.attestations.filter {
      trial.add($0, now: now, believes: trust.believes)
    }
    var kept = self.revocations
    let onFile = Set(kept.documents.map(\.digest))
    let revocations = found.revocations.filter {
      !onFile.contains($0.digest) && isAbout(contact, $0, with: adds)
    }
    let isNew = revocations.contains { kept.add($0, isAboutContact: true) == .new }
    guard found.card != nil || !adds.isEmpty || isNew else { return }
    if let card = found.card { try vault.setPrekeys(of: [card]) }
    try change { draft in
      guard try draft.shelf.contact(contact.identity) != nil else { return }  // removed meanwhile
      if let card = found.card {
        // Another run may have been faster.
        try draft.shelf.change(contact.identity) { _ = try? $0.update(card.facts) }
      }
      _ = try draft.add(adds)
      for revocation in revocations { _ = try? draft.add(revocation) }
    }
  }

  /// Whether `revocation` is of this contact, or of an attestation that is theirs or may come yet.
  private func isAbout(
    _ contact: Contact, _ revocation: Revocation, with attestations: [Attestation]
  ) -> Bool {
    switch revocation.target {
    case .identity(let identity): identity == contact.identity
    case .attestation(let digest):
      (contact.attestations + attestations).contains { $0.digest == digest }
        || trust.isAhead(revocation)
    }
  }
}
