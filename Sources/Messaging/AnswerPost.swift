internal import AgeFormat
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Transports

/// Seals receipts, recalls and notices, and keeps them until a route has them (docs/protocol.md,
/// section 9).
struct AnswerPost {
  let vault: OpenVault
  /// Where it goes, now or when the route is back.
  let address: RouteAddress

  /// A message about others, sealed and not kept yet.
  struct Sealed {
    let head: MessageHead
    let rowKey: [UInt8]
    fileprivate let message: NewMessage

    /// As a message that the home shows like any other: one that bears a note.
    var shown: NewMessage { message }
  }

  /// When a message about others that is sent at `sent` expires.
  func expiry(sent: Timestamp) throws -> Timestamp {
    sent + (try Policy(vault)).retention * 86400
  }

  /// Whether an envelope can be sealed to `contact` for `day`.
  func canReach(_ contact: Contact, on day: Day) throws -> Bool {
    try !contact.card.hasEnded(vault.clock.now())
      && vault.contactPrekey(contact.identity, on: day) != nil
  }

  /// Seals `head` to `contacts`, each of whom can be reached; `note` is its text.
  func seal(
    _ head: MessageHead, to contacts: [Contact], note: any ByteSource = MemorySource([])
  ) throws -> Sealed {
    // Whether they are written to was decided before: their colour does not count here.
    try seal(head, to: contacts.map { Recipient($0, .red) }, contents: [note])
  }

  /// The same for anybody whose card is known, with the contents of all parts.
  func seal(
    _ head: MessageHead, to recipients: [Recipient], contents: [any ByteSource]
  ) throws -> Sealed {
    let keys = try recipients.compactMap { recipient in
      try recipient.prekey(at: head.sent, vault).map {
        EnvelopeRecipient(identity: recipient.identity, prekey: $0)
      }
    }
    let sealer = try EnvelopeSealer(recipients: keys, day: head.day)
    let keeper = PayloadKeeper(vault.objects)
    let sealed = try sealer.seal(
      head, contents: contents, by: vault.signingKey, sink: { try keeper.write($0) })
    let expires = min(head.expires, try expiry(sent: head.sent))
    let summary = Summary(
      id: head.id, from: head.from, sent: head.sent, received: head.sent, expires: expires,
      keyDay: head.day + (expires.day - head.sent.day), priority: head.priority.rawValue,
      colour: "own", parts: head.parts.count,
      contentSize: sealed.tail.size, isRead: true, isOutgoing: true, subject: "")
    var message = NewMessage(
      summary: summary, head: sealed.headLine, tail: sealed.tailLine, fileKey: sealed.fileKey,
      frames: sealed.frames, payload: try keeper.finish())
    message.deliveries = recipients.map {
      DeliveryRecord(head, for: $0.identity, at: $0.mailbox, on: address).encoded
    }
    message.ageHeader = sealer.headerBytes
    return Sealed(
      head: head, rowKey: vault.rowKey(from: head.from, id: head.id), message: message)
  }
}

extension MailTransaction {
  /// Keeps an envelope that nobody reads here until its routes have it.
  func post(_ sealed: AnswerPost.Sealed) throws {
    let message = sealed.shown
    try post(
      Envelope(
        id: sealed.head.id, expires: message.summary.expires,
        bytes: message.ageHeader + message.payload.bytes(), deliveries: message.deliveries))
  }
}
