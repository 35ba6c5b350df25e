package import Envelopes
package import Identities
package import MessageVault

/// What became of one envelope.
package enum ReceiveOutcome {
  case received(Reception)
  /// Received before; acknowledged without a word.
  case duplicate
  /// Kept sealed until the home is unlocked.
  case queued(id: String)
  /// Kept sealed until its sender is a contact.
  case held(id: String, from: Identity)
  /// Kept sealed until a version of tacita knows its kind.
  case unknownKind(id: String, from: Identity)
  case refused(Refusal)

  /// The word for it in lists and JSON.
  package var name: String {
    switch self {
    case .received: "received"
    case .duplicate: "duplicate"
    case .queued: "queued"
    case .held, .unknownKind: "held"
    case .refused: "refused"
    }
  }
}

/// A message as it was received.
package struct Reception {
  package let message: StoredMessage
  package let head: MessageHead
  package let tail: MessageTail
  package let sender: Contact
  package let standing: Standing
  package let order: Order

  /// Where the message stands among those of its sender in its conversation.
  package enum Order: Sendable, Equatable {
    case inOrder
    /// So many of this sender's messages before it never arrived here.
    case missing(Int)
    /// It is older than one that arrived before it, or follows another than it says.
    case outOfOrder
  }
}
