internal import Files
package import Identities
package import MessageVault
package import Transports

/// The contacts of a home, what each is worth, and how they are found.
package struct ContactBook {
  private let vault: OpenVault
  private var shelf: ContactShelf
  /// What ended identities that are no contacts: final, also for one who becomes a contact again.
  private var others: [Revocation]
  /// What the user believes, from all contacts together.
  package private(set) var trust: Trust

  package init(_ vault: OpenVault) throws {
    self.vault = vault
    shelf = ContactShelf(try vault.contacts())
    others = try Self.otherRevocations(vault)
    trust = Self.trust(in: shelf.contacts, others, own: vault.identity)
  }

  package var contacts: [Contact] { shelf.contacts }

  package subscript(identity: Identity) -> Contact? { shelf[identity] }

  /// The contact with this alias or full identity. Throws
  /// ``ContactError/unknownContact(_:suggestions:)`` with the closest aliases.
  package func find(_ text: String) throws -> Contact {
    if let identity = Identity(text), let contact = self[identity] { return contact }
    if let alias = Alias(text), let contact = contacts.first(where: { $0.alias == alias }) {
      return contact
    }
    let named = contacts.filter { UnicodeText.folded($0.card.name) == UnicodeText.folded(text) }
    let near =
      named.isEmpty
      ? Likeness.closest(to: text, among: contacts.map(\.alias.description))
      : named.map(\.alias.description)
    throw ContactError.unknownContact(text, suggestions: near)
  }

  /// What the user believes with documents that are at hand and not on file.
  package func trust(with documents: [SignedDocument]) throws -> Trust {
    var trial = shelf
    for document in documents where document.kind == .attestation {
      let attestation = try Attestation(document)
      trial.change(attestation.subject) { _ = $0.add(attestation) }
    }
    let strangers = try documents.filter { $0.kind == .attestation }.map { try Attestation($0) }
      .filter { self[$0.subject] == nil }
    let revocations = try documents.filter { $0.kind == .revocation }.map { try Revocation($0) }
    return Self.trust(
      in: trial.contacts, others + revocations, own: vault.identity, strangers: strangers)
  }

  /// Those whose attestations the user believes.
  package var verifiers: [Contact] { contacts.filter(\.isVerifier) }

  private static func trust(
    in contacts: [Contact], _ others: [Revocation], own: Identity, strangers: [Attestation] = []
  ) -> Trust {
    Trust(
      // One's own word counts for oneself.
      verifiers: Set(contacts.filter(\.isVerifier).map(\.identity)).union([own]),
      attestations: contacts.flatMap(\.attestations) + strangers,
      revocations: contacts.flatMap(\.revocations) + others)
  }

  /// What `contact` is worth now.
  package func standing(of contact: Contact) -> Standing {
    trust.standing(
      of: contact.card, compared: contact.comparison != nil, now: vault.clock.now())
  }

  /// Changes one contact on file and here.
  private mutating func change(
    _ contact: Contact, _ change: (inout Contact) throws -> Void
  ) throws -> Contact {
    guard let changed = try vault.changeContact(contact.identity, change) else {
      throw ContactError.unknownContact(contact.alias.description, suggestions: [])
    }
    let before = self[changed.identity]
    shelf.change(changed.identity) { $0 = changed }
    if before?.isVerifier != changed.isVerifier
      || before?.attestations.count != changed.attestations.count
      || before?.revocations.count != changed.revocations.count
    {
      judge()
    }
    return changed
  }

  private mutating func took(_ changed: [Contact]) {
    shelf = ContactShelf(changed)
    judge()
  }

  private mutating func judge() {
    trust = Self.trust(in: contacts, others, own: vault.identity)
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
    /// Those among them that attest the home's own identity.
    package var aboutMyself = 0
  }

  /// Takes in cards, and attestations and revocations about contacts. A new card is added under
  /// `alias`, or one made from its name. Nothing is taken in when one document is refused.
  package mutating func add(
    _ documents: [SignedDocument], alias: String?, fingerprint: String?
  ) throws -> Intake {
    guard !documents.isEmpty else { throw ContactError.nothingToAdd }
    let cards = try documents.filter { $0.kind == .card }.map { try Card($0) }
    let attestations = try documents.filter { $0.kind == .attestation }.map { try Attestation($0) }
    let revocations = try documents.filter { $0.kind == .revocation }.map { try Revocation($0) }
    try fingerprint.map(Self.checkIsWhole)
    for card in cards {
      guard card.identity != vault.identity else { throw ContactError.ownIdentity }
      if let fingerprint, !card.identity.fingerprint.matches(fingerprint) {
        throw ContactError.fingerprintDiffers(alias: alias ?? card.name)
      }
    }
    // Tried once before anything is kept: prekeys go first, and only for cards that will be taken.
    var trial = shelf
    for card in cards { _ = try take(card, alias: alias, fingerprint: fingerprint, into: &trial) }
    try vault.setPrekeys(of: cards.filter { trial[$0.identity]?.card.digest == $0.facts.digest })
    var intake = Intake()
    var lines: [AuditLine] = []
    let changed = try vault.changeContacts { contacts in
      intake = Intake()
      lines = []
      var shelf = ContactShelf(contacts)
      for card in cards {
        let (contact, outcome) = try take(
          card, alias: alias, fingerprint: fingerprint, into: &shelf)
        switch outcome {
        case .added: intake.added.append(contact)
        case .updated: intake.updated.append(contact)
        case .unchanged: intake.unchanged.append(contact)
        }
        if let event = outcome.event { lines.append(line(event.0, event.1, contact)) }
      }
      for attestation in attestations {
        let isNew = shelf.change(attestation.subject) { $0.add(attestation) }
        intake.documents += isNew == true ? 1 : 0
      }
      for revocation in revocations {
        intake.documents += try file(revocation, in: &shelf) ? 1 : 0
      }
      contacts = shelf.contacts
    }
    took(changed)
    let strangers = revocations.filter {
      $0.target == .identity($0.issuer) && $0.issuer != vault.identity && self[$0.issuer] == nil
    }
    intake.documents += try keep(strangers)
    intake.aboutMyself = try OwnAttestations(vault).add(attestations)
    intake.documents += intake.aboutMyself
    try vault.note(lines)
    return intake
  }

  private enum CardOutcome {
    case added, updated, unchanged

    var event: (String, AuditLine.Action)? {
      switch self {
      case .added: ("contact-add", .create)
      case .updated: ("contact-update", .update)
      case .unchanged: nil
      }
    }
  }

  private func take(
    _ card: Card, alias wanted: String?, fingerprint: String?, into shelf: inout ContactShelf
  ) throws -> (Contact, CardOutcome) {
    let known = try shelf.change(card.identity) { contact in
      if let wanted, Alias(wanted) != contact.alias {
        throw ContactError.knownAs(contact.alias.description)
      }
      let replacement = try contact.update(card.facts)
      if fingerprint != nil { contact.comparison = comparison(.given) }
      return (contact, replacement == .newer ? CardOutcome.updated : .unchanged)
    }
    if let known { return known }
    let alias = try Self.alias(wanted, for: card, taken: shelf.aliases)
    var contact = Contact(alias: alias, card: card.facts, added: vault.clock.now())
    if fingerprint != nil { contact.comparison = comparison(.given) }
    shelf.append(contact)
    return (contact, .added)
  }

  private static func alias(
    _ wanted: String?, for card: Card, taken: Set<Alias>
  ) throws -> Alias {
    if let wanted {
      guard let alias = Alias(wanted) else { throw ContactError.aliasInvalid(wanted) }
      guard !taken.contains(alias) else { throw ContactError.aliasTaken(wanted) }
      return alias
    }
    guard let alias = Alias.proposed(for: card.name, taken: taken) else {
      throw ContactError.aliasNeeded(name: card.name)
    }
    return alias
  }

  /// Files a revocation with the contact that it is about; false when there is none or it was there.
  /// Throws ``DocumentError/revocationDoesNotApply(_:)`` for one that counts for nothing: anybody
  /// can sign one about anybody.
  private func file(_ revocation: Revocation, in shelf: inout ContactShelf) throws -> Bool {
    let subject: Identity?
    switch revocation.target {
    case .identity(let identity): subject = identity
    case .attestation(let digest):
      subject = shelf.contacts.first { $0.attestations.contains { $0.digest == digest } }?.identity
    }
    guard let subject, shelf[subject] != nil else { return false }
    try Self.trust(in: shelf.contacts, others, own: vault.identity).check(revocation)
    return shelf.change(subject) { $0.add(revocation) } ?? false
  }

  /// Notes that the fingerprint of `contact` was compared; `given` must be it, when it is not nil.
  package mutating func verify(_ contact: Contact, fingerprint given: String?) throws -> Contact {
    try given.map(Self.checkIsWhole)
    if let given, !contact.identity.fingerprint.matches(given) {
      throw ContactError.fingerprintDiffers(alias: contact.alias.description)
    }
    let comparison = comparison(given == nil ? .confirmed : .given)
    let compared = try change(contact) { $0.comparison = comparison }
    try note("contact-verify", .update, compared)
    return compared
  }

  /// A part of a fingerprint is a slip of who types it: it neither proves a key nor accuses one.
  private static func checkIsWhole(_ typed: String) throws {
    let digits = Fingerprint.digits(in: typed)
    guard digits == Fingerprint.digits else {
      throw ContactError.fingerprintIncomplete(digits: digits)
    }
  }

  /// From now on believes the attestations of `contact`, or does so no longer; false when nothing
  /// changed by that. Only one whose fingerprint was compared can be believed.
  package mutating func setVerifier(_ contact: Contact, _ isVerifier: Bool) throws -> Bool {
    let current = self[contact.identity] ?? contact
    if isVerifier, current.comparison == nil {
      throw ContactError.notCompared(contact.alias.description)
    }
    if isVerifier, trust.revocation(of: contact.identity) != nil {
      throw SendingError.recipientRevoked(contact.alias.description)
    }
    guard current.isVerifier != isVerifier else { return false }
    let changed = try change(contact) { $0.isVerifier = isVerifier }
    try note(isVerifier ? "contact-trust" : "contact-distrust", .update, changed)
    return true
  }

  /// Puts another identity's card in the place of `contact`, whose trust ends.
  package mutating func replace(_ contact: Contact, with card: Card) throws -> Contact {
    guard card.identity != vault.identity else { throw ContactError.ownIdentity }
    if let other = self[card.identity], other.identity != contact.identity {
      throw ContactError.aliasTaken(other.alias.description)
    }
    let replaced = contact.replaced(by: card.facts, at: vault.clock.now())
    try keepRevocations(of: contact)
    try vault.setPrekeys(of: [card])
    let changed = try vault.changeContacts { contacts in
      guard contacts.contains(where: { $0.identity == contact.identity }) else {
        throw ContactError.unknownContact(contact.alias.description, suggestions: [])
      }
      contacts.removeAll { [contact.identity, card.identity].contains($0.identity) }
      contacts.append(replaced)
    }
    took(changed)
    if card.identity != contact.identity { try vault.removePrekeys(of: contact.identity) }
    try note("contact-replace", .update, replaced, purpose: "was \(contact.identity)")
    return replaced
  }

  /// Knows `contact` by another alias from now on. Nothing else about them changes.
  package mutating func rename(_ contact: Contact, to wanted: String) throws -> Contact {
    guard let alias = Alias(wanted) else { throw ContactError.aliasInvalid(wanted) }
    let changed = try vault.changeContacts { contacts in
      guard let index = contacts.firstIndex(where: { $0.identity == contact.identity }) else {
        throw ContactError.unknownContact(contact.alias.description, suggestions: [])
      }
      guard !contacts.contains(where: { $0.alias == alias && $0.identity != contact.identity })
      else { throw ContactError.aliasTaken(wanted) }
      contacts[index] = contacts[index].renamed(alias)
    }
    took(changed)
    let renamed = contact.renamed(alias)
    try note("contact-rename", .update, renamed, purpose: "was \(contact.alias)")
    return self[contact.identity] ?? renamed
  }

  package mutating func remove(_ contact: Contact) throws {
    try keepRevocations(of: contact)
    took(
      try vault.changeContacts { contacts in
        contacts.removeAll { $0.identity == contact.identity }
      })
    try vault.removePrekeys(of: contact.identity)
    try note("contact-remove", .delete, contact)
  }

  private func comparison(_ manner: Contact.Comparison.Manner) -> Contact.Comparison {
    Contact.Comparison(time: vault.clock.now(), manner: manner)
  }

  private func note(
    _ event: String, _ action: AuditLine.Action, _ contact: Contact, purpose: String? = nil
  ) throws {
    try vault.note([line(event, action, contact, purpose: purpose)])
  }

  private func line(
    _ event: String, _ action: AuditLine.Action, _ contact: Contact, purpose: String? = nil
  ) -> AuditLine {
    AuditLine(
      event, action, at: vault.clock.now(), object: contact.alias.description,
      parties: [contact.identity.description], purpose: purpose)
  }
}

