package import Identities

/// Why a contact or their card is not taken as it was given.
package enum ContactError: Error {
  /// What was typed is not a whole fingerprint; how many digits it has, nil for other characters.
  case fingerprintIncomplete(digits: Int?)
  /// No contact has that alias or identity; the closest aliases.
  case unknownContact(String, suggestions: [String])
  case aliasTaken(String)
  /// The card is that of a contact with another alias.
  case knownAs(String)
  case aliasInvalid(String)
  /// No alias could be made from the card's name.
  case aliasNeeded(name: String)
  /// The fingerprint that was given is not that of the card.
  case fingerprintDiffers(alias: String)
  /// The input holds none of what was asked for.
  case nothingToAdd
  /// No held message has that id, or it carries no card of its sender.
  case noHeldCard(String)
  /// The contact named is the home's own identity.
  case ownIdentity
  /// The published card of an identity is not there.
  case noPublishedCard(Identity)
  /// A contact is to be believed whose fingerprint was never compared.
  case notCompared(String)
  /// So many revocations are kept, and there is no room for one that is not about a contact.
  case tooManyRevocations(Int)
  /// The input holds more documents, or more bytes in memory, than are taken in at once.
  case tooManyDocuments
  /// A contact is to be believed whose identity has ended.
  case revoked(String)
}
