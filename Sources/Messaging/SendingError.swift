package import Files
package import Identities

/// Why a message is not sent.
package enum SendingError: Error {
  /// Recipients whose standing is below what the policy asks.
  case notVerified([String], wanted: ContactColour)
  /// A recipient whose identity was revoked.
  case recipientRevoked(String)
  /// Recipients whose card has no key for today.
  case cardEnded([String])
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
  /// The message is kept and will be delivered by the next `send` or `receive`.
  case deliveryWaits(id: [UInt8], reason: FileError)
}
