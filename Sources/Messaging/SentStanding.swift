package import Envelopes
package import Files
package import Identities
package import MessageVault
package import Teams

/// What became of a message that was sent from here, as far as its recipients told
/// (docs/protocol.md, section 9).
package struct SentStanding: Sendable {
  package private(set) var cells: [Identity: RecipientCells] = [:]
  /// Answers of people to whom it was passed on.
  package private(set) var beside: [Identity: RecipientCells] = [:]
  package let record: SentRecord

  init(_ standings: OpenVault.Standings) throws {
    for (teller, bytes) in standings.told {
      let (told, isBeside) = try RecipientCells.stored(bytes)
      if isBeside {
        beside[teller] = told
      } else {
        cells[teller] = told
      }
    }
    record = try standings.own.map(SentRecord.init(encoded:)) ?? SentRecord()
  }
}

/// What this home did about a message after it was sent.
package struct SentRecord: Equatable, Sendable {
  package var recall: Recall?
  /// The row of the message that it passes on.
  package var forwards: [UInt8]?
  /// The row of the message that it is an escalation of.
  package var escalates: [UInt8]?
  /// Seconds within which an answer is wanted; nil for those of its priority.
  package var within: Int?
  /// Those whom it is passed on to when there is no answer in time.
  package var named: [Identity] = []
  /// How many levels of that were done, and when the next may be.
  package var level = 0
  package var due: Timestamp?
  /// The rows of the messages that passed it on.
  package var escalations: [[UInt8]] = []

  /// That it was taken back: when first, why, and whose homes were asked.
  package struct Recall: Equatable, Sendable {
    package var sent: Timestamp
    package var reason: String?
    package var asked: [Identity]
  }

  package init() {}

  init(encoded bytes: [UInt8]) throws {
    do {
      let json = try JSONParser.object(bytes)
      func row(_ json: JSONObject) -> (String) throws -> [UInt8] {
        { try json.hex($0, bytes: 16) }
      }
      forwards = try json.optional("forwards", row)
      escalates = try json.optional("escalates", row)
      within = try json.optional("within", JSONObject.number)
      named = try (json.optional("named", JSONObject.strings) ?? []).compactMap(
        Identity.init(stored:))
      level = try json.optional("level", JSONObject.number) ?? 0
      due = try json.optional("due", JSONObject.time)
      escalations = try (json.optional("escalations", JSONObject.strings) ?? [])
        .compactMap { [UInt8](hex: $0) }
      recall = try json.optional("recall", JSONObject.object).map {
        Recall(
          sent: try $0.time("sent"), reason: try $0.optional("reason", JSONObject.string),
          asked: try $0.strings("asked").compactMap(Identity.init(stored:)))
      }
    } catch is JSONError {
      throw VaultError.damaged("standings.record")
    }
  }

  var encoded: [UInt8] {
    CanonicalJSON.encode(
      JSONObject([
        "due": due.map { .string($0.description) },
        "escalates": escalates.map { .string($0.hex) },
        "escalations": escalations.isEmpty
          ? nil : .array(escalations.map { .string($0.hex) }),
        "forwards": forwards.map { .string($0.hex) },
        "level": level == 0 ? nil : .number(level),
        "named": named.isEmpty ? nil : .array(named.map { .string($0.description) }),
        "recall": recall.map {
          .object(
            JSONObject([
              "asked": .array($0.asked.map { .string($0.description) }),
              "reason": $0.reason.map { .string($0) }, "sent": .string($0.sent.description),
            ]))
        },
        "within": within.map { .number($0) },
      ]))
  }
}

/// As a row of `standings` has them (docs/vault.md).
extension RecipientCells {
  private struct Flags: OptionSet {
    let rawValue: UInt8
    static let delivered = Flags(rawValue: 1)
    static let answered = Flags(rawValue: 2)
    static let declined = Flags(rawValue: 4)
    static let recallAnswered = Flags(rawValue: 8)
    static let kept = Flags(rawValue: 16)
    static let beside = Flags(rawValue: 32)
  }

  /// u8 flags ‖ u8 uses ‖ u64 delivered ‖ u64 answer ‖ u64 answer to the recall. `isBeside` says
  /// that the teller is not a recipient, and that the message was passed on to them.
  func encoded(isBeside: Bool = false) -> [UInt8] {
    var flags: Flags = isBeside ? .beside : []
    if delivered != nil { flags.insert(.delivered) }
    if let answer { flags.formUnion(answer.isDeclined ? [.answered, .declined] : .answered) }
    if let recall { flags.formUnion(recall.isKept ? [.recallAnswered, .kept] : .recallAnswered) }
    var bytes = [flags.rawValue, UInt8(recall?.uses.rawValue ?? 0)]
    for time in [delivered, answer?.at, recall?.at] {
      bytes.append(bigEndian: UInt64(time?.unix ?? 0))
    }
    return bytes
  }

  static func stored(_ bytes: [UInt8]) throws -> (told: RecipientCells, isBeside: Bool) {
    guard bytes.count == 26 else { throw VaultError.damaged("standings.record") }
    let flags = Flags(rawValue: bytes[0])
    func time(_ start: Int) -> Timestamp {
      Timestamp(unix: Int(clamping: bytes[start..<start + 8].bigEndianInteger))
    }
    let told = RecipientCells(
      delivered: flags.contains(.delivered) ? time(2) : nil,
      answer: flags.contains(.answered)
        ? Answer(at: time(10), isDeclined: flags.contains(.declined)) : nil,
      recall: flags.contains(.recallAnswered)
        ? RecallAnswer(
          at: time(18), isKept: flags.contains(.kept),
          uses: ReceiptEntry.Uses(rawValue: Int(bytes[1]))) : nil)
    return (told, flags.contains(.beside))
  }
}

extension StoredMessages {
  /// What corrects `message`, and what it corrects: messages of the same sender and conversation
  /// that are here.
  package func corrections(
    of message: StoredMessage, _ head: MessageHead
  ) throws -> (by: [StoredMessage], of: StoredMessage?) {
    func isOfThis(_ other: StoredMessage) throws -> Bool {
      try outline(of: other)?.head.conversation == head.conversation
    }
    let earlier = try head.replaces
      .flatMap { try vault.message(vault.rowKey(from: head.from, id: $0)) }
    return (
      try vault.replacements(of: message.rowKey).filter(isOfThis),
      try earlier.flatMap { try isOfThis($0) ? $0 : nil }
    )
  }

  /// When and why the sender of `message` took it back; nil when they did not.
  package func recall(of message: StoredMessage) throws -> ReceiptRecord.Recall? {
    guard message.summary.isRecalled else { return nil }
    guard message.summary.isOutgoing else { return try vault.receipt(message.rowKey)?.recall }
    return try standing(of: message).record.recall.map { .init(sent: $0.sent, reason: $0.reason) }
  }

  /// What became of a message that was sent from here.
  package func standing(of message: StoredMessage) throws -> SentStanding {
    try SentStanding(vault.standings(message.rowKey))
  }
}
