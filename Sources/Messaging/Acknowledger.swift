package import AgeFormat
internal import Envelopes
package import Files
package import Identities
package import MessageVault
internal import Secrets
internal import Teams
internal import Transports

/// Tells the sender of a message that the user takes care of it, or does not (docs/protocol.md,
/// section 9).
package struct Acknowledger {
  private let vault: OpenVault
  private let way: WayOut
  private var book: ContactBook

  package init(_ vault: OpenVault, by way: WayOut) throws {
    self.vault = vault
    self.way = way
    book = try ContactBook(vault)
  }

  package struct Answered: Sendable {
    /// The message that is answered.
    package let message: StoredMessage
    package let sender: Contact
    package let isDeclined: Bool
    package let at: Timestamp
    /// The id under which the note is kept here too; nil without one.
    package let note: [UInt8]?
    /// Whether the answer waits here until the route is back.
    package let isQueued: Bool
    /// What was sent earlier and is not where it should be.
    package let earlier: [Deliveries.Trouble]
  }

  /// Answers the message meant by `text`. The answer and what is noted of it here commit together.
  package mutating func answer(
    _ text: String, isDeclined: Bool, note: (any ByteSource)? = nil
  ) throws -> Answered {
    let messages = StoredMessages(vault)
    let message = try messages.find(text)
    let reader = try messages.open(message)
    if let revocation = try OwnIdentity(vault).revocation() {
      throw SendingError.ownIdentityEnded(revocation)
    }
    guard !message.summary.isOutgoing, reader.head.kind == .text else {
      throw SendingError.nothingToAnswer(message.summary.id, isOwn: message.summary.isOutgoing)
    }
    let sender = try recipient(reader.head.from)
    let note = try note.map(TextSource.notEmpty)
    let now = vault.clock.now()
    let entry = ReceiptEntry.answer(
      to: reader.head, digest: reader.digest, isDeclined: isDeclined, now: now)
    let post = AnswerPost(vault: vault, address: way.address)
    guard try post.canReach(sender, on: max(now, entry.at).day) else {
      throw Self.failure(sender.alias.description, .cardEnded)
    }
    let sealed = try post.seal(
      .receipt(
        [entry], id: RandomBytes.make(16), from: vault.identity, to: sender.identity, now: now,
        expires: post.expiry(sent: max(now, entry.at)), parts: AnswerParts.note),
      to: [sender], note: note ?? MemorySource([]))
    try keep(sealed, as: entry, of: message, withNote: note != nil)
    if let route = way.route { try OwedMail(vault, book).post(by: route) }
    let (waits, earlier) = try Deliveries(vault).release(sealed.head.id, by: way)
    return Answered(
      message: message, sender: sender, isDeclined: isDeclined, at: entry.at,
      note: note == nil ? nil : sealed.head.id, isQueued: waits, earlier: earlier)
  }

  /// Also somebody red is answered: a person decides that. Nobody revoked is.
  private mutating func recipient(_ identity: Identity) throws -> Contact {
    guard let known = book[identity] else {
      throw Self.failure(identity.description, .unknown)
    }
    if let route = way.route { _ = try book.refresh([known], from: route) }
    guard let contact = book[identity], book.standing(of: contact).colour != .revoked else {
      throw Self.failure(known.alias.description, .revoked)
    }
    return contact
  }

  private static func failure(
    _ name: String, _ reason: UnreachableRecipient.Reason
  ) -> SendingError {
    .cannotAnswer(UnreachableRecipient(name: name, reason: reason))
  }

  private func keep(
    _ sealed: AnswerPost.Sealed, as entry: ReceiptEntry, of message: StoredMessage,
    withNote: Bool
  ) throws {
    let isDeclined = entry.state == .declined
    let line = AuditLine(
      "ack", .create, at: vault.clock.now(), object: message.rowKey.hex,
      parties: [message.summary.from.description], purpose: entry.state.word)
    func note(_ transaction: MailTransaction) throws {
      guard var record = try transaction.receipt(message.rowKey) else { return }
      record.answer = ReceiptRecord.Answer(at: entry.at, isDeclined: isDeclined)
      try transaction.setReceipt(record, newUnder: message.summary.keyDay)
    }
    if withNote {
      try vault.keep(
        [sealed.shown], audit: [line],
        effects: { transaction, _ in
          try note(transaction)
          return []
        })
    } else {
      try vault.changeMail {
        try $0.post(sealed)
        try note($0)
        return [line]
      }
    }
  }
}
