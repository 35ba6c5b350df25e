internal import Identities

/// Contacts in their order, found by identity.
struct ContactShelf {
  private(set) var contacts: [Contact] = []
  private(set) var aliases: Set<Alias> = []
  private var places: [Identity: Int] = [:]

  init(_ contacts: [Contact]) {
    for contact in contacts { append(contact) }
  }

  subscript(identity: Identity) -> Contact? { places[identity].map { contacts[$0] } }

  /// Adds a contact whose identity and alias are new.
  mutating func append(_ contact: Contact) {
    places[contact.identity] = contacts.count
    aliases.insert(contact.alias)
    contacts.append(contact)
  }

  /// Removes the contacts with these identities.
  mutating func remove(_ identities: Set<Identity>) {
    self = ContactShelf(contacts.filter { !identities.contains($0.identity) })
  }

  /// What `change` returns of the contact with this identity; nil when there is none. The alias and
  /// the identity stay.
  @discardableResult
  mutating func change<Result>(
    _ identity: Identity, _ change: (inout Contact) throws -> Result
  ) rethrows -> Result? {
    guard let place = places[identity] else { return nil }
    return try change(&contacts[place])
  }
}
