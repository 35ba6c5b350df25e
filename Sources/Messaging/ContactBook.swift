internal import Files
package import Identities
package import MessageVault
package import Transports

/// The contacts of a home, what each is worth, and how they are found.
package struct ContactBook {
  private let vault: OpenVault
  package private(set) var contacts: [Contact]
  private var byIdentity: [Identity: Int]

  package init(_ vault: OpenVault) throws {
    self.vault = vault
    contacts = try vault.contacts()
    byIdentity = [:]
    index()
  }

  private mutating func index() {
    byIdentity = Dictionary(
      uniqueKeysWithValues: contacts.enumerated().map { ($1.identity, $0) })
  }

  package subscript(identity: Identity) -> Contact? { byIdentity[identity].map { contacts[$0] } }

  /// The contact with this alias or full identity. Throws
  /// ``MessagingError/unknownContact(_:suggestions:)`` with the closest aliases.
  package func find(_ text: String) throws -> Contact {
    if let identity = Identity(text), let contact = self[identity] { return contact }
    if let alias = Alias(text), let contact = contacts.first(where: { $0.alias == alias }) {
      return contact
    }
    let near = Likeness.closest(to: text, among: contacts.map(\.alias.description))
    throw MessagingError.unknownContact(text, suggestions: near)
  }

  /// What the user believes, from all contacts together.
  package var trust: Trust {
    Trust(
      verifiers: Set(contacts.filter(\.isVerifier).map(\.identity)),
      attestations: contacts.flatMap(\.attestations),
      revocations: contacts.flatMap(\.revocations))
  }

  /// What `contact` is worth now.
  package func standing(of contact: Contact) -> Standing {
    trust.standing(
      of: contact.card, compared: contact.comparison != nil, now: vault.clock.now())
  }

  private mutating func save(_ contact: Contact) throws {
    try vault.setContact(contact)
    if let index = byIdentity[contact.identity] {
      contacts[index] = contact
    } else {
      contacts = (contacts + [contact]).sorted { $0.alias < $1.alias }
      index()
    }
  }
}

/// Changes that the user asks for; each leaves a line in the audit log.
extension ContactBook {
  /// What taking in documents came to.
  package struct Intake: Sendable {
    package var added: [Contact] = []
    package var updated: [Contact] = []
    package var unchanged: [Contact] = []
    /// Attestations and revocations that were new.
    package var documents = 0
  }

  /// Takes in cards, and attestations and revocations about contacts. A new card is added under
  /// `alias`, or one made from its name. Nothing is taken in when one document is refused.
  package mutating func add(
    _ documents: [SignedDocument], alias: String?, fingerprint: String?
  ) throws -> Intake {
    let cards = try documents.filter { $0.kind == .card }.map { try Card($0) }
    var intake = Intake()
    for card in cards {
      guard card.identity != vault.identity else { throw MessagingError.ownIdentity }
      if let fingerprint, !card.identity.fingerprint.matches(fingerprint) {
        throw MessagingError.fingerprintDiffers(alias: alias ?? card.name)
      }
      try take(card, alias: alias, fingerprint: fingerprint, &intake)
    }
    for document in documents {
      switch document.kind {
      case .attestation:
        let attestation = try Attestation(document)
        intake.documents += try take(attestation.subject) { $0.add(attestation) } ? 1 : 0
      case .revocation:
        let revocation = try Revocation(document)
        intake.documents += try take(revocation) ? 1 : 0
      default: break
      }
    }
    guard !cards.isEmpty || intake.documents > 0 || !documents.isEmpty else {
      throw MessagingError.nothingToAdd
    }
    return intake
  }

  private mutating func take(
    _ card: Card, alias wanted: String?, fingerprint: String?, _ intake: inout Intake
  ) throws {
    if var contact = self[card.identity] {
      let replacement = try contact.update(card.facts)
      if fingerprint != nil { contact.comparison = comparison(.given) }
      try save(contact)
      guard replacement == .newer else { return intake.unchanged.append(contact) }
      try vault.setPrekeys(of: card)
      try note("contact-update", .update, contact)
      return intake.updated.append(contact)
    }
    var contact = Contact(
      alias: try alias(wanted, for: card), card: card.facts, added: vault.clock.now())
    if fingerprint != nil { contact.comparison = comparison(.given) }
    try save(contact)
    try vault.setPrekeys(of: card)
    try note("contact-add", .create, contact)
    intake.added.append(contact)
  }

