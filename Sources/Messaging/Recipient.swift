internal import Envelopes
internal import Files
package import Identities
internal import MessageVault

/// Somebody whom a message is sealed to.
package struct Recipient: Sendable {
  package let identity: Identity
  /// Nil for a member of a team, or somebody with a role, who is not a contact.
  package let alias: Alias?
  /// The alias; of others what their card claims and the beginning of their identity.
  package let name: String
  let mailbox: String
  let colour: ContactColour
  private let card: Card.Facts
  /// The card of one who is not a contact; its keys are not kept here.
  private let published: Card?

  init(_ contact: Contact, _ colour: ContactColour) {
    identity = contact.identity
    alias = contact.alias
    name = contact.alias.description
    mailbox = contact.card.mailbox
    self.colour = colour
    card = contact.card
    published = nil
  }

  init(_ card: Card, _ colour: ContactColour) {
    identity = card.identity
    alias = nil
    name = PeopleNames.stranger(card.identity, card.name)
    mailbox = card.facts.mailbox
    self.colour = colour
    self.card = card.facts
    published = card
  }

  /// Their prekey for the day of `now`; nil when their card has none.
  func prekey(at now: Timestamp, _ vault: OpenVault) throws -> Prekey? {
    guard !card.hasEnded(now) else { return nil }
    if let published { return published.prekey(on: now.day) }
    return try vault.contactPrekey(identity, on: now.day)
  }
}
