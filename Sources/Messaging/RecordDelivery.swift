internal import Files

/// What became of a message that was sent to a system of the record, with what was told of it.
package enum RecordDelivery: Sendable {
  case acknowledged(String)
  case refused(String)
  /// The system cannot have it.
  case unsent(String)
  /// The system may have it.
  case unknown(String)

  /// The outcome in the audit log.
  package var word: String {
    switch self {
    case .acknowledged: "acknowledged"
    case .refused: "refused"
    case .unsent: "not-sent"
    case .unknown: "not-known"
    }
  }

  /// The outcome of the line before it is sent.
  package static let sending = "sending"
}

/// What the lines of the audit log tell of the sendings of one message, added oldest first.
struct DeliveryHistory {
  private(set) var isAcknowledged = false
  private var isPossible = false
  /// A sending was begun, and nothing told how it ended.
  private var isOpen = false
  private var last: Timestamp?

  /// When it was last sent, if a system has it or may have it.
  var time: Timestamp? { isAcknowledged || isPossible || isOpen ? last : nil }

  mutating func add(_ line: JSONObject) {
    guard let outcome = try? line.string("outcome") else { return }
    switch outcome {
    case RecordDelivery.sending: (isPossible, isOpen) = (isPossible || isOpen, true)
    case RecordDelivery.acknowledged("").word: (isAcknowledged, isOpen) = (true, false)
    case RecordDelivery.unknown("").word: (isPossible, isOpen) = (true, false)
    case RecordDelivery.refused("").word, RecordDelivery.unsent("").word: isOpen = false
    default: return
    }
    last = (try? line.time("time")) ?? last
  }
}
