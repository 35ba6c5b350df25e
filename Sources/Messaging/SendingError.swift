package import Identities
package import Transports

/// Why a message is not sent.
package enum SendingError: Error {
  /// Recipients whose standing is below what the policy asks.
  case notVerified([String], wanted: ContactColour)
  /// A recipient whose identity was revoked.
  case recipientRevoked(String)
  /// Recipients whose card has no key for today.
  case cardEnded([String])
  /// People in the conversation that is answered who are no contacts.
  case unknownParticipants([String])
  /// Everybody was left out, and why.
  case nobodyReachable([UnreachableRecipient])
  /// This home's own identity has ended.
  case ownIdentityEnded(Revocation)
  case noRecipients
  /// There is neither a text nor an attachment.
  case emptyText
  case tooManyRecipients(Int)
  /// The part was refused by its name.
  case badPartName(String)
  /// A field is not short plain text.
  case badField(String)
  /// `expires` is not in the future.
  case expiryPast
  /// `expires` is later than anybody keeps a message.
  case expiryTooFar(days: Int)
  /// The message is kept and will be delivered by the next `send` or `receive`.
  case deliveryWaits(id: [UInt8], reason: RouteError)
}

/// Somebody whom a message cannot go to.
package struct UnreachableRecipient: Sendable {
  /// An alias, or the identity of one who is no contact.
  package let name: String
  package let reason: Reason

  package enum Reason: String, Sendable {
    case unknown = "not-a-contact"
    case revoked
    case notVerified = "not-verified"
    case cardEnded = "card-ended"
  }
}
