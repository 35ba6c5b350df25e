internal import Files
package import Identities
package import MessageVault

/// Somebody as a record names them: what their card claimed when a message came, and what it claims
/// now where that is something else.
package struct Correspondent: Sendable {
  package let identity: Identity
  /// Nil when no card of them is or was here.
  package let name: String?
  /// As their card claimed them.
  package let registrations: [Registration]
  /// The attestation that counted when the message came.
  package var attestation: SenderRecord.AttestationRecord?
  /// What their card claims now; nil when that is the same, or when there is none.
  package var present: Claims?

  package struct Claims: Hashable, Sendable {
    package let name: String
    package let registrations: [Registration]
  }

  /// As they are known now.
  init(_ identity: Identity, in book: ContactBook) throws {
    self.identity = identity
    if identity == book.vault.identity {
      let profile = try Profile(book.vault)
      (name, registrations) = (profile.name, profile.registrations)
    } else {
      let card = try book.contact(identity)?.card
      (name, registrations) = (card?.name, card?.registrations ?? [])
    }
  }

  /// The author of the message that `summary` tells of, as they were known when it came.
  package init(authorOf summary: Summary, in book: ContactBook) throws {
    guard let record = summary.sender else {
      self = try Correspondent(summary.from, in: book)
      return
    }
    identity = summary.from
    name = record.name
    registrations = record.registrations
    attestation = record.attestation
    if let card = try book.contact(identity)?.card,
      card.name != record.name || card.registrations.count != record.claimed
        || !card.registrations.starts(with: record.registrations)
    {
      present = Claims(name: card.name, registrations: card.registrations)
    }
  }
}
