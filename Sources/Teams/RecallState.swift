package import Envelopes
package import Files
package import Identities

/// What is known of one (sender, id): whether a message is here, what happened to it, and whether
/// its sender took it back (section 9). Recall and message may come in either order; the state
/// after both is the same, unless somebody saw the message in between.
package struct RecallState: Equatable, Sendable {
  /// Of the message, or of the recall that came before it; nil when neither came.
  package private(set) var digest: [UInt8]?
  /// Whether the message is here and can be read.
  package private(set) var hasContent = false
  package private(set) var isRecalled = false
  package private(set) var uses: ReceiptEntry.Uses = []

  package init() {}

  /// What was stored.
  package init(digest: [UInt8], hasContent: Bool, isRecalled: Bool, uses: ReceiptEntry.Uses) {
    self.digest = digest
    self.hasContent = hasContent
    self.isRecalled = isRecalled
    self.uses = uses
  }

  package enum Arrival: String, Sendable {
    case received, duplicate
    case alreadyReceived = "already-received"
    /// It was taken back before it came: its place is noted, nothing is kept.
    case recalled
  }

  package enum Recall: String, Sendable {
    /// The copy is gone, or will not be kept when it comes.
    case recalled
    /// Somebody may have acted on it: it stays, marked.
    case kept
    /// Another message is on file under this id: nothing changes.
    case otherDigest = "other-digest"
    /// Its day's prekey is gone, so the message can never come.
    case ignored
  }

  package enum Use: String, Sendable {
    case shown
    /// There, and told to be recalled.
    case marked
    case nothing
  }

  /// The message itself comes.
  package mutating func arrive(_ digest: [UInt8]) -> Arrival {
    guard let known = self.digest else {
      self.digest = digest
      hasContent = true
      return .received
    }
    guard known == digest else { return .alreadyReceived }
    return isRecalled && !hasContent ? .recalled : .duplicate
  }

  /// A recall of the same sender comes. `forgets` removes also what was seen; `dayIsLive` says
  /// whether a prekey of the recall's `day` is live, without which no row is made.
  package mutating func recall(_ digest: [UInt8], forgets: Bool, dayIsLive: Bool) -> Recall {
    guard self.digest != nil || dayIsLive else { return .ignored }
    guard self.digest ?? digest == digest else { return .otherDigest }
    self.digest = digest
    isRecalled = true
    guard hasContent, !uses.isEmpty, !forgets else {
      hasContent = false
      return .recalled
    }
    return .kept
  }

  /// The message is shown, exported or forwarded.
  package mutating func use(_ use: ReceiptEntry.Uses) -> Use {
    guard hasContent else { return .nothing }
    uses.formUnion(use)
    return isRecalled ? .marked : .shown
  }

  /// What is told to the sender of the recall; nil when there was none.
  package func answer(id: [UInt8], at: Timestamp) -> ReceiptEntry? {
    guard isRecalled, let digest else { return nil }
    return ReceiptEntry(
      id: id, digest: digest, state: hasContent ? .kept(uses) : .recalled(uses), at: at)
  }
}

extension MessageHead {
  /// The head of a recall of `message`, to all or some of its recipients. It expires not before the
  /// message. `id` is the recall's own.
  package static func recall(
    of message: MessageHead, digest: [UInt8], reason: String?, only: [Identity]? = nil,
    id: [UInt8], now: Timestamp, expires: Timestamp, parts: [MessageHead.Part]
  ) -> MessageHead {
    let to = only.map { Set($0).intersection(message.to) } ?? Set(message.to)
    return MessageHead(
      .recall(RecallRequest(id: message.id, digest: digest, day: message.day, reason: reason)),
      id: id, from: message.from, to: to.filter { $0 != message.from }.sorted(), sent: now,
      expires: max(expires, message.expires), parts: parts)
  }
}
