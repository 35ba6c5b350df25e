internal import Files
package import Identities
internal import MessageVault
package import Transports

extension SeenDocuments {
  fileprivate func mark(_ kind: PublishedKind, _ document: PublishedDocument) -> Mark {
    mark(kind.rawValue, document.identity, document.version)
  }
}

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
    let count = try vault.contactCount()
    guard count >= Self.few, let published = Self.published(on: route) else {
      return try refresh(try contacts, from: route)
    }
    let before = seenDocuments(on: route)
    let changed = Set(
      published.lazy.filter { !before.contains(before.mark($0, $1)) }.map(\.document.identity))
    guard !changed.isEmpty else { return [] }
    let concerned =
      changed.count >= count
      ? try contacts : try changed.compactMap { try Identity($0).flatMap { try contact($0) } }
    var look = Look()
    try refresh(concerned, from: route, &look)
    // What another run changed meanwhile may make another thing of any of them.
    guard isAlone else { return look.refused }
    let after = seenDocuments(on: route)
    after.replace(
      with: published.lazy.filter { look.settles($0.kind, $0.document.identity) }
        .map { after.mark($0.kind, $0.document) })
    return look.refused
  }

  private func seenDocuments(on route: any Route) -> SeenDocuments {
    SeenDocuments(vault, route: route.address.description, version: version)
  }

  /// What a look at the route came to.
  private struct Look {
    private(set) var refused: [RefusedDocument] = []
    /// Those who are to be looked at again.
    private var open: Set<String> = []
    /// What was not there, by identity.
    private var absent: [PublishedKind: Set<String>] = [:]

    /// It is told again next time.
    mutating func refuse(_ contact: Contact, _ error: DocumentError) {
      refused.append(RefusedDocument(contact: contact, error: error))
      open.insert(contact.identity.description)
    }

    /// Something was taken: with it, more of what they published may count.
    mutating func take(of contact: Contact) { open.insert(contact.identity.description) }

    /// What was listed may come back.
    mutating func miss(_ kind: PublishedKind, of contact: Contact) {
      absent[kind, default: []].insert(contact.identity.description)
    }

    /// Whether a document need not be looked at again.
    func settles(_ kind: PublishedKind, _ identity: String) -> Bool {
      !open.contains(identity) && absent[kind]?.contains(identity) != true
    }
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
    var look = Look()
    try refresh(contacts, from: spool, &look)
    return look.refused
  }

  private mutating func refresh(
    _ contacts: [Contact], from spool: any Route, _ look: inout Look
  ) throws {
    for contact in contacts {
      // One does not stand in the way of the other: a bad card must not hide a revocation.
      var found = Published()
      for kind in [PublishedKind.card, .revocation] {
        do {
          guard let bytes = try spool.document(kind, of: contact.identity.description) else {
            look.miss(kind, of: contact)
            continue
          }
          let error: DocumentError? =
            switch kind {
            case .card: try readCard(bytes, of: contact, &found)
            case .revocation: readRevocations(bytes, of: contact, &found)
            case .duty: nil
            }
          if let error { look.refuse(contact, error) }
        } catch let error as RouteError {
          look.refuse(contact, .malformed("it cannot be read: \(error.reason)"))
        }
      }
      if try take(found, of: contact) { look.take(of: contact) }
    }
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

  /// False when there was nothing new.
  private mutating func take(_ found: Published, of contact: Contact) throws -> Bool {
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
    guard found.card != nil || !adds.isEmpty || isNew else { return false }
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
    return true
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
