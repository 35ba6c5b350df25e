package import Files

/// Why a kept message is not read or exported.
package enum ReadingError: Error {
  /// No message has an id that begins so.
  case unknownMessage(String)
  /// Several messages have an id that begins so.
  case ambiguousMessage(String, count: Int)
  case noSuchPart(Int, count: Int)
  /// A message was taken back or deleted while it was about to be exported.
  case changedMeanwhile
  /// The senders of these messages ask not to export them.
  case noExport([[UInt8]])
  /// A system of the record has these messages, or may have them.
  case sentBefore([SentBefore])
  /// No message is about the patient.
  case noSuchPatient
  /// No message is of a conversation whose id begins so.
  case unknownConversation(String)
  /// Messages of several conversations have ids that begin so.
  case ambiguousConversation(String, count: Int)

  /// A message that was sent to a system of the record before.
  package struct SentBefore: Sendable {
    package let id: [UInt8]
    package let at: Timestamp
    package let isAcknowledged: Bool
  }
}
