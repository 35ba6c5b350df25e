package import Envelopes
package import Files
package import Identities

/// What a home tells of delivered messages: `config set delivered-receipts` (section 9). The route
/// sees that a home answers, so the default tells little.
package enum DeliveredReceipts: String, Sendable, CaseIterable {
  case on, urgent, off

  package static let standard = DeliveredReceipts.urgent

  /// Whether a receipt of delivery is owed for a message that was committed to the vault. `colour`
  /// is the sender's, by the reader's own verifiers.
  package func owes(_ head: MessageHead, to colour: ContactColour) -> Bool {
    guard head.kind == .text, head.wants.contains(.delivered),
      colour == .green || colour == .orange
    else { return false }
    switch self {
    case .on: return true
    case .off: return false
    case .urgent:
      if case .role = head.label { return true }
      return head.priority != .routine
    }
  }

  /// Whether a duplicate that came at `now` is told of again, when the last receipt was flagged at
  /// `flagged`: at most once in 24 hours.
  package static func owesAgain(flagged: Timestamp, now: Timestamp) -> Bool {
    flagged + 86400 <= now
  }

  /// Entries that one sender is sent in one run; the rest waits.
  package static let mostPerRun = MessageKind.mostEntries
}

extension ReceiptEntry {
  /// What a person answers to `message` at `now`: by a clock that is behind, not before it was
  /// sent.
  package static func answer(
    to head: MessageHead, digest: [UInt8], isDeclined: Bool, now: Timestamp
  ) -> ReceiptEntry {
    ReceiptEntry(
      id: head.id, digest: digest, state: isDeclined ? .declined : .acknowledged,
      at: max(now, head.sent))
  }

  /// That `message` was committed at `now`.
  package static func delivery(
    of head: MessageHead, digest: [UInt8], now: Timestamp
  ) -> ReceiptEntry {
    ReceiptEntry(id: head.id, digest: digest, state: .delivered, at: max(now, head.sent))
  }
}

extension MessageHead {
  /// The head of a receipt with `entries`, 1 to 1,024, to the sender of what they are about. It is
  /// sent not before any of them happened.
  package static func receipt(
    _ entries: [ReceiptEntry], id: [UInt8], from: Identity, to recipient: Identity,
    now: Timestamp, expires: Timestamp, parts: [MessageHead.Part]
  ) -> MessageHead {
    let sent = entries.map(\.at).reduce(now, max)
    return MessageHead(
      .receipt(entries), id: id, from: from, to: [recipient], sent: sent, expires: expires,
      parts: parts)
  }
}