  private func alias(_ wanted: String?, for card: Card) throws -> Alias {
    let taken = Set(contacts.map(\.alias))
    if let wanted {
      guard let alias = Alias(wanted) else { throw MessagingError.aliasInvalid(wanted) }
      guard !taken.contains(alias) else { throw MessagingError.aliasTaken(wanted) }
      return alias
    }
    guard let alias = Alias.proposed(for: card.name, taken: taken) else {
      throw MessagingError.aliasNeeded(name: card.name)
    }
    return alias
  }

  /// Files `change` with the contact that it is about; false when there is none or nothing changed.
  private mutating func take(
    _ subject: Identity, _ change: (inout Contact) -> Bool
  ) throws -> Bool {
    guard var contact = self[subject], change(&contact) else { return false }
    try save(contact)
    return true
  }

  private mutating func take(_ revocation: Revocation) throws -> Bool {
    switch revocation.target {
    case .identity(let identity): return try take(identity) { $0.add(revocation) }
    case .attestation(let digest):
      let subject = contacts.first { $0.attestations.contains { $0.digest == digest } }
      return try subject.map { try take($0.identity) { $0.add(revocation) } } ?? false
    }
  }

  /// Notes that the fingerprint of `contact` was compared; `given` must be it, when it is not nil.
  package mutating func verify(_ contact: Contact, fingerprint given: String?) throws -> Contact {
    if let given, !contact.identity.fingerprint.matches(given) {
      throw MessagingError.fingerprintDiffers(alias: contact.alias.description)
    }
    var contact = contact
    contact.comparison = comparison(given == nil ? .confirmed : .given)
    try save(contact)
    try note("contact-verify", .update, contact)
    return contact
  }

  /// Puts another identity's card in the place of `contact`, whose trust ends.
  package mutating func replace(_ contact: Contact, with card: Card) throws -> Contact {
    guard card.identity != vault.identity else { throw MessagingError.ownIdentity }
    if let other = self[card.identity], other.identity != contact.identity {
      throw MessagingError.aliasTaken(other.alias.description)
    }
    let replaced = contact.replaced(by: card.facts, at: vault.clock.now())
    try vault.removeContact(contact.identity)
    contacts.removeAll { $0.identity == contact.identity }
    index()
    try save(replaced)
    try vault.setPrekeys(of: card)
    try note("contact-replace", .update, replaced, purpose: "was \(contact.identity)")
    return replaced
  }

  package mutating func remove(_ contact: Contact) throws {
    try vault.removeContact(contact.identity)
    contacts.removeAll { $0.identity == contact.identity }
    index()
    try note("contact-remove", .delete, contact)
  }

  private func comparison(_ manner: Contact.Comparison.Manner) -> Contact.Comparison {
    Contact.Comparison(time: vault.clock.now(), manner: manner)
  }

  private func note(
    _ event: String, _ action: AuditLine.Action, _ contact: Contact, purpose: String? = nil
  ) throws {
    try vault.note([
      AuditLine(
        event, action, at: vault.clock.now(), object: contact.alias.description,
        parties: [contact.identity.description], purpose: purpose)
    ])
  }
}

/// Fetching what contacts published.
extension ContactBook {
  /// What was wrong with a document in the spool. The contact stays as it was.
  package struct Trouble: Sendable {
    package let contact: Contact
    package let error: DocumentError
  }

  /// Takes newer cards and new revocations of `contacts` from the spool.
  package mutating func refresh(_ contacts: [Contact], from spool: SpoolFolder) throws -> [Trouble]
  {
    var troubles: [Trouble] = []
    for contact in contacts {
      let identity = contact.identity.description
      do {
        if let bytes = try spool.document(.card, of: identity),
          DocumentDigest.ofSignedLines(bytes) != contact.card.digest
        {
          try refresh(contact, with: bytes)
        }
        if let bytes = try spool.document(.revocation, of: identity) {
          for document in try SignedDocument.parse(stream: bytes, kinds: [.revocation]) {
            _ = try take(try Revocation(document))
          }
        }
      } catch let error as DocumentError {
        troubles.append(Trouble(contact: contact, error: error))
      }
    }
    return troubles
  }

  private mutating func refresh(_ contact: Contact, with bytes: [UInt8]) throws {
    for document in try SignedDocument.parse(stream: bytes) {
      switch document.kind {
      case .card:
        let card = try Card(document)
        var contact = contact
        guard try contact.update(card.facts) == .newer else { continue }
        try save(contact)
        try vault.setPrekeys(of: card)
      case .attestation:
        let attestation = try Attestation(document)
        if attestation.subject == contact.identity {
          _ = try take(contact.identity) { $0.add(attestation) }
        }
      default: continue
      }
    }
  }
}
