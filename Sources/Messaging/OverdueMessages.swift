package import Envelopes
package import Files
package import Identities
package import MessageVault
internal import Policies
internal import Teams
package import Transports

/// Own messages that want an answer and have none in time, and what is done about them
/// (docs/protocol.md, section 9).
package struct OverdueMessages {
  private let vault: OpenVault
  private let messages: StoredMessages
  private let authorities: AuthorityBook

  package init(_ vault: OpenVault) throws {
    self.vault = vault
    messages = StoredMessages(vault)
    authorities = try AuthorityBook(vault)
  }

  /// A message that has not the answer that it wants.
  package struct Waiting: Sendable {
    package let message: StoredMessage
    package let head: MessageHead
    package let standing: SentStanding
    /// When an answer was, or is, due.
    package let due: Timestamp
    package let isOverdue: Bool
  }

  /// What was done about an overdue message.
  package enum Step: Sendable {
    /// It was passed on, as the message with this id.
    case forwarded(to: [Identity], id: [UInt8])
    /// Nobody is left to write to.
    case telephone
    /// It could not be passed on; the next run tries again.
    case failed(any Error)
  }

  /// All own messages that are overdue, in the order in which they were sent.
  package func all() throws -> [Waiting] {
    try waiting().filter(\.isOverdue)
  }

  /// All own messages without the answer that they want. What was taken back wants none, and an
  /// escalation counts with its original.
  package func waiting() throws -> [Waiting] {
    try messages.list().filter(\.summary.isOutgoing).compactMap { message in
      guard !message.summary.isRecalled, let lines = try vault.lines(of: message) else {
        return nil
      }
      let head = try MessageHead(stored: lines.head)
      guard head.kind == .text, head.wants.contains(.acknowledged) else { return nil }
      let standing = try messages.standing(of: message)
      guard standing.record.escalates == nil else { return nil }
      return try waiting(message, head, lines, standing)
    }
  }

  private func waiting(
    _ message: StoredMessage, _ head: MessageHead, _ lines: (head: [UInt8], tail: [UInt8]),
    _ standing: SentStanding
  ) throws -> Waiting? {
    let due = head.sent + authorities.seconds(toAnswer: head, standing.record)
    let sent = SentMessage(
      head: head, digest: MessageDigest.of(headLine: lines.head, tailLine: lines.tail),
      isRecalled: false)
    let status = AnswerStatus.of(
      head, MessageStanding(of: sent, stored: standing.cells), due: due, now: vault.clock.now(),
      isSettledByEscalation: try isSettled(standing.record))
    guard status != .settled else { return nil }
    return Waiting(
      message: message, head: head, standing: standing, due: due, isOverdue: status == .overdue)
  }

  /// Whether somebody whom it was passed on to acknowledged it.
  private func isSettled(_ record: SentRecord) throws -> Bool {
    try record.escalations.contains { rowKey in
      try SentStanding(vault.standings(rowKey)).cells.values
        .contains { $0.answer?.isDeclined == false }
    }
  }

  /// Passes an overdue message on to the next who may answer; nil when nothing is to be done now.
  /// The step and the message that carries it out commit together, so each is taken once.
  package func escalate(_ waiting: Waiting, by route: any Route) throws -> Step? {
    let record = waiting.standing.record
    let escalation =
      record.due.map { Escalation(level: record.level, due: $0) } ?? Escalation(due: waiting.due)
    let duty = authorities.duty(of: waiting.head)
    let next = escalation.next(
      .overdue, named: record.named,
      backups: duty?.backups(at: waiting.head.sent).filter { $0 != vault.identity } ?? [],
      addressed: waiting.head.to,
      seconds: authorities.seconds(toAnswer: waiting.head, record), now: vault.clock.now())
    guard let (step, after) = next else { return nil }
    let advance = EscalationStep(
      original: waiting.message.rowKey, before: record.level, level: after.level, due: after.due)
    do {
      switch step {
      case .telephone:
        try telephone(waiting, advance)
        return .telephone
      case .forward(let people):
        return try forward(waiting, advance, by: route) { $0.to = people.map(\.description) }
      case .forwardToBackups(let people):
        return try forward(waiting, advance, by: route) {
          $0.role = waiting.head.label?.role?.hex
          $0.answering = duty.map { .init(people: people, duty: $0.digest) }
        }
      }
    } catch SendingError.alreadyEscalated { return nil } catch let error as SendingError {
      return .failed(error)
    } catch let error as AuthorityBookError { return .failed(error) }
  }

  private func telephone(_ waiting: Waiting, _ advance: EscalationStep) throws {
    let line = AuditLine(
      "escalate", .execute, at: vault.clock.now(), object: waiting.message.rowKey.hex,
      purpose: "telephone")
    try vault.changeMail {
      try advance.take(in: $0, as: nil)
      return [line]
    }
  }

  private func forward(
    _ waiting: Waiting, _ advance: EscalationStep, by route: any Route,
    addressing: (inout OutgoingMessage) -> Void
  ) throws -> Step {
    var message = OutgoingMessage(text: TextSource.empty)
    addressing(&message)
    message.wants = [.acknowledged]
    message.skipsUnreachable = true
    message.unverifiedReason = vault.machine.allowsExceptions ? "escalation" : nil
    message.escalation = advance
    try message.forward(waiting.head.id.hex, priority: nil, in: vault)
    var sender = try MessageSender(vault, by: WayOut(route, awaiting: route.address))
    let sent = try sender.send(message)
    return .forwarded(to: sent.recipients.map(\.identity), id: sent.head.id)
  }
}

extension AuthorityBook {
  /// The duty by which the message `head` was addressed; nil for one that is not to a role.
  func duty(of head: MessageHead) -> Duty? {
    guard case .role(let id, let duty)? = head.label else { return nil }
    return self[id]?.authority.duty(named: duty, revoked: revoked)
  }

  /// Seconds that an answer to `head` may take.
  func seconds(toAnswer head: MessageHead, _ record: SentRecord) -> Int {
    AnswerTime.seconds(for: head.priority, asked: record.within, duty: duty(of: head))
  }
}

/// One level of an escalation, which is taken in the transaction that keeps its forward.
struct EscalationStep: Sendable {
  let original: [UInt8]
  let before: Int
  let level: Int
  let due: Timestamp

  /// Throws ``SendingError/alreadyEscalated`` when another run was faster. `forward` is the row of
  /// the message that passes it on.
  func take(in transaction: MailTransaction, as forward: [UInt8]?) throws {
    var record = try SentStanding(transaction.standings(original)).record
    guard record.level == before else { throw SendingError.alreadyEscalated }
    (record.level, record.due) = (level, due)
    if let forward { record.escalations.append(forward) }
    try transaction.setStanding(original, of: nil, record.encoded)
  }
}