/// Revocations of identities that are no contacts.
extension ContactBook {
  private static func otherRevocations(_ vault: OpenVault) throws -> [Revocation] {
    guard let json = try vault.object(.revocations) else { return [] }
    do {
      return try json.strings("documents").map { try Revocation(bytes: Array($0.utf8)) }
    } catch is JSONError {
      throw VaultError.damaged("settings.revocations")
    }
  }

  /// Keeps the revocations that ended the identity of `contact`, who will be none.
  private mutating func keepRevocations(of contact: Contact) throws {
    let identity = Revocation.Target.identity(contact.identity)
    _ = try keep(
      (self[contact.identity] ?? contact).revocations.filter {
        $0.target == identity && $0.issuer == contact.identity
      })
  }

  /// Adds to what is kept; how many were new.
  private mutating func keep(_ revocations: [Revocation]) throws -> Int {
    let known = try Self.otherRevocations(vault)
    let new = revocations.filter { revocation in
      !known.contains { $0.digest == revocation.digest }
    }
    guard !new.isEmpty else { return 0 }
    others = known + new
    judge()
    try vault.setObject(
      .revocations,
      JSONObject([
        "documents": .array(others.map { .string(String(decoding: $0.bytes, as: UTF8.self)) })
      ]))
    return new.count
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
      // One does not stand in the way of the other: a bad card must not hide a revocation.
      for kind in [SpoolFolder.Document.card, .revocation] {
        do {
          switch kind {
          case .card: try refreshCard(contact, from: spool)
          case .revocation: try refreshRevocations(contact, from: spool)
          }
        } catch ContactError.unknownContact {
          continue  // removed meanwhile
        } catch let error as DocumentError {
          troubles.append(Trouble(contact: contact, error: error))
        } catch let error as FileError {
          troubles.append(
            Trouble(contact: contact, error: .malformed("it cannot be read: \(error.reason)")))
        }
      }
    }
    return troubles
  }

  private mutating func refreshCard(_ contact: Contact, from spool: SpoolFolder) throws {
    guard let bytes = try spool.document(.card, of: contact.identity.description) else { return }
    // What is on file already is not verified again, at every send.
    let isComplete = try hasPrekeys(contact)
    let known = Set((isComplete ? [contact.card.digest] : []) + contact.attestations.map(\.digest))
    var trouble: DocumentError?
    for piece in DocumentDigest.pieces(of: bytes)
    where !known.contains(DocumentDigest.ofSignedLines(piece)) {
      // Anybody may lay something there: it must not hide what follows.
      do {
        for document in try SignedDocument.parse(stream: piece, kinds: [.card, .attestation]) {
          try take(document, about: contact)
        }
      } catch let error as DocumentError { trouble = trouble ?? error }
    }
    if let trouble { throw trouble }
  }

  /// How many attestations about one contact are taken from a spool, where anybody may put some.
  private static let mostAttestations = 16

  /// Whether the keys that the contact's card carries are here: a home that was restored lacks them.
  private func hasPrekeys(_ contact: Contact) throws -> Bool {
    try contact.card.hasEnded(vault.clock.now())
      || vault.contactPrekey(contact.identity, on: vault.today) != nil
  }

  private mutating func take(_ document: SignedDocument, about contact: Contact) throws {
    if document.kind == .card {
      let card = try Card(document)
      let replacement = try card.replaces(contact.card)
      guard try replacement == .newer || !hasPrekeys(contact) else { return }
      try vault.setPrekeys(of: [card])
      if replacement == .newer { _ = try change(contact) { _ = try $0.update(card.facts) } }
    } else {
      let attestation = try Attestation(document)
      let held = (self[contact.identity] ?? contact).attestations.count
      let isKnown = attestation.issuer == vault.identity || self[attestation.issuer] != nil
      guard attestation.subject == contact.identity, isKnown || held < Self.mostAttestations else {
        return
      }
      _ = try change(contact) { $0.add(attestation) }
    }
  }

  private mutating func refreshRevocations(_ contact: Contact, from spool: SpoolFolder) throws {
    guard let bytes = try spool.document(.revocation, of: contact.identity.description) else {
      return
    }
    let trust = trust
    for document in try SignedDocument.parse(stream: bytes, kinds: [.revocation]) {
      let revocation = try Revocation(document)
      // Whoever writes to the spool may put anything there; only what counts is kept.
      guard (try? trust.check(revocation)) != nil, self.isAbout(contact, revocation),
        !contact.revocations.contains(where: { $0.digest == revocation.digest })
      else { continue }
      _ = try change(contact) { $0.add(revocation) }
    }
  }

  private func isAbout(_ contact: Contact, _ revocation: Revocation) -> Bool {
    switch revocation.target {
    case .identity(let identity): identity == contact.identity
    case .attestation(let digest): contact.attestations.contains { $0.digest == digest }
    }
  }
}
