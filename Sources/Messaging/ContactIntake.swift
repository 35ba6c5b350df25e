internal import Files
package import Identities
internal import MessageVault

/// Taking in what others handed over: cards, attestations, revocations.
extension ContactBook {
  /// What taking in documents came to.
  package struct Intake: Sendable {
    package var added: [Contact] = []
    package var updated: [Contact] = []
    package var unchanged: [Contact] = []
    /// Attestations and revocations that were new.
    package var documents = 0
    /// Documents that are about nobody who is meant or known here, and were left out.
    package var ignored = 0
    /// The home's own card was among them.
    package var hasOwnCard = false
    /// The revocation that was made with this home was among them. To publish it is an act of its
    /// own, and here it is left out.
    package var hasOwnRevocation = false

    package init() {}

    mutating func append(_ other: Intake) {
      added += other.added
      updated += other.updated
      unchanged += other.unchanged
      documents += other.documents
      ignored += other.ignored
      hasOwnCard = hasOwnCard || other.hasOwnCard
      hasOwnRevocation = hasOwnRevocation || other.hasOwnRevocation
    }
  }

  /// Takes in what was handed over as ``add(_:of:alias:fingerprint:)`` does. Many cards are all tried
  /// with the rest first, then taken some at a time: `intake` has what was taken also when it
  /// throws, and the next try takes what a failure on the way left out.
  package mutating func add(
    _ input: HandedOver, alias: String?, fingerprint: String?, into intake: inout Intake
  ) throws {
    guard !input.cards.isEmpty else {
      intake = try add(input.documents, alias: alias, fingerprint: fingerprint)
      return
    }
    let others = input.cards.filter { $0.identity != vault.identity }
    intake.hasOwnCard = others.count < input.cards.count
    guard !others.isEmpty || !input.documents.isEmpty else { throw ContactError.ownIdentity }
    try tryAll(others, input.documents, alias: alias)
    try input.eachBatch { batch in
      let cards = batch.filter { $0.signer != vault.identity }
      if !cards.isEmpty { intake.append(try add(cards, alias: alias, fingerprint: fingerprint)) }
    }
    if !input.documents.isEmpty {
      intake.append(try add(input.documents, alias: alias, fingerprint: fingerprint))
    }
  }

  /// Throws what taking in all of this would, and keeps nothing.
  private func tryAll(
    _ cards: [Card.Facts], _ documents: [SignedDocument], alias: String?
  ) throws {
    var draft = ContactDraft(
      TrustRecords(shelf: shelf, revocations: revocations), own: vault.identity,
      now: vault.clock.now())
    for card in cards { _ = try take(card, nil, alias: alias, into: &draft.shelf) }
    var (batch, ignored) = (try DocumentBatch(documents), Intake())
    _ = batch.removeRevocations(by: vault.identity)
    let own = try OwnIdentity(vault).concerned(
      by: batch.revocations, with: batch.attestations.filter { $0.subject == vault.identity })
    batch.revocations.removeAll(where: own.contains)
    try file(batch, in: &draft, &ignored)
  }

  /// Takes in cards, and attestations and revocations about contacts and about this home. A new
  /// card is added under `alias`, or one made from its name. Nothing is taken in when one document
  /// is refused.
  ///
  /// With `subject`, what is about anybody else is left out: who asked for one person's card must
  /// not get another key by it. Throws ``DocumentError/differentIdentity`` when theirs is not
  /// there.
  package mutating func add(
    _ documents: [SignedDocument], of subject: Identity? = nil, alias: String?,
    fingerprint: String?
  ) throws -> Intake {
    var batch = try DocumentBatch(documents)
    guard !documents.isEmpty else { throw ContactError.nothingToAdd }
    var intake = Intake()
    if let subject {
      intake.ignored = batch.keepOnly(subject)
      guard !batch.cards.isEmpty else { throw DocumentError.differentIdentity }
    }
    intake.hasOwnCard = batch.cards.contains { $0.identity == vault.identity }
    batch.cards.removeAll { $0.identity == vault.identity }
    if intake.hasOwnCard, batch.isEmpty { throw ContactError.ownIdentity }
    let proofs = try batch.cards.map { try proof($0, alias: alias, fingerprint: fingerprint) }
    let cards = Array(zip(batch.cards, proofs))
    // Tried once before anything is kept: prekeys go first, and only for cards that will be taken.
    var trial = shelf
    for (card, proof) in cards { _ = try take(card.facts, proof, alias: alias, into: &trial) }
    try vault.setPrekeys(
      of: batch.cards.filter { trial[$0.identity]?.card.digest == $0.facts.digest })
    intake.hasOwnRevocation = batch.removeRevocations(by: vault.identity)
    let own = OwnIdentity(vault)
    let attestations = batch.attestations.filter { $0.subject == vault.identity }
    let ownRevocations = try own.concerned(by: batch.revocations, with: attestations)
    batch.revocations.removeAll(where: ownRevocations.contains)
    let (start, rest, book) = (intake, batch, self)
    try change { draft in
      intake = start
      for (card, proof) in cards {
        let (contact, outcome) = try book.take(
          card.facts, proof, alias: alias, into: &draft.shelf)
        switch outcome {
        case .added: intake.added.append(contact)
        case .updated: intake.updated.append(contact)
        case .unchanged: intake.unchanged.append(contact)
        }
        if let event = outcome.event { draft.note(event.name, event.action, contact) }
      }
      try book.file(rest, in: &draft, &intake)
    }
    intake.documents += try own.attestations.add(attestations)
    for revocation in ownRevocations { intake.documents += try own.take(revocation) ? 1 : 0 }
    return intake
  }

