internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Teams

/// What receipts and recalls do to other messages (docs/protocol.md, section 9), in the transaction
/// that notes that they came. Who sent them is known and not revoked, and the signature is theirs.
final class AnswerIntake {
  private let vault: OpenVault
  private let addressee: VaultAddressee
  private let policy: Policy
  /// Lines of the audit log about the same kind of ignored entry, in one run.
  private static let mostLines = 16
  private var ignored: [IgnoredEntry: Int] = [:]

  init(_ vault: OpenVault, _ addressee: VaultAddressee) throws {
    self.vault = vault
    self.addressee = addressee
    policy = try Policy(vault)
  }

  /// What a message did to others.
  enum Effect {
    case receipt(ReceiptNews)
    case recall(RecallNews)
  }

  /// Applies a message that came for the first time; nil for one that is not about others. Who may
  /// answer for a role is in `authorities`.
  func take(
    _ envelope: ReceivedEnvelope, _ authorities: AuthorityBook, in transaction: MailTransaction
  ) throws -> (effect: Effect, lines: [AuditLine])? {
    switch envelope.head.kind {
    case .receipt(let entries):
      let (news, lines) = try take(entries, of: envelope.head, authorities, in: transaction)
      return (.receipt(news), lines)
    case .recall(let request):
      let (news, lines) = try take(request, of: envelope.head, in: transaction)
      return (.recall(news), lines)
    case .text, .notice, .unknown: return nil
    }
  }

  /// The lines for ignored entries beyond those that have one each.
  func rest() -> [AuditLine] {
    defer { ignored = [:] }
    return ignored.filter { $0.value > Self.mostLines }.sorted { $0.key.rawValue < $1.key.rawValue }
      .map {
        AuditLine(
          "receipt", .update, at: vault.clock.now(), outcome: $0.key.name,
          purpose: "\($0.value - Self.mostLines) more")
      }
  }

  /// Whether this home tells `sender` something of `head` by itself.
  func owesDelivery(_ head: MessageHead) -> Bool {
    policy.deliveredReceipts.owes(head, to: addressee.standing(of: head.from)?.colour ?? .red)
  }

  /// Whether `sender` hears what became of a message that they took back.
  func answersRecall(of sender: Identity) -> Bool {
    policy.deliveredReceipts != .off
      && OwedReceipts.mayBeTold(addressee.standing(of: sender)?.colour ?? .red)
  }
}

/// Receipts.
extension AnswerIntake {
  private func take(
    _ entries: [ReceiptEntry], of head: MessageHead, _ authorities: AuthorityBook,
    in transaction: MailTransaction
  ) throws -> (ReceiptNews, [AuditLine]) {
    var news = ReceiptNews(facts: SignedFacts(head), sender: addressee.book[head.from])
    var lines: [AuditLine] = []
    for entry in entries {
      let rowKey = vault.rowKey(from: vault.identity, id: entry.id)
      do {
        let told = try take(entry, of: head, rowKey, authorities, in: transaction)
        guard let told else { continue }
        news.told.append(told)
        lines.append(
          line(
            "receipt", .update, entry.state.word, rowKey, head.from,
            purpose: told.isBeside ? "passed-on" : nil))
      } catch let reason as IgnoredEntry {
        news.ignored[reason, default: 0] += 1
        ignored[reason, default: 0] += 1
        if ignored[reason, default: 0] <= Self.mostLines {
          lines.append(line("receipt", .update, reason.name, rowKey, head.from))
        }
      }
    }
    return (news, lines)
  }

