package import Envelopes
internal import Files
package import Identities
internal import MessageVault
package import Teams

/// What a receipt changed of what is known about messages that were sent from here.
package struct ReceiptNews {
  package let facts: SignedFacts
  /// Nil when they are no contact any more by the time that this is told.
  package let sender: Contact?
  package var told: [Told] = []
  /// Entries that count for nothing, by their reason.
  package var ignored: [IgnoredEntry: Int] = [:]
  /// The message that bears the note, when there is one.
  package var note: Reception?

  /// One entry that changed something.
  package struct Told: Sendable {
    package let entry: ReceiptEntry
    /// As much of the subject of the message as its summary has.
    package let subject: String
    /// Whether it is told by somebody to whom the message was passed on.
    package let isBeside: Bool
  }
}

/// What a recall did here.
package struct RecallNews {
  package let facts: SignedFacts
  package let sender: Contact?
  package let request: RecallRequest
  package let result: RecallState.Recall
  /// What happened to the copy here before.
  package let uses: ReceiptEntry.Uses
  /// Of the message, if it was here.
  package let subject: String?
  /// The ids of own messages that pass it on, and can be taken back in turn.
  package let forwards: [[UInt8]]
}
