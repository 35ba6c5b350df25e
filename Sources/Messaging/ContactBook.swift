internal import Files
package import Identities
package import MessageVault

/// The contacts of a home, what each is worth, and how they are found.
package struct ContactBook {
  let vault: OpenVault
  private(set) var shelf: ContactShelf
  private(set) var revocations: KeptRevocations
  /// What the user believes, from all contacts together.
  package private(set) var trust: Trust
  /// Of what is on file, as it was read or changed here last.
  private(set) var version: [UInt8]
  /// Whether nobody else changed what is on file, as far as was seen since it was read.
  private(set) var isAlone = true

  package init(_ vault: OpenVault) throws {
    self.vault = vault
    let records = try vault.trustRecords()
    shelf = records.shelf
    revocations = records.revocations
    version = records.version
    trust = Self.trust(in: records, own: vault.identity)
  }

  /// All of them, by alias. To read them all takes long where there are many.
  package var contacts: [Contact] { get throws { try shelf.all() } }
  package var openVault: OpenVault { vault }

  /// The contact of `identity`, for what is shown: one that cannot be read is like a stranger.
  package subscript(identity: Identity) -> Contact? { shelf[identity] }

  /// The contact of `identity`, for what is done: throws when it cannot be read.
  package func contact(_ identity: Identity) throws -> Contact? { try shelf.contact(identity) }

  /// Throws what kept a contact from being shown so far, if anything did.
  package func checkReadings() throws { try shelf.checkReadings() }

  /// The contact with this alias or full identity. Throws
  /// ``ContactError/unknownContact(_:suggestions:)`` with the closest aliases.
  package func find(_ text: String) throws -> Contact {
    if let identity = Identity(text), let contact = try contact(identity) { return contact }
    if let alias = Alias(text), let contact = try shelf.contact(called: alias) { return contact }
    let named = try shelf.contacts(named: text)
    let near =
      try named.isEmpty
      ? NameSuggestions.closest(to: text, among: contacts.map(\.alias.description))
      : named.map(\.alias.description)
    throw ContactError.unknownContact(text, suggestions: near)
  }

  /// Those whose attestations the user believes.
  package var verifiers: [Contact] {
    shelf.verifiers.compactMap { self[$0] }.sorted { $0.alias < $1.alias }
  }

  /// What `contact` is worth now.
  package func standing(of contact: Contact) -> Standing {
    trust.standing(of: contact, now: vault.clock.now())
  }

  /// What the person with `card` is worth now by `trust`, which may know more than is on file.
  package func standing(of card: Card.Facts, by trust: Trust) -> Standing {
    trust.standing(
      of: card, compared: self[card.identity]?.comparison != nil, now: vault.clock.now())
  }

  /// Contacts other than `contact` whose card has the same name.
  package func namesakes(of contact: Contact) throws -> [Contact] {
    try shelf.contacts(named: contact.card.name).filter { $0.identity != contact.identity }
  }

  /// What the user believes with documents that are at hand and not on file.
  package func trust(with documents: [SignedDocument]) throws -> Trust {
    let attestations = try documents.filter { $0.kind == .attestation }.map { try Attestation($0) }
    let revocations = try documents.filter { $0.kind == .revocation }.map { try Revocation($0) }
    return trust(with: attestations, revocations)
  }

  func trust(with attestations: [Attestation], _ revocations: [Revocation] = []) -> Trust {
    Self.trust(
      in: TrustRecords(shelf: shelf, revocations: self.revocations), own: vault.identity,
      attestations: attestations, revocations: revocations)
  }

  static func trust(
    in records: TrustRecords, own: Identity, attestations: [Attestation] = [],
    revocations: [Revocation] = []
  ) -> Trust {
    let shelf = records.shelf
    return Trust(
      // One's own word counts for oneself.
      verifiers: shelf.verifiers.union([own]),
      filed: Trust.FiledAttestations(
        about: { shelf[$0]?.attestations ?? [] },
        issuer: { (try? shelf.attestation($0))?.issuer }),
      attestations: attestations, kept: records.revocations, revocations: revocations)
  }

  /// Changes what is on file in one transaction, from what is there by then; the audit log has the
  /// lines of `change`, and one for each contact whose colour became another.
  mutating func change(_ change: (inout ContactDraft) throws -> Void) throws {
    var lines: [AuditLine] = []
    let (own, now, known) = (vault.identity, vault.clock.now(), version)
    var isKnown = true
    let records = try vault.changeTrust { records in
      isKnown = records.version == known
      var draft = ContactDraft(records, own: own, now: now)
      try change(&draft)
      lines = draft.lines + (try draft.colourChanges(since: records))
      records = draft.records
    }
    shelf = records.shelf
    revocations = records.revocations
    version = records.version
    isAlone = isAlone && isKnown
    trust = Self.trust(in: records, own: own)
    if !lines.isEmpty { try vault.note(lines) }
  }
}
