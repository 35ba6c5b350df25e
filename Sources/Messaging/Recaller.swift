internal import AgeFormat
internal import Envelopes
internal import Files
package import Identities
package import MessageVault
internal import Secrets
internal import Teams
internal import Transports

/// Takes own messages back: copies that nobody fetched from their mailboxes, and the others by
/// asking the homes that have them (docs/protocol.md, section 9).
package struct Recaller {
  private let vault: OpenVault
  private let way: WayOut
  private var book: ContactBook

  package init(_ vault: OpenVault, by way: WayOut) throws {
    self.vault = vault
    self.way = way
    book = try ContactBook(vault)
  }

  package struct Recalled: Sendable {
    package let message: StoredMessage
    /// Whose homes are asked to remove it.
    package let asked: [Contact]
    /// Whom the request cannot go to.
    package let unreachable: [UnreachableRecipient]
    /// Whose copy was taken from the mailbox before it was fetched.
    package let takenBack: [Identity]
    /// Whether the request waits here until the route is back.
    package let isQueued: Bool
    /// What was sent earlier and is not where it should be.
    package let earlier: [Deliveries.Trouble]
  }

  /// Takes back the message meant by `text` from the recipients named in `only`, or from all.
  package mutating func recall(
    _ text: String, reason: String?, only: [String] = []
  ) throws -> Recalled {
    let messages = StoredMessages(vault)
    let message = try messages.find(text)
    let reader = try messages.open(message)
    guard message.summary.isOutgoing else { throw SendingError.notMyMessage(message.summary.id) }
    guard reader.head.kind == .text else {
      throw SendingError.nothingToRecall(message.summary.id)
    }
    if let revocation = try OwnIdentity(vault).revocation() {
      throw SendingError.ownIdentityEnded(revocation)
    }
    let wanted = try recipients(of: reader.head, only)
    let now = vault.clock.now()
    let sent = max(now, reader.head.sent)
    let (asked, unreachable) = try reachable(wanted, on: sent.day)
    let post = AnswerPost(vault: vault, address: way.address)
    let sealed =
      try asked.isEmpty
      ? nil
      : post.seal(
        .recall(
          of: reader.head, digest: reader.digest, reason: reason, only: asked.map(\.identity),
          id: RandomBytes.make(16), now: sent, expires: post.expiry(sent: sent),
          parts: AnswerParts.note),
        to: asked)
    try note(message, reason: reason, asked: asked, sent: sent, sealed)
    let deliveries = Deliveries(vault)
    let takenBack = try deliveries.retract(message, from: Set(wanted), on: way.route)
    var (isQueued, earlier) = (false, [] as [Deliveries.Trouble])
    if let sealed {
      (isQueued, earlier) = try deliveries.release(sealed.head.id, by: way)
    } else if takenBack.isEmpty {
      throw SendingError.nobodyReachable(unreachable)
    }
    return Recalled(
      message: message, asked: asked, unreachable: unreachable, takenBack: takenBack,
      isQueued: isQueued, earlier: earlier)
  }

  /// All recipients but this home, or those of them that are named.
  private func recipients(of head: MessageHead, _ only: [String]) throws -> [Identity] {
    let all = head.to.filter { $0 != vault.identity }
    guard !only.isEmpty else {
      guard !all.isEmpty else { throw SendingError.noRecipients }
      return all
    }
    return try only.map { text in
      let contact = try book.find(text)
      guard all.contains(contact.identity) else {
        throw SendingError.notARecipient(contact.alias.description)
      }
      return contact.identity
    }
  }

  private mutating func reachable(
    _ wanted: [Identity], on day: Day
  ) throws -> ([Contact], [UnreachableRecipient]) {
    if let route = way.route {
      _ = try book.refresh(wanted.compactMap { try book.contact($0) }, from: route)
    }
    let post = AnswerPost(vault: vault, address: way.address)
    var (asked, unreachable) = ([] as [Contact], [] as [UnreachableRecipient])
    for identity in wanted {
      guard let contact = try book.contact(identity) else {
        unreachable.append(.init(name: identity.description, reason: .unknown))
        continue
      }
      if book.standing(of: contact).colour == .revoked {
        unreachable.append(.init(name: contact.alias.description, reason: .revoked))
      } else if try !post.canReach(contact, on: day) {
        unreachable.append(.init(name: contact.alias.description, reason: .cardEnded))
      } else {
        asked.append(contact)
      }
    }
    return (asked, unreachable)
  }

  /// Notes here that it is taken back, together with the request.
  private func note(
    _ message: StoredMessage, reason: String?, asked: [Contact], sent: Timestamp,
    _ sealed: AnswerPost.Sealed?
  ) throws {
    let line = AuditLine(
      "recall", .create, at: vault.clock.now(), object: message.rowKey.hex,
      parties: asked.map(\.identity.description), purpose: reason)
    try vault.changeMail { transaction in
      if let sealed { try transaction.post(sealed) }
      var record = try SentStanding(transaction.standings(message.rowKey)).record
      let before = record.recall
      record.recall = SentRecord.Recall(
        sent: before?.sent ?? sent, reason: reason ?? before?.reason,
        asked: Set(before?.asked ?? []).union(asked.map(\.identity)).sorted())
      try transaction.setStanding(message.rowKey, of: nil, record.encoded)
      try transaction.markRecalled(message.rowKey)
      return [line]
    }
  }
}
