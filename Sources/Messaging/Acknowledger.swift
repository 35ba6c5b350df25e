package import AgeFormat
internal import Envelopes
package import Files
internal import Identities
package import MessageVault
internal import Secrets
internal import Teams
internal import Transports

/// Tells the sender of a message that the user takes care of it, or does not; of a message that was
/// passed on, its author too (docs/protocol.md, section 9).
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
    package let sender: Recipient
    /// Of a message that was passed on: its author, where that is somebody else.
    package let author: Author?
    package let isDeclined: Bool
    package let at: Timestamp
    /// The id under which the note is kept here too; nil without one.
    package let note: [UInt8]?
    /// Whether the answer waits here until the route is back.
    package let isQueued: Bool
    /// What was sent earlier and is not where it should be.
    package let earlier: [Deliveries.Trouble]
  }

  /// The author of a message that was passed on.
  package enum Author: Sendable {
    case told(Recipient)
    case missed(UnreachableRecipient)
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
    let entry = ReceiptEntry.answer(
      to: reader.head, digest: reader.digest, isDeclined: isDeclined, now: vault.clock.now())
    let sealed = try seal(entry, to: sender, note: note)
    let author = try author(of: reader, isDeclined: isDeclined, after: entry.at)
    try keep(sealed, author?.sealed, as: entry, of: message, withNote: note != nil)
    if let route = way.route { try OwedMail(vault, book).post(by: route) }
    let (waits, earlier) = try Deliveries(vault).release(sealed.head.id, by: way)
    return Answered(
      message: message, sender: sender, author: author?.author, isDeclined: isDeclined,
      at: entry.at, note: note == nil ? nil : sealed.head.id, isQueued: waits, earlier: earlier)
  }

  /// What the author of a message that was passed on is told.
  private mutating func author(
    of reader: ContentReader, isDeclined: Bool, after answer: Timestamp
  ) throws -> (author: Author, sealed: AnswerPost.Sealed?)? {
    guard let passedOn = try StoredMessages(vault).passedOn(in: reader),
      ![vault.identity, reader.head.from].contains(passedOn.head.from)
    else { return nil }
    let entry = ReceiptEntry.answer(
      to: passedOn.head, digest: passedOn.digest, isDeclined: isDeclined, now: answer)
    do {
      let author = try recipient(passedOn.head.from)
      return (.told(author), try seal(entry, to: author, note: nil))
    } catch SendingError.cannotAnswer(let person) { return (.missed(person), nil) }
  }

  private func seal(
    _ entry: ReceiptEntry, to recipient: Recipient, note: (any ByteSource)?
  ) throws -> AnswerPost.Sealed {
    let now = vault.clock.now()
    let post = AnswerPost(vault: vault, address: way.address)
    let sent = max(now, entry.at)
    guard try recipient.prekey(at: sent, vault) != nil else {
      throw Self.failure(recipient.name, .cardEnded)
    }
    return try post.seal(
      .receipt(
        [entry], id: RandomBytes.make(16), from: vault.identity, to: recipient.identity, now: now,
        expires: post.expiry(sent: sent), parts: AnswerParts.note),
      to: [recipient], contents: [note ?? MemorySource([])])
  }

  /// Also somebody red is answered, and a member of a team by their published card: a person
  /// decides that. Nobody revoked is.
  private mutating func recipient(_ identity: Identity) throws -> Recipient {
    guard let known = try book.contact(identity) else {
      guard book.trust.revocation(of: identity) == nil else {
        throw Self.failure(PeopleNames(book).name(identity), .revoked)
      }
      guard let card = RouteCards(way.route).card(of: identity) else {
        throw Self.failure(PeopleNames(book).name(identity), .unknown)
      }
      return Recipient(card, .red)
    }
    if let route = way.route { _ = try book.refresh([known], from: route) }
    guard let contact = try book.contact(identity), book.standing(of: contact).colour != .revoked
    else {
      throw Self.failure(known.alias.description, .revoked)
    }
    return Recipient(contact, book.standing(of: contact).colour)
  }

  private static func failure(
    _ name: String, _ reason: UnreachableRecipient.Reason
  ) -> SendingError {
    .cannotAnswer(UnreachableRecipient(name: name, reason: reason))
  }

  private func keep(
    _ sealed: AnswerPost.Sealed, _ toAuthor: AnswerPost.Sealed?, as entry: ReceiptEntry,
    of message: StoredMessage, withNote: Bool
  ) throws {
    let isDeclined = entry.state == .declined
    let line = AuditLine(
      "ack", .create, at: vault.clock.now(), object: message.rowKey.hex,
      parties: ([message.summary.from] + (toAuthor?.head.to ?? [])).map(\.description),
      purpose: entry.state.word)
    func note(_ transaction: MailTransaction) throws {
      if let toAuthor { try transaction.post(toAuthor) }
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
