package import Envelopes
package import Files
package import Identities
package import MessageVault

/// What became of one envelope.
package enum ReceiveOutcome {
  case received(Reception)
  /// What the sender tells of messages that were sent from here.
  case receipt(ReceiptNews)
  /// The sender takes a message back.
  case recall(RecallNews)
  /// Documents about a team, which were looked at.
  case notice(SignedFacts)
  /// A message that its sender took back before it was seen here: nothing of it is kept.
  case recalled(SignedFacts)
  /// Received before; acknowledged without a word.
  case duplicate(SignedFacts)
  /// Kept sealed until the home is unlocked.
  case queued(id: String)
  /// Kept sealed until its sender is a contact.
  case held(id: String, from: Identity)
  /// Kept sealed until a version of tacita knows its kind.
  case unknownKind(id: String, from: Identity)
  /// Kept sealed until the time that it is dated.
  case early(id: String, SignedFacts)
  /// `facts` where the signature is that of the sender named.
  case refused(Refusal, SignedFacts?)
  /// Something that lies where mail does, and cannot be taken, or not be taken away.
  case skipped(place: String, any Error)

  /// The word for it in lists and JSON.
  package var name: String {
    switch self {
    case .received: "received"
    case .receipt: "receipt"
    case .recall: "recall"
    case .notice: "notice"
    case .recalled: "recalled"
    case .duplicate: "duplicate"
    case .queued: "queued"
    case .held, .unknownKind, .early: "held"
    case .refused: "refused"
    case .skipped: "skipped"
    }
  }
}

extension ReceiveOutcome {
  /// The row of the message that is told of, if it is one to read.
  var shownRow: [UInt8]? {
    switch self {
    case .received(let reception): reception.message.rowKey
    case .receipt(let news): news.note?.message.rowKey
    default: nil
    }
  }
}

/// What the sender signed of an envelope that is not kept.
package struct SignedFacts: Sendable {
  package let from: Identity
  package let id: [UInt8]
  package let sent: Timestamp

  init(_ head: MessageHead) { (from, id, sent) = (head.from, head.id, head.sent) }
}

/// A message as it was received.
package struct Reception {
  package let message: StoredMessage
  package let head: MessageHead
  package let tail: MessageTail
  /// Nil when they are not a contact any more when this is reported.
  package let sender: Contact?
  package let standing: Standing?
  package let order: Order

  /// Where the message stands among those of its sender in its conversation.
  package enum Order: Sendable, Equatable {
    case inOrder
    /// So many of this sender's messages before it never arrived here.
    case missing(Int)
    /// It is older than one that arrived before it, or follows another than it says.
    case outOfOrder

    /// As it is kept with a message until that was told.
    var encoded: [UInt8] {
      switch self {
      case .inOrder: [UInt8](bigEndian: UInt32(0))
      case .missing(let count): [UInt8](bigEndian: UInt32(clamping: count))
      case .outOfOrder: [UInt8](bigEndian: UInt32.max)
      }
    }

    init(encoded bytes: [UInt8]) {
      switch bytes.bigEndianInteger {
      case 0: self = .inOrder
      case UInt64(UInt32.max): self = .outOfOrder
      case let count: self = .missing(Int(clamping: count))
      }
    }
  }
}
