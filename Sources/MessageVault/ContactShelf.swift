internal import Files
package import Identities
internal import Secrets
internal import Synchronization

/// The contacts of a home, each read when it is asked for and at most once, with changes that are
/// not on file yet.
package struct ContactShelf: Sendable {
  private let vault: OpenVault
  private let memory = Memory()
  /// By identity; nil is one that was removed.
  private(set) var changes: [Identity: Contact?] = [:]
  private var aliases: [Alias: Identity] = [:]
  /// Those whose attestations the user believes.
  package private(set) var verifiers: Set<Identity>

  init(_ vault: OpenVault, verifiers: Set<Identity>) {
    self.vault = vault
    self.verifiers = verifiers
  }

  /// What was read, by pseudonym, and the first error that was met.
  private final class Memory: Sendable {
    let contacts = Mutex<[[UInt8]: Contact?]>([:])
    let failure = Mutex<(any Error)?>(nil)
  }

  /// The contact of `identity`, for what is shown or judged: one that cannot be read is like
  /// somebody unknown, who is worth nothing. ``contact(_:)`` says why, and so does
  /// ``checkReadings()``.
  package subscript(identity: Identity) -> Contact? {
    do { return try contact(identity) } catch {
      memory.failure.withLock { $0 = $0 ?? error }
      return nil
    }
  }

  package func contact(_ identity: Identity) throws -> Contact? {
    if let changed = changes[identity] { return changed }
    return try filed(vault.pseudonym(identity))
  }

  /// The identities of those who were added, changed or removed.
  package var changed: some Collection<Identity> { changes.keys }

  /// Throws what kept a contact from being read so far, if anything did.
  package func checkReadings() throws {
    if let failure = memory.failure.withLock({ $0 }) { throw failure }
  }

  /// As it is on file.
  private func filed(_ pseudonym: [UInt8]) throws -> Contact? {
    if let known = memory.contacts.withLock({ $0[pseudonym] }) { return known }
    let contact = try vault.contact(pseudonym: pseudonym)
    memory.contacts.withLock { $0[pseudonym] = .some(contact) }
    return contact
  }

  /// All contacts, by alias.
  package func all() throws -> [Contact] {
    let all = try vault.contactsByPseudonym()
    memory.contacts.withLock { contacts in
      for (pseudonym, contact) in all { contacts[pseudonym] = .some(contact) }
    }
    let filed = all.map(\.contact).filter { changes[$0.identity] == nil }
    return (filed + changes.values.compactMap { $0 }).sorted { $0.alias < $1.alias }
  }

  /// The contact with this alias. Throws ``VaultError/damaged(_:)`` when the table names somebody
  /// who has another one: mail must not go there.
  package func contact(called alias: Alias) throws -> Contact? {
    if let identity = aliases[alias] { return try contact(identity) }
    guard let found = try vault.pseudonym(of: alias).flatMap(filed) else { return nil }
    guard found.alias == alias else { throw VaultError.damaged("contacts.aliasMark") }
    return changes[found.identity] == nil ? found : nil
  }

  /// The contacts whose cards have this name, in whatever case, by alias.
  package func contacts(named name: String) throws -> [Contact] {
    let folded = UnicodeText.folded(name)
    let filed = try vault.pseudonyms(ofName: name).compactMap(filed).filter {
      changes[$0.identity] == nil
    }
    return (filed + changes.values.compactMap { $0 })
      .filter { UnicodeText.folded($0.card.name) == folded }
      .sorted { $0.alias < $1.alias }
  }

  /// Who issued the attestation with this digest that is on file with a contact. All contacts are
  /// read for it.
  package func attestation(_ digest: [UInt8]) throws -> Attestation? {
    try all().lazy.flatMap(\.attestations).first { $0.digest == digest }
  }

  /// Adds a contact whose identity and alias are new.
  package mutating func append(_ contact: Contact) { note(contact) }

  /// Removes the contacts with these identities.
  package mutating func remove(_ identities: Set<Identity>) {
    for identity in identities {
      forgetAlias(of: identity)
      changes[identity] = .some(nil)
      verifiers.remove(identity)
    }
  }

  /// What `change` returns of the contact with this identity; nil when there is none. The identity
  /// stays.
  @discardableResult
  package mutating func change<Result>(
    _ identity: Identity, _ change: (inout Contact) throws -> Result
  ) throws -> Result? {
    guard let before = try contact(identity) else { return nil }
    var after = before
    let result = try change(&after)
    if after != before { note(after) }
    return result
  }

  private mutating func note(_ contact: Contact) {
    forgetAlias(of: contact.identity)
    changes[contact.identity] = contact
    aliases[contact.alias] = contact.identity
    if contact.isVerifier {
      verifiers.insert(contact.identity)
    } else {
      verifiers.remove(contact.identity)
    }
  }

  private mutating func forgetAlias(of identity: Identity) {
    if let before = changes[identity] ?? nil { aliases[before.alias] = nil }
  }
}
