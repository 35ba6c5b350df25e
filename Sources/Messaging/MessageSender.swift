internal import AgeFormat
package import Envelopes
internal import Files
internal import Identities
package import MessageVault
internal import Secrets
internal import Teams
package import Transports

/// Composes, seals, keeps and delivers a message.
package struct MessageSender {
  let vault: OpenVault
  let route: (any Route)?
  var book: ContactBook

  /// Where a bare envelope goes instead of into the recipients' mailboxes.
  package typealias Output = (UnsafeRawBufferPointer) throws -> Void

  package struct Sent: Sendable {
    package let head: MessageHead
    package let recipients: [Recipient]
    /// The people who were left out.
    package let unreachable: [UnreachableRecipient]
    /// What is to be said of the team or role that it went to.
    package let group: GroupNotes?
    package let refused: [ContactBook.RefusedDocument]
    /// What was sent earlier and is not where it should be.
    package let earlier: [Deliveries.Trouble]
  }

  package init(_ vault: OpenVault, route: (any Route)?) throws {
    self.vault = vault
    self.route = route
    book = try ContactBook(vault)
  }

  /// Sends `message`, by the route or to `output`. Nothing is sent to anyone unless everyone can be
  /// reached. What is kept is put on the route until the route has it.
  package mutating func send(_ message: OutgoingMessage, to output: Output? = nil) throws -> Sent {
    guard output != nil || route != nil else { throw SettingError.noRoute }
    try vault.sweepObjects()
    if let revocation = try OwnIdentity(vault).revocation(),
      message.revocationReason == nil || revocation.isOwn
    {
      throw SendingError.ownIdentityEnded(revocation)
    }
    var message = message
    var addressing = try address(message)
    message.attachments += addressing.carried
    message.patient = try patient(of: message, addressing)
    let mailboxes = output == nil ? addressing.recipients.map(\.mailbox) : []
    if !mailboxes.isEmpty { try route?.prepare(mailboxes) }
    // A text may be typed for long: time and number are taken when it is there, so that a message
    // that is given up leaves no gap in the conversation.
    message.text = try TextSource.ahead(
      message.text, mayBeEmpty: message.attachments.count > addressing.carried.count)
    let policy = try Policy(vault)
    let now = vault.clock.now()
    if now.day != addressing.day { addressing.keys = try keys(addressing, now: now) }
    var head = try head(message, addressing, policy: policy, now: now)
    let copies =
      output == nil
      ? route.map { route in
        addressing.recipients.map {
          DeliveryRecord(head, for: $0.identity, at: $0.mailbox, on: route.address)
        }
      } ?? [] : []
    let own = try record(of: message, head, policy)
    try vault.withNumber(
      in: head.conversation, for: head.id, keptThrough: (Self.expiry(head, policy) - 1).day
    ) { seq, previous in
      (head.seq, head.previous) = (seq, previous)
      do {
        try seal(
          message, head, addressing.keys, policy: policy, copies: copies, own, output: output)
      } catch {
        try? vault.note([line(head, outcome: "failed", message: message)])
        throw error
      }
    }
    return Sent(
      head: head, recipients: addressing.recipients, unreachable: addressing.unreachable,
      group: addressing.group, refused: addressing.refused, earlier: try release(head))
  }

  /// Puts what is kept for the route. Throws ``SendingError/deliveryWaits(id:reason:)`` when that is
  /// not done for the message `head`; what else is in trouble is returned.
  private func release(_ head: MessageHead) throws -> [Deliveries.Trouble] {
    guard let route else { return [] }
    try OwedReceipts(vault, book).post(by: route)
    return try Deliveries(vault).release(to: route, awaiting: head.id)
  }

  private func head(
    _ message: OutgoingMessage, _ addressing: Addressing, policy: Policy, now: Timestamp
  ) throws -> MessageHead {
    // Nobody keeps a message for longer, whatever it says; a team's list of members may say less.
    let longest = addressing.longestDays ?? Policy.retentionRange.upperBound
    let lifetime = message.lifetime ?? min(policy.retention, longest) * 86400
    guard lifetime > 0 else { throw SendingError.expiryPast }
    guard lifetime <= longest * 86400 else { throw SendingError.expiryTooFar(days: longest) }
    guard message.subject.map(ShortText.isAllowed) ?? true else {
      throw SendingError.badField("--subject")
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
    head.label = addressing.label
    head.subject = message.subject
    head.patient = message.patient
    head.inReplyTo = addressing.inReplyTo
    head.noExport = message.noExport
    head.wants = message.wants
    // Somebody who has a role is asked to say that they heard.
    if addressing.group?.isTeam == false { head.wants.insert(.acknowledged) }
    try message.replaces.map { head.replaces = try replaced($0, in: head.conversation) }
    return head
  }

  /// The id of an own message of `conversation`.
  private func replaced(_ text: String, in conversation: [UInt8]) throws -> [UInt8] {
    let stored = try StoredMessages(vault).find(text)
    guard stored.summary.isOutgoing else { throw SendingError.notMyMessage(stored.summary.id) }
    let head = try StoredMessages(vault).head(of: stored)
    guard head.kind == .text, head.conversation == conversation else {
      throw SendingError.otherConversation(stored.summary.id)
    }
    return head.id
  }

  /// When the copy of this home goes.
  private static func expiry(_ head: MessageHead, _ policy: Policy) -> Timestamp {
    min(head.expires, head.sent + policy.retention * 86400)
  }

  private func line(_ head: MessageHead, outcome: String, message: OutgoingMessage) -> AuditLine {
    AuditLine(
      "send", .create, at: vault.clock.now(), outcome: outcome,
      object: vault.rowKey(from: head.from, id: head.id).hex, patient: head.patient?.description,
      parties: head.to.map(\.description), purpose: message.purpose)
  }
}

/// Who the message goes to.
extension MessageSender {
  struct Addressing {
    var recipients: [Recipient] = []
    var includesSelf = false
    var inReplyTo: [UInt8]?
    /// The patient of the message that is answered.
    var patient: PatientToken?
    /// The team or role, and the documents that go with it.
    var label: MessageLabel?
    var carried: [OutgoingMessage.Part] = []
    var group: GroupNotes?
    /// The key of the team's patient tokens.
    var teamKey: TeamKey?
    /// Days after which the message expires at the latest.
    var longestDays: Int?
    /// Everybody's keys of `day`.
    var keys: [EnvelopeRecipient] = []
    var day: Day
    var unreachable: [UnreachableRecipient] = []
    var refused: [ContactBook.RefusedDocument] = []
  }

  private mutating func address(_ message: OutgoingMessage) throws -> Addressing {
    let now = vault.clock.now()
    var addressing = Addressing(day: now.day)
    if let group = try group(of: message, &addressing) {
      try address(group, message, &addressing)
      addressing.keys = try keys(addressing, now: now)
      return addressing
    }
    var identities: [Identity] = []
    for text in message.to {
      if Identity(text) == vault.identity {
        addressing.includesSelf = true
      } else {
        identities.append(try book.find(text).identity)
      }
    }
    if let reply = message.inReplyTo {
      let found = try StoredMessages(vault).find(reply)
      let answered = try StoredMessages(vault).head(of: found)
      addressing.label = try replyLabel(found, answered)
      addressing.inReplyTo = answered.id
      addressing.patient = answered.patient
      let participants = message.toSenderOnly ? [answered.from] : answered.to + [answered.from]
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
    if let route {
      addressing.refused = try book.refresh(
        Set(unique).union(book.verifiers.map(\.identity)).sorted().compactMap { book[$0] },
        from: route)
    }
    try choose(unique, message, &addressing)
    addressing.keys = try keys(addressing, now: now)
    return addressing
  }

  /// Sorts out who can be written to. Without ``OutgoingMessage/skipsUnreachable`` throws, naming all
  /// whom the first kind of hindrance keeps away.
  private func choose(
    _ identities: [Identity], _ message: OutgoingMessage, _ addressing: inout Addressing
  ) throws {
    let now = vault.clock.now()
    let wanted = try Policy(vault).sendTo
    var facts: [String] = []
    func leave(_ name: String, _ reason: UnreachableRecipient.Reason) {
      addressing.unreachable.append(UnreachableRecipient(name: name, reason: reason))
    }
    for identity in identities {
      guard let contact = book[identity] else {
        // Who wrote to a role is answered by the card that they published.
        if addressing.label != nil, let card = RouteCards(route).card(of: identity),
          try Recipient(card, .red).prekey(at: now, vault) != nil
        {
          addressing.recipients.append(Recipient(card, .red))
        } else {
          leave(identity.description, .unknown)
        }
        continue
      }
      let alias = contact.alias.description
      let colour = book.standing(of: contact).colour
      let recipient = Recipient(contact, colour)
      if colour == .revoked {
        leave(alias, .revoked)
      } else if message.unverifiedReason == nil,
        colour == .red || (colour == .orange && wanted == .green)
      {
        leave(alias, .notVerified)
        facts.append(Self.facts(contact, book.trust, now))
      } else if try recipient.prekey(at: now, vault) == nil {
        leave(alias, .cardEnded)
      } else {
        addressing.recipients.append(recipient)
      }
    }
    if message.skipsUnreachable {
      guard !addressing.recipients.isEmpty || addressing.includesSelf else {
        throw SendingError.nobodyReachable(addressing.unreachable)
      }
      return
    }
    func names(_ reason: UnreachableRecipient.Reason) -> [String] {
      addressing.unreachable.filter { $0.reason == reason }.map(\.name)
    }
    if let name = names(.revoked).first { throw SendingError.recipientRevoked(name) }
    if !facts.isEmpty { throw SendingError.notVerified(facts, wanted: wanted) }
    if !names(.unknown).isEmpty { throw SendingError.unknownParticipants(names(.unknown)) }
    if !names(.cardEnded).isEmpty { throw SendingError.cardEnded(names(.cardEnded)) }
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
    for recipient in addressing.recipients {
      if let prekey = try recipient.prekey(at: now, vault) {
        keys.append(EnvelopeRecipient(identity: recipient.identity, prekey: prekey))
      } else {
        ended.append(recipient.name)
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

/// Sealing and keeping.
extension MessageSender {
  private func seal(
    _ message: OutgoingMessage, _ head: MessageHead, _ keys: [EnvelopeRecipient], policy: Policy,
    copies: [DeliveryRecord], _ own: SentRecord, output: Output?
  ) throws {
    let sealer = try EnvelopeSealer(recipients: keys, day: head.day)
    let keeper = PayloadKeeper(vault.objects)
    try sealer.headerBytes.withUnsafeBytes { try output?($0) }
    let contents = [message.text] + message.attachments.map(\.content)
    let sealed = try sealer.seal(head, contents: contents, by: vault.signingKey) { bytes in
      try output?(bytes)
      try keeper.write(bytes)
    }
    var summary = Summary(
      id: head.id, from: head.from, sent: head.sent, received: head.sent,
      expires: Self.expiry(head, policy),
      keyDay: head.day + policy.retention, priority: head.priority.rawValue, colour: "own",
      parts: head.parts.count, contentSize: sealed.tail.size, isRead: true, isOutgoing: true,
      subject: head.subject ?? "")
    summary.namesGroup = head.label != nil
    var kept = NewMessage(
      summary: summary, head: sealed.headLine, tail: sealed.tailLine, fileKey: sealed.fileKey,
      frames: sealed.frames, payload: try keeper.finish())
    kept.deliveries = copies.map(\.encoded)
    kept.ageHeader = sealer.headerBytes
    kept.replaces = head.replaces.map { vault.rowKey(from: head.from, id: $0) }
    try vault.keep([kept], audit: [line(head, outcome: "done", message: message)]) {
      transaction, _ in
      let rowKey = vault.rowKey(from: head.from, id: head.id)
      if own != SentRecord() { try transaction.setStanding(rowKey, of: nil, own.encoded) }
      try message.escalation?.take(in: transaction, as: rowKey)
      return try message.forwarded.map {
        try note($0, by: message, isForwardedIn: head, transaction)
      } ?? []
    }
  }

  /// What this home keeps of a message for later. Throws ``SendingError/ackAfterExpiry``.
  private func record(
    of message: OutgoingMessage, _ head: MessageHead, _ policy: Policy
  ) throws -> SentRecord {
    var own = SentRecord()
    own.within = message.ackWithin
    own.named = try message.escalateTo.map { try book.find($0).identity }
    own.forwards = message.forwarded?.rowKey
    own.escalates = message.escalation?.original
    if head.wants.contains(.acknowledged), message.escalation == nil {
      let seconds = OverdueMessages.seconds(head, own)
      do {
        _ = try AnswerTime.due(sent: head.sent, expires: head.expires, seconds: seconds)
      } catch is AckAfterExpiry { throw SendingError.ackAfterExpiry }
    }
    return own
  }

  /// Notes that a message is passed on. Throws ``SendingError/notForwarded(_:_:)`` when it was taken
  /// back meanwhile.
  private func note(
    _ original: StoredMessage, by message: OutgoingMessage, isForwardedIn head: MessageHead,
    _ transaction: MailTransaction
  ) throws -> [AuditLine] {
    let known = try transaction.receipt(original.rowKey)
    guard try transaction.hasMessage(original.rowKey), known?.recall == nil else {
      throw SendingError.notForwarded(original.summary.id, .recalled)
    }
    if var record = known {
      record.uses.insert(.forwarded)
      try transaction.setReceipt(record, newUnder: original.summary.keyDay)
    }
    return [
      AuditLine(
        message.escalation == nil ? "forward" : "escalate", .create, at: vault.clock.now(),
        object: original.rowKey.hex, patient: head.patient?.description,
        parties: head.to.map(\.description),
        purpose: message.escalation.map { "level \($0.level)" })
    ]
  }
}