  private func file(
    _ batch: DocumentBatch, in draft: inout ContactDraft, _ intake: inout Intake
  ) throws {
    let attestations = batch.attestations.filter { $0.subject != vault.identity }
    intake.ignored += attestations.filter { draft.shelf[$0.subject] == nil }.count
    intake.documents += try draft.add(attestations)
    for revocation in batch.revocations {
      if case .identity(let identity) = revocation.target, draft.shelf[identity] == nil,
        identity != revocation.issuer, (try? draft.trust.check(revocation)) == nil
      {
        intake.ignored += 1
        continue
      }
      intake.documents += try draft.add(revocation) ? 1 : 0
    }
  }

  private func proof(
    _ card: Card, alias: String?, fingerprint: String?
  ) throws -> FingerprintComparison? {
    try fingerprint.map {
      try FingerprintComparison.typed($0, for: card.identity, called: alias ?? card.name)
    }
  }

  private enum CardOutcome {
    case added, updated, unchanged

    var event: (name: String, action: AuditLine.Action)? {
      switch self {
      case .added: ("contact-add", .create)
      case .updated: ("contact-update", .update)
      case .unchanged: nil
      }
    }
  }

  private func take(
    _ card: Card.Facts, _ proof: FingerprintComparison?, alias wanted: String?,
    into shelf: inout ContactShelf
  ) throws -> (Contact, CardOutcome) {
    let now = vault.clock.now()
    let known = try shelf.change(card.identity) { contact in
      if let wanted, Alias(wanted) != contact.alias {
        throw ContactError.knownAs(contact.alias.description)
      }
      let replacement = try contact.update(card)
      if let proof { contact.note(proof, at: now) }
      return (contact, replacement == .newer ? CardOutcome.updated : .unchanged)
    }
    if let known { return known }
    let alias = try Self.alias(wanted, for: card, in: shelf)
    var contact = Contact(alias: alias, card: card, added: now)
    if let proof { contact.note(proof, at: now) }
    shelf.append(contact)
    return (contact, .added)
  }

  private static func alias(
    _ wanted: String?, for card: Card.Facts, in shelf: ContactShelf
  ) throws -> Alias {
    if let wanted {
      guard let alias = Alias(wanted) else { throw ContactError.aliasInvalid(wanted) }
      guard try shelf.contact(called: alias) == nil else { throw ContactError.aliasTaken(wanted) }
      return alias
    }
    let proposed = try Alias.proposed(for: card.name) {
      try shelf.contact(called: $0) != nil
    }
    guard let alias = proposed else {
      throw ContactError.aliasNeeded(name: card.name)
    }
    return alias
  }
}

/// Documents by their kind.
private struct DocumentBatch {
  var cards: [Card]
  var attestations: [Attestation]
  var revocations: [Revocation]

  init(_ documents: [SignedDocument]) throws {
    cards = try documents.filter { $0.kind == .card }.map { try Card($0) }
    attestations = try documents.filter { $0.kind == .attestation }.map { try Attestation($0) }
    revocations = try documents.filter { $0.kind == .revocation }.map { try Revocation($0) }
  }

  var isEmpty: Bool { count == 0 }
  private var count: Int { cards.count + attestations.count + revocations.count }

  /// Leaves out the revocation by which `identity` ends itself; whether there was one.
  mutating func removeRevocations(by identity: Identity) -> Bool {
    let before = revocations.count
    revocations.removeAll { $0.issuer == identity && $0.isOwn }
    return revocations.count < before
  }

  /// Leaves out what is not about `subject`; how much that was.
  mutating func keepOnly(_ subject: Identity) -> Int {
    let before = count
    cards.removeAll { $0.identity != subject }
    attestations.removeAll { $0.subject != subject }
    let digests = Set(attestations.map(\.digest))
    revocations.removeAll { revocation in
      switch revocation.target {
      case .identity(let identity): identity != subject
      case .attestation(let digest): !digests.contains(digest)
      }
    }
    return before - count
  }
}
