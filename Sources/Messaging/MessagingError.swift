package import Files
package import Identities

/// Why a use case does not do what was asked, in the user's terms.
package enum MessagingError: Error {
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
  /// No message has an id that begins so.
  case unknownMessage(String)
  /// Several messages have an id that begins so.
  case ambiguousMessage(String, count: Int)
  /// Recipients whose standing is below what the policy asks.
  case notVerified([String], wanted: ContactColour)
  /// A recipient whose identity was revoked.
  case recipientRevoked(String)
  /// Recipients whose card has no key for today.
  case cardEnded([String])
  case noRecipients
  case tooManyRecipients(Int)
  /// No route is configured and no output was named.
  case noRoute
  /// The route's text is none that is known.
  case badRoute(String)
  /// The part was refused by its name.
  case badPartName(String)
  /// A field is not short plain text.
  case badField(String)
  /// `expires` is not in the future.
  case expiryPast
  /// The message is kept and will be delivered by the next `send` or `receive`.
  case deliveryWaits(id: [UInt8], reason: FileError)
  case noSuchPart(Int, count: Int)
  /// The senders of these messages ask not to export them.
  case noExport([[UInt8]])
  /// No message is of a conversation whose id begins so.
  case unknownConversation(String)
  /// Messages of several conversations have ids that begin so.
  case ambiguousConversation(String, count: Int)
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
  case badSetting(String, reason: String)
}
