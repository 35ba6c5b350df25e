package import Envelopes
package import Files
package import Identities

/// Why an entry of a receipt is ignored, in the order in which it is checked (section 9). Each is
/// noted in the audit log and counted.
package enum IgnoredEntry: String, Error, Sendable, CaseIterable {
  case noSuchMessage = "no-such-message"
  case otherDigest = "other-digest"
  case unknownState = "unknown-state"
  case noReceiptForThis = "no-receipt-for-this"
  case notARecipient = "not-a-recipient"
  case impossibleTime = "impossible-time"

  /// The stable name.
  package var name: String { rawValue }
}

/// What a home knows of a message that it sent, to judge what others tell of it.
package struct SentMessage: Sendable {
  package var head: MessageHead
  /// 32 bytes (``MessageDigest``).
  package var digest: [UInt8]
  /// Whether a recall of it was sent.
  package var isRecalled: Bool

  package init(head: MessageHead, digest: [UInt8], isRecalled: Bool) {
    self.head = head
    self.digest = digest
    self.isRecalled = isRecalled
  }

  /// What `entry` of a receipt that `teller` sent at `sent` adds to the teller's cells. `message`
  /// is the own message that it names, nil when there is none; `answersForRole` says whether
  /// somebody had the role of the message, was backup or vacant address at a time. Throws
  /// ``IgnoredEntry``.
  package static func judge(
    _ entry: ReceiptEntry, from teller: Identity, sent: Timestamp, about message: SentMessage?,
    answersForRole: (_ role: [UInt8], Identity, Timestamp) -> Bool
  ) throws -> RecipientCells {
    guard let message, message.head.id == entry.id else { throw IgnoredEntry.noSuchMessage }
    guard message.digest == entry.digest else { throw IgnoredEntry.otherDigest }
    guard let cells = RecipientCells(entry) else { throw IgnoredEntry.unknownState }
    guard message.head.kind == .text, cells.recall == nil || message.isRecalled else {
      throw IgnoredEntry.noReceiptForThis
    }
    var isTeller = message.head.to.contains(teller)
    if !isTeller, cells.answer != nil, case .role(let role, _) = message.head.label {
      isTeller = answersForRole(role, teller, entry.at)
    }
    guard isTeller else { throw IgnoredEntry.notARecipient }
    guard message.head.sent <= entry.at, entry.at <= sent else {
      throw IgnoredEntry.impossibleTime
    }
    return cells
  }

  /// The answer of somebody to whom the message was passed on: an entry that tells no cell of the
  /// message, because its teller is not a recipient. They know the message, since they name its
  /// digest. It is shown beside the cells and settles nothing. Nil for anything else.
  package static func answerBeside(
    _ entry: ReceiptEntry, sent: Timestamp, about message: SentMessage?
  ) -> RecipientCells? {
    guard let message, let cells = RecipientCells(entry), cells.answer != nil,
      message.head.sent <= entry.at, entry.at <= sent
    else { return nil }
    return cells
  }
}

/// All cells of one message, and what was ignored.
package struct MessageStanding: Equatable, Sendable {
  /// By recipient, and by others whose answer counts.
  package private(set) var cells: [Identity: RecipientCells]
  package private(set) var ignored: [IgnoredEntry: Int] = [:]

  /// Nothing told yet, or what was stored of it.
  package init(of message: SentMessage, stored: [Identity: RecipientCells] = [:]) {
    cells = stored
    for recipient in message.head.to where cells[recipient] == nil {
      cells[recipient] = RecipientCells()
    }
  }

  /// Takes in one entry, whatever came before it.
  package mutating func take(
    _ entry: ReceiptEntry, from teller: Identity, sent: Timestamp, about message: SentMessage?,
    answersForRole: (_ role: [UInt8], Identity, Timestamp) -> Bool
  ) {
    do {
      let told = try SentMessage.judge(
        entry, from: teller, sent: sent, about: message, answersForRole: answersForRole)
      cells[teller, default: RecipientCells()] = cells[teller, default: RecipientCells()]
        .merged(with: told)
    } catch let reason as IgnoredEntry {
      ignored[reason, default: 0] += 1
    } catch {
      // `judge` throws nothing else.
    }
  }
}
