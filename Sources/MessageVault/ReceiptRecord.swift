package import Files
package import Identities

/// What a home notes of one (sender, id): the message that came, or its recall that came first
/// (docs/vault.md, `receipts`).
package struct ReceiptRecord: Equatable, Sendable {
  package let from: Identity
  /// 16 bytes.
  package let id: [UInt8]
  /// The message digest, 32 bytes.
  package let digest: [UInt8]
  /// The 64 bytes under the message; nil until it came.
  package var signature: [UInt8]?
  /// What happened to the copy here.
  package var uses: Uses = []
  package var recall: Recall?
  /// What the user answered last.
  package var answer: Answer?
  /// When a receipt of delivery was last owed.
  package var told: Timestamp?

  package struct Uses: OptionSet, Sendable, Hashable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let seen = Uses(rawValue: 1)
    package static let exported = Uses(rawValue: 2)
    package static let forwarded = Uses(rawValue: 4)
  }

  /// That the sender took the message back: when the recall was sent, and why.
  package struct Recall: Equatable, Sendable {
    package var sent: Timestamp
    /// A word of at most 32 bytes; nil when none was given.
    package var reason: String?

    package init(sent: Timestamp, reason: String?) {
      self.sent = sent
      self.reason = reason
    }
  }

  package struct Answer: Equatable, Sendable {
    package var at: Timestamp
    package var isDeclined: Bool

    package init(at: Timestamp, isDeclined: Bool) {
      self.at = at
      self.isDeclined = isDeclined
    }
  }

  package init(from: Identity, id: [UInt8], digest: [UInt8], signature: [UInt8]? = nil) {
    self.from = from
    self.id = id
    self.digest = digest
    self.signature = signature
  }

  /// What a home has yet to tell the sender by itself.
  package struct Owed: OptionSet, Sendable, Hashable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let delivery = Owed(rawValue: 1)
    package static let recallAnswer = Owed(rawValue: 2)
  }
}

/// The sealed form, of one length whatever it holds.
extension ReceiptRecord {
  private static let reasonSize = 32
  private static let column = "receipts.record"

  private struct Flags: OptionSet {
    let rawValue: Int
    /// The lowest three bits are the uses.
    static let uses = 7
    static let recalled = Flags(rawValue: 8)
    static let came = Flags(rawValue: 16)
    static let answered = Flags(rawValue: 32)
    static let declined = Flags(rawValue: 64)
  }

  var encoded: [UInt8] {
    var flags = Flags(rawValue: uses.rawValue & Flags.uses)
    if recall != nil { flags.insert(.recalled) }
    if signature != nil { flags.insert(.came) }
    if let answer { flags.formUnion(answer.isDeclined ? [.answered, .declined] : .answered) }
    var bytes = from.publicKey + id + digest + [UInt8(flags.rawValue)]
    for time in [told, answer?.at, recall?.sent] {
      bytes.append(bigEndian: UInt64(time?.unix ?? 0))
    }
    let reason = Array((recall?.reason ?? "").utf8.prefix(Self.reasonSize))
    bytes += reason + [UInt8](repeating: 0, count: Self.reasonSize - reason.count)
    return bytes + (signature ?? [UInt8](repeating: 0, count: 64))
  }

  init(encoded bytes: [UInt8]) throws {
    var fields = RowFields(bytes[...], of: Self.column)
    from = try fields.identity()
    id = try fields.take(16)
    digest = try fields.take(32)
    let flags = Flags(rawValue: try fields.number(1))
    uses = Uses(rawValue: flags.rawValue & Flags.uses)
    let told = try fields.time()
    self.told = told.unix == 0 ? nil : told
    let answered = try fields.time()
    if flags.contains(.answered) {
      answer = Answer(at: answered, isDeclined: flags.contains(.declined))
    }
    let recalled = try fields.time()
    let reason = try fields.take(Self.reasonSize).prefix { $0 != 0 }
    if flags.contains(.recalled) {
      recall = Recall(
        sent: recalled,
        reason: reason.isEmpty ? nil : String(decoding: reason, as: UTF8.self))
    }
    let signature = try fields.take(64)
    self.signature = flags.contains(.came) ? signature : nil
  }
}
