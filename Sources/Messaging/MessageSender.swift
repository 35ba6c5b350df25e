internal import AgeFormat
package import Envelopes
internal import Files
internal import Identities
package import MessageVault
internal import Policies
internal import Secrets
internal import Teams
package import Transports

/// Composes, seals, keeps and delivers a message.
package struct MessageSender {
  let vault: OpenVault
  /// Where cards are looked up; nil when there is no route, or it is away.
  let route: (any Route)?
  /// Nil when envelopes are written only by hand.
  private let way: WayOut?
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
    /// Whether copies wait here until the route is back.
    package let isQueued: Bool
  }

  package init(_ vault: OpenVault, by way: WayOut) throws {
    (self.vault, self.way, route) = (vault, way, way.route)
    book = try ContactBook(vault)
  }

  /// For envelopes that are written by hand; cards are looked up on `route`.
  package init(byHand vault: OpenVault, cardsFrom route: (any Route)?) throws {
    try vault.machine.checkByHand()
    (self.vault, way, self.route) = (vault, nil, route)
    book = try ContactBook(vault)
  }

  /// Sends `message`, by the route or to `output`. Nothing is sent to anyone unless everyone can be
  /// reached. What is kept is put on the route until the route has it.
  package mutating func send(_ message: OutgoingMessage, to output: Output? = nil) throws -> Sent {
    guard output != nil || way != nil else { throw SettingError.noRoute }
    try vault.vault.checkInUse()
    try vault.sweepObjects()
    try vault.machine.checkException(message.revocationReason, option: "--despite-revocation")
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
    if !mailboxes.isEmpty {
      do { try route?.prepare(mailboxes) } catch let error as RouteError {
        if way?.mayWait != true { throw error }
      }
    }
    // A text may be typed for long: time and number are taken when it is there, so that a message
    // that is given up leaves no gap in the conversation.
    message.text = try TextSource.ahead(
      message.text, mayBeEmpty: message.attachments.count > addressing.carried.count)
    let policy = try Policy(vault)
    let now = vault.clock.now()
    if now.day != addressing.day { try setKeys(of: &addressing, now: now) }
    var head = try head(message, addressing, policy: policy, now: now)
    let way = output == nil ? way : nil
    let copies =
      way.map { way in
        addressing.recipients.map {
          DeliveryRecord(head, for: $0.identity, at: $0.mailbox, on: way.address)
        }
      } ?? []
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
    let (waits, earlier): (Bool, [Deliveries.Trouble])
    do { (waits, earlier) = try release(head) } catch let error as VaultError
      where !copies.isEmpty && Self.passes(error)
    {
      // It is kept, and goes out: whoever sent it again would send it twice.
      guard way?.mayWait == true else {
        throw SendingError.deliveryWaits(id: head.id, reason: error)
      }
      (waits, earlier) = (true, [])
    }
    return Sent(
      head: head, recipients: addressing.recipients, unreachable: addressing.unreachable,
      group: addressing.group, refused: addressing.refused,
      earlier: earlier, isQueued: waits && !copies.isEmpty)
  }

  /// Puts what is kept for the route: whether the message `head` waits, and what else is in
  /// trouble.
  private func release(
    _ head: MessageHead
  ) throws -> (waits: Bool, earlier: [Deliveries.Trouble]) {
    if let route { try OwedMail(vault, book).post(by: route) }
    guard let way else { return (false, try route.map(Deliveries(vault).release) ?? []) }
    return try Deliveries(vault).release(head.id, by: way)
  }

  /// Whether another process was in the way, and the next run does it.
  private static func passes(_ error: VaultError) -> Bool {
    switch error {
    case .otherMaster, .busy: true
    default: false
    }
  }

  private func head(
    _ message: OutgoingMessage, _ addressing: Addressing, policy: Policy, now: Timestamp
  ) throws -> MessageHead {
    // Nobody keeps a message for longer, whatever it says; a team's list of members may say less.
    let longest = addressing.longestDays ?? Policy.retentionRange.upperBound
    let lifetime = min(
      message.lifetime ?? min(policy.retention, longest) * 86400, message.mostLifetime ?? .max)
    guard lifetime > 0 else { throw SendingError.expiryPast }
    let days = (lifetime + 86399) / 86400
    try vault.machine.check(days, atMost: .retention, "keeping it for \(days) days")
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
  static func expiry(_ head: MessageHead, _ policy: Policy) -> Timestamp {
    min(head.expires, head.sent + policy.retention * 86400)
  }

  func line(_ head: MessageHead, outcome: String, message: OutgoingMessage) -> AuditLine {
    AuditLine(
      "send", .create, at: vault.clock.now(), outcome: outcome,
      object: vault.rowKey(from: head.from, id: head.id).hex, patient: head.patient?.description,
      parties: head.to.map(\.description), purpose: message.purpose)
  }
}
