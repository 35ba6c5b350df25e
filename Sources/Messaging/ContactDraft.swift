internal import Files
internal import Identities
internal import MessageVault

/// Contacts and revocations while they are changed, with the lines that the change leaves in the
/// audit log.
struct ContactDraft {
  var shelf: ContactShelf
  private(set) var revocations: KeptRevocations
  private(set) var trust: Trust
  var lines: [AuditLine] = []
  let own: Identity
  let now: Timestamp

  init(_ records: TrustRecords, own: Identity, now: Timestamp) {
    shelf = records.shelf
    revocations = records.revocations
    trust = ContactBook.trust(in: records, own: own)
    self.own = own
    self.now = now
  }

  var records: TrustRecords { TrustRecords(shelf: shelf, revocations: revocations) }

  private mutating func judge() { trust = ContactBook.trust(in: records, own: own) }

  /// Keeps attestations about contacts; how many were new.
  mutating func add(_ attestations: [Attestation]) throws -> Int {
    var count = 0
    for attestation in attestations {
      let isNew = try shelf.change(attestation.subject) {
        $0.add(attestation, now: now, believes: trust.believes)
      }
      guard isNew == true else { continue }
      count += 1
      lines.append(
        AuditLine(
          "attestation-add", .create, at: now, object: attestation.registration.description,
          parties: [attestation.issuer.description, attestation.subject.description]))
    }
    if count > 0 { judge() }
    return count
  }

  /// Keeps `revocation`; false when it was there already. Throws
  /// ``DocumentError/revocationDoesNotApply(_:)`` for one that counts for nothing: anybody can sign
  /// one about anybody.
  mutating func add(_ revocation: Revocation) throws -> Bool {
    if !trust.isAhead(revocation) { try trust.check(revocation) }
    let subject: Identity?
    switch revocation.target {
    case .identity(let identity): subject = identity
    case .attestation(let digest):
      subject = try shelf.attestation(digest)?.subject
    }
    let isAboutContact = subject.map { shelf[$0] != nil || $0 == own } ?? false
    switch revocations.add(revocation, isAboutContact: isAboutContact) {
    case .known: return false
    case .noRoom: throw ContactError.tooManyRevocations(KeptRevocations.most)
    case .new: break
    }
    trust.keep(revocation)
    let object =
      switch revocation.target {
      case .identity: "identity"
      case .attestation(let digest): "attestation \(digest.hex)"
      }
    lines.append(
      AuditLine(
        "revocation-add", .create, at: now, object: object,
        parties: [revocation.issuer.description] + (subject.map { [$0.description] } ?? []),
        purpose: revocation.reason.rawValue))
    return true
  }

  /// A line for each contact that is worth something else than in `before`. Who is believed and
  /// what is revoked may concern any contact, everything else only those that it changes.
  func colourChanges(since before: TrustRecords) throws -> [AuditLine] {
    let past = ContactBook.trust(in: before, own: own)
    let trust = ContactBook.trust(in: records, own: own)
    let concernsAll =
      shelf.verifiers != before.shelf.verifiers || revocations != before.revocations
    let candidates =
      try concernsAll
      ? before.shelf.all()
      : shelf.changed.compactMap { try before.shelf.contact($0) }.sorted { $0.alias < $1.alias }
    return candidates.compactMap { contact in
      guard let present = shelf[contact.identity] else { return nil }
      let (old, new) = (
        past.standing(of: contact, now: now).colour, trust.standing(of: present, now: now).colour
      )
      guard old != new else { return nil }
      return AuditLine(
        "contact-colour", .update, at: now, object: contact.alias.description,
        parties: [contact.identity.description], purpose: "\(old.rawValue) to \(new.rawValue)")
    }
  }

  /// A line about what was done with a contact.
  mutating func note(
    _ event: String, _ action: AuditLine.Action, _ contact: Contact, purpose: String? = nil
  ) {
    lines.append(
      AuditLine(
        event, action, at: now, object: contact.alias.description,
        parties: [contact.identity.description], purpose: purpose))
  }
}