  /// What the entry changed of what is known of a message; nil when it said nothing new. Throws
  /// ``IgnoredEntry``.
  private func take(
    _ entry: ReceiptEntry, of head: MessageHead, _ rowKey: [UInt8],
    _ authorities: AuthorityBook, in transaction: MailTransaction
  ) throws -> ReceiptNews.Told? {
    let lines = try transaction.lines(of: rowKey)
    let standing = try SentStanding(transaction.standings(rowKey))
    let message = try lines.map { lines in
      SentMessage(
        head: try MessageHead(stored: lines.head),
        digest: MessageDigest.of(headLine: lines.head, tailLine: lines.tail),
        isRecalled: standing.record.recall != nil)
    }
    var (told, isBeside): (RecipientCells, Bool)
    do {
      told = try SentMessage.judge(
        entry, from: head.from, sent: head.sent, about: message,
        answersForRole: { role, identity, moment in
          authorities[role]?.authority.answers(
            identity, at: moment, revoked: authorities.revoked) ?? false
        })
      isBeside = false
    } catch IgnoredEntry.notARecipient {
      // What counts of somebody hides what does not, in whatever order it came.
      guard standing.cells[head.from] == nil,
        let answer = SentMessage.answerBeside(entry, sent: head.sent, about: message)
      else { throw IgnoredEntry.notARecipient }
      (told, isBeside) = (answer, true)
    }
    let known = (isBeside ? standing.beside : standing.cells)[head.from]
    let merged = known?.merged(with: told) ?? told
    guard merged != known else { return nil }
    try transaction.setStanding(rowKey, of: head.from, merged.encoded(isBeside: isBeside))
    return ReceiptNews.Told(
      entry: entry, subject: message?.head.subject ?? "", isBeside: isBeside)
  }
}

/// Recalls.
extension AnswerIntake {
  private func take(
    _ request: RecallRequest, of head: MessageHead, in transaction: MailTransaction
  ) throws -> (RecallNews, [AuditLine]) {
    let rowKey = vault.rowKey(from: head.from, id: request.id)
    let known = try transaction.receipt(rowKey)
    let subject = try transaction.lines(of: rowKey).map {
      try MessageHead(stored: $0.head).subject ?? ""
    }
    var state = RecallState(known, hasContent: subject != nil)
    let lastDay = try addressee.prekeys(on: request.day).map(\.lastDay)
      .filter { $0 >= vault.today }.max()
    let result = state.recall(
      request.digest, forgets: policy.forgetsRecalled, dayIsLive: lastDay != nil)
    let news = RecallNews(
      facts: SignedFacts(head), sender: addressee.book[head.from], request: request,
      result: result, uses: state.uses, subject: subject,
      forwards: state.uses.contains(.forwarded) ? try forwards(of: rowKey, in: transaction) : [])
    let lines = [
      line("recall", .delete, result.rawValue, rowKey, head.from, purpose: request.reason)
    ]
    guard result == .recalled || result == .kept else { return (news, lines) }
    var record = known ?? ReceiptRecord(from: head.from, id: request.id, digest: request.digest)
    record.recall = ReceiptRecord.Recall.first(
      record.recall, .init(sent: head.sent, reason: request.reason))
    // A message that never came tells nothing: whoever made it up hears nothing either.
    let isAnswered = record.signature != nil && answersRecall(of: head.from)
    try transaction.setReceipt(
      record, newUnder: lastDay ?? vault.today, owing: isAnswered ? .recallAnswer : [])
    if subject != nil {
      if result == .kept {
        try transaction.markRecalled(rowKey)
      } else {
        try transaction.withdraw(rowKey)
      }
    }
    return (news, lines)
  }

  /// The ids of own messages that pass on the one in `rowKey`.
  private func forwards(
    of rowKey: [UInt8], in transaction: MailTransaction
  ) throws -> [[UInt8]] {
    try transaction.ownStandings()
      .filter { try SentRecord(encoded: $0.record).forwards == rowKey }
      .compactMap { try transaction.lines(of: $0.rowKey) }
      .map { try MessageHead(stored: $0.head).id }
  }

  private func line(
    _ event: String, _ action: AuditLine.Action, _ outcome: String, _ rowKey: [UInt8],
    _ sender: Identity, purpose: String? = nil
  ) -> AuditLine {
    AuditLine(
      event, action, at: vault.clock.now(), outcome: outcome, object: rowKey.hex,
      parties: [sender.description], purpose: purpose)
  }
}

extension ReceiptRecord.Recall {
  /// Of several recalls of one message, the same in whatever order they came.
  static func first(_ known: Self?, _ other: Self) -> Self {
    guard let known else { return other }
    if known.sent != other.sent { return known.sent < other.sent ? known : other }
    return known.reason ?? "" <= other.reason ?? "" ? known : other
  }
}
