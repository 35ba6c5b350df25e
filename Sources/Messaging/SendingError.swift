package import Identities

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
  /// The sender of a message who cannot be answered, and why.
  case cannotAnswer(UnreachableRecipient)
  /// A message of somebody else is not taken back.
  case notMyMessage([UInt8])
  /// A message that corrects another goes to the same people.
  case otherConversation([UInt8])
  /// An answer is not taken back.
  case nothingToRecall([UInt8])
  /// Somebody who is not a recipient of the message.
  case notARecipient(String)
  /// A message that is not passed on, and why.
  case notForwarded([UInt8], NotForwarded)
  /// An answer is wanted later than the message expires.
  case ackAfterExpiry
  /// Another run passed the message on meanwhile.
  case alreadyEscalated
  /// A message that is not acknowledged: one's own, or one that is an answer itself.
  case nothingToAnswer(_ id: [UInt8], isOwn: Bool)
  /// It would be about another patient than the message that is answered or forwarded.
  case otherPatient(_ than: EarlierMessage)
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
  case deliveryWaits(id: [UInt8], reason: any Error)
}

/// The message whose patient another one should be about.
package enum EarlierMessage: Sendable { case answered, forwarded }

/// Why a message is not passed on.
package enum NotForwarded: Sendable {
  /// It is the note of an answer.
  case answer
  /// Its sender asks not to export it.
  case noExport
  /// Its sender took it back.
  case recalled
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
    /// Not a contact, and the route has no card of them.
    case noCard = "no-card"
  }
}
