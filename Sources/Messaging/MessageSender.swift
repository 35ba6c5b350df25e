internal import AgeFormat
package import Envelopes
internal import Files
package import Identities
package import MessageVault
internal import Secrets
package import Transports

/// Composes, seals, keeps and delivers a message.
package struct MessageSender {
  private let vault: OpenVault
  private let spool: SpoolFolder?
  private var book: ContactBook

  /// Where a bare envelope goes instead of into the recipients' mailboxes.
  package typealias Output = (UnsafeRawBufferPointer) throws -> Void

  package struct Sent: Sendable {
    package let head: MessageHead
    package let recipients: [Contact]
    package let troubles: [ContactBook.Trouble]
  }

  package init(_ vault: OpenVault, spool: SpoolFolder?) throws {
    self.vault = vault
    self.spool = spool
    book = try ContactBook(vault)
  }

  /// Sends `message`, through the spool or to `output`. Nothing is sent to anyone unless everyone
  /// can be reached.
  package mutating func send(_ message: OutgoingMessage, to output: Output? = nil) throws -> Sent {
    guard output != nil || spool != nil else { throw SettingError.noRoute }
    try vault.sweepObjects()
    if let spool { try Deliveries(vault).release(spool) }
    var addressing = try address(message)
    // A text may be typed for long: time and number are taken when it is there, so that a message
    // that is given up leaves no gap in the conversation.
    var message = message
    message.text = try Self.ahead(message.text, mayBeEmpty: !message.attachments.isEmpty)
    let policy = try Policy(vault)
    let now = vault.clock.now()
    addressing.keys = try keys(addressing, now: now)
    var head = try head(message, addressing, policy: policy, now: now)
    let staged = try vault.withNumber(
      in: head.conversation, for: head.id, keptThrough: (Self.expiry(head, policy) - 1).day
    ) { seq, previous in
      (head.seq, head.previous) = (seq, previous)
      do { return try seal(message, head, addressing, policy: policy, output: output) } catch {
        try? vault.note([line(head, outcome: "failed", message: message)])
        throw error
      }
    }
    if let spool, output == nil {
      let waiting = try Deliveries(vault).release(spool)
      if let own = waiting.first(where: { staged.contains($0.envelope) }) {
        throw SendingError.deliveryWaits(id: head.id, reason: own.reason)
      }
    }
    return Sent(
      head: head, recipients: addressing.recipients, troubles: addressing.troubles)
  }

  /// How much of a text is read before its message is begun.
  private static let lead = 1 << 20

  /// The same source with its beginning, or all of it, read already. A text of nothing but blanks is
  /// what a command that failed before a pipe leaves: it is a message only beside attachments.
  private static func ahead(
    _ source: any ByteSource, mayBeEmpty: Bool
  ) throws -> any ByteSource {
    let start = try [UInt8](unsafeUninitializedCapacity: lead) { buffer, filled in
      filled = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    guard mayBeEmpty || start.contains(where: { ![0x09, 0x0a, 0x0d, 0x20].contains($0) }) else {
      throw SendingError.emptyText
    }
    return start.count < lead ? MemorySource(start) : LeadSource(start, source)
  }

  private func head(
    _ message: OutgoingMessage, _ addressing: Addressing, policy: Policy, now: Timestamp
  ) throws -> MessageHead {
    // Nobody keeps a message for longer, whatever it says.
    let longest = Policy.retentionRange.upperBound * 86400
    let lifetime = min(message.lifetime ?? policy.retention * 86400, longest)
    guard lifetime > 0 else { throw SendingError.expiryPast }
    for (field, text) in [("--subject", message.subject), ("--patient", message.patient)] {
      guard text.map(ShortText.isAllowed) ?? true else { throw SendingError.badField(field) }
    }
    let parts = try message.attachments.map { part in
      guard PartName.isAllowed(part.name) else { throw SendingError.badPartName(part.name) }
      return MessageHead.Part(name: part.name, type: part.type)
    }
    let id = RandomBytes.make(16)
    let to =
      addressing.recipients.map(\.identity) + (addressing.includesSelf ? [vault.identity] : [])
    var head = MessageHead(
      id: id, from: vault.identity, to: to, sent: now, expires: now + lifetime,
      priority: message.priority,
      parts: [MessageHead.Part(name: "body", type: MessageHead.textType)] + parts, seq: 1,
      previous: nil)
    head.subject = message.subject
    head.patient = message.patient
    head.inReplyTo = addressing.inReplyTo
    head.noExport = message.noExport
    return head
  }

  /// When the copy of this home goes.
  private static func expiry(_ head: MessageHead, _ policy: Policy) -> Timestamp {
    min(head.expires, head.sent + policy.retention * 86400)
  }

  private func line(_ head: MessageHead, outcome: String, message: OutgoingMessage) -> AuditLine {
    AuditLine(
      "send", .create, at: vault.clock.now(), outcome: outcome,
      object: vault.rowKey(from: head.from, id: head.id).hex, patient: head.patient,
      parties: head.to.map(\.description), purpose: message.unverifiedReason)
  }
}

/// Who the message goes to.
extension MessageSender {
  private struct Addressing {
    var recipients: [Contact] = []
    var includesSelf = false
    var inReplyTo: [UInt8]?
    var keys: [EnvelopeRecipient] = []
    var troubles: [ContactBook.Trouble] = []
  }

  private mutating func address(_ message: OutgoingMessage) throws -> Addressing {
    var addressing = Addressing()
    var identities: [Identity] = []
    for text in message.to {
      if Identity(text) == vault.identity {
        addressing.includesSelf = true
      } else {
        identities.append(try book.find(text).identity)
      }
    }
    if let reply = message.inReplyTo {
      let answered = try StoredMessages(vault).head(of: try StoredMessages(vault).find(reply))
      addressing.inReplyTo = answered.id
      let participants = answered.to + [answered.from]
      identities += participants.filter { $0 != vault.identity }
      // Whoever wrote to themselves too is answered in the same conversation.
      if answered.to.contains(vault.identity), answered.from == vault.identity {
        addressing.includesSelf = true
      }
    }
    let unique = Set(identities).sorted()
    guard !unique.isEmpty || addressing.includesSelf else { throw SendingError.noRecipients }
    let count = unique.count + (addressing.includesSelf ? 1 : 0)
    guard count <= EnvelopeSealer.mostRecipients else {
      throw SendingError.tooManyRecipients(count)
    }
    if let spool {
      addressing.troubles = try book.refresh(
        Set(unique).union(book.verifiers.map(\.identity)).sorted().compactMap { book[$0] },
        from: spool)
    }
    addressing.recipients = try unique.map { try book.find($0.description) }
    try checkStanding(addressing.recipients, reason: message.unverifiedReason)
    _ = try keys(addressing, now: vault.clock.now())
    return addressing
  }

  /// Refuses revoked recipients always, and those below the policy without a reason.
  private func checkStanding(_ recipients: [Contact], reason: String?) throws {
    let wanted = try Policy(vault).sendTo
    let trust = book.trust
    let now = vault.clock.now()
    var below: [String] = []
    for contact in recipients {
      let standing = trust.standing(
        of: contact.card, compared: contact.comparison != nil, now: now)
      switch standing.colour {
      case .revoked: throw SendingError.recipientRevoked(contact.alias.description)
      case .red: below.append(Self.facts(contact, trust, now))
      case .orange where wanted == .green: below.append(Self.facts(contact, trust, now))
      case .orange, .green: break
      }
    }
    guard below.isEmpty || reason != nil else {
      throw SendingError.notVerified(below, wanted: wanted)
    }
  }

  /// The alias, and why an attestation on file does not count.
  private static func facts(_ contact: Contact, _ trust: Trust, _ now: Timestamp) -> String {
    for attestation in contact.attestations.reversed() {
      do { try attestation.applies(to: contact.card, trust: trust, now: now) } catch {
        guard let reason = (error as? DocumentError)?.reason else { continue }
        return "\(contact.alias) (the attestation of \(attestation.registration): \(reason))"
      }
    }
    return contact.alias.description
  }

  /// Everybody's prekey for today, or ``SendingError/cardEnded(_:)`` naming all who have none.
  private func keys(_ addressing: Addressing, now: Timestamp) throws -> [EnvelopeRecipient] {
    var keys: [EnvelopeRecipient] = []
    var ended: [String] = []
    for contact in addressing.recipients {
      if !contact.card.hasEnded(now),
        let prekey = try vault.contactPrekey(contact.identity, on: now.day)
      {
        keys.append(EnvelopeRecipient(identity: contact.identity, prekey: prekey))
      } else {
        ended.append(contact.alias.description)
      }
    }
    guard ended.isEmpty else { throw SendingError.cardEnded(ended) }
    if addressing.includesSelf {
      let own = try CardKeeper(vault).current()
      guard let prekey = own.prekey(on: now.day) else {
        throw SendingError.cardEnded([own.name])
      }
      keys.append(EnvelopeRecipient(identity: vault.identity, prekey: prekey))
    }
    return keys
  }
}

/// Sealing, keeping, delivering.
extension MessageSender {
  private func seal(
    _ message: OutgoingMessage, _ head: MessageHead, _ addressing: Addressing, policy: Policy,
    output: Output?
  ) throws -> Set<SpoolFolder.Staged> {
    let sealer = try EnvelopeSealer(recipients: addressing.keys, day: head.day)
    let mailboxes = output == nil ? addressing.recipients.map(\.card.mailbox) : []
    let outbox = try Outbox(spool, mailboxes: mailboxes, at: head.sent)
    let keeper = PayloadKeeper(vault.objects)
    func write(_ bytes: UnsafeRawBufferPointer) throws {
      try output?(bytes)
      try outbox.write(bytes)
    }
    try sealer.headerBytes.withUnsafeBytes(write)
    let contents = [message.text] + message.attachments.map(\.content)
    let sealed = try sealer.seal(head, contents: contents, by: vault.signingKey) { bytes in
      try write(bytes)
      try keeper.write(bytes)
    }
    let staged = try outbox.finish()
    let summary = Summary(
      id: head.id, from: head.from, sent: head.sent, received: head.sent,
      expires: Self.expiry(head, policy),
      keyDay: head.day + policy.retention, priority: head.priority.rawValue, colour: "own",
      parts: head.parts.count, isRead: true, isOutgoing: true, subject: head.subject ?? "")
    var kept = NewMessage(
      summary: summary, head: sealed.headLine, tail: sealed.tailLine, fileKey: sealed.fileKey,
      frames: sealed.frames, payload: try keeper.finish(), header: nil)
    kept.deliveries = staged.map { Deliveries.encode($0) }
    try vault.keep([kept], audit: [line(head, outcome: "done", message: message)])
    outbox.keep()
    return Set(staged)
  }
}

/// Bytes that were read already, then the rest of their source.
private final class LeadSource: ByteSource {
  private let lead: MemorySource
  private let rest: any ByteSource

  init(_ lead: [UInt8], _ rest: any ByteSource) {
    self.lead = MemorySource(lead)
    self.rest = rest
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = lead.read(into: buffer)
    guard count < buffer.count else { return count }
    return count + (try rest.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...])))
  }
}
