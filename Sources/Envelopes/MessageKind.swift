internal import Files

/// What a message is (section 4), with what only such messages have.
package enum MessageKind: Sendable, Equatable {
  /// What people write to one another.
  case text
  /// Documents in parts, and nothing to read.
  case notice
  /// What became of messages; 1 to 1,024 entries.
  case receipt([ReceiptEntry])
  /// The sender takes a message back.
  case recall(RecallRequest)
  /// A kind of a later version: held until there is a version that knows it.
  case unknown(String)

  package static let mostEntries = 1024

  /// The word in the head.
  package var word: String {
    switch self {
    case .text: "text"
    case .notice: "notice"
    case .receipt: "receipt"
    case .recall: "recall"
    case .unknown(let word): word
    }
  }

  /// Whether such messages are about others: outside the count of a conversation, routine, and
  /// without a label.
  package var isAboutOthers: Bool {
    switch self {
    case .notice, .receipt, .recall: true
    case .text, .unknown: false
    }
  }

  /// Reads `kind`, `about` and `reason`. Throws ``JSONError``.
  init(_ head: JSONObject) throws {
    let word = try head.string("kind")
    switch word {
    case "text": self = .text
    case "notice": self = .notice
    case "receipt":
      let about = try head.objects("about")
      guard (1...Self.mostEntries).contains(about.count) else {
        throw JSONError("“about” has not 1 to \(Self.mostEntries) entries")
      }
      self = .receipt(try about.map(ReceiptEntry.init))
    case "recall": self = .recall(try RecallRequest(head))
    default:
      guard (1...16).contains(word.utf8.count), word.utf8.allSatisfy({ (0x61...0x7a).contains($0) })
      else { throw JSONError("“kind” is not 1 to 16 lower-case letters") }
      self = .unknown(word)
    }
  }

  /// The members that only this kind has.
  func write(to head: inout JSONObject) {
    head["kind"] = .string(word)
    switch self {
    case .text, .notice, .unknown: break
    case .receipt(let entries): head["about"] = .array(entries.map { .object($0.object) })
    case .recall(let request): request.write(to: &head)
    }
  }
}
