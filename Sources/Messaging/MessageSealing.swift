internal import AgeFormat
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Teams

/// Sealing and keeping.
extension MessageSender {
  func seal(
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
  func record(
    of message: OutgoingMessage, _ head: MessageHead, _ policy: Policy
  ) throws -> SentRecord {
    var own = SentRecord()
    own.within = message.ackWithin
    own.named = try message.escalateTo.map { try book.find($0).identity }
    own.forwards = message.forwarded?.rowKey
    own.escalates = message.escalation?.original
    if head.wants.contains(.acknowledged), message.escalation == nil {
      let seconds = try AuthorityBook(vault, trust: book.trust).seconds(toAnswer: head, own)
      do {
        _ = try AnswerTime.due(sent: head.sent, expires: head.expires, seconds: seconds)
      } catch is AckAfterExpiry { throw SendingError.ackAfterExpiry }
    }
    return own
  }

  /// Notes that a message is passed on. Throws ``SendingError/notForwarded(_:_:)`` when it was
  /// taken back meanwhile.
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
