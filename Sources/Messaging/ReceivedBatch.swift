internal import Envelopes
internal import Files
internal import MessageVault
internal import Transports

/// Where an envelope came from, hence what taking it away means.
enum Arrival {
  case mailbox(MailEntry, any Route)
  case queued(EnvelopeQueue.Entry)
  /// A file that the user named: it stays.
  case file

  /// Whether the home takes it from where it is.
  var isTaken: Bool { if case .file = self { false } else { true } }
}

/// Envelopes that were opened and are not committed yet: as many as share one commit.
struct ReceivedBatch {
  /// As many as the process can hold open files for: each has its envelope, and a large one its
  /// object and the object's lock.
  private static let most = 256
  private static let descriptorsEach = 3
  /// Bytes of heads, tails, digests and small payloads that are held in memory.
  private static let mostBytes = 8 << 20

  struct Item {
    let file: Descriptor
    let arrival: Arrival
    let message: NewMessage?
    let envelope: ReceivedEnvelope?
    /// What became of it; of a message, after the commit.
    var outcome: ReceiveOutcome
    /// Whether what is not kept was taken from where it lay.
    var isSettled = false
    /// The row of a message that came before, whose sender is told of it again.
    var toldAgain: [UInt8]?

    var isMessage: Bool { message != nil }
  }

  /// What is not kept.
  enum Refused {
    case duplicate(SignedFacts?, toldAgain: [UInt8]?)
    case refused(Refusal, SignedFacts?)
  }

  private var items: [Item] = []
  private var bytes = 0
  private let most = max(
    1, min(Self.most, (Process.mostOpenFiles - 64) / Self.descriptorsEach))

  var isFull: Bool { items.count >= most || bytes >= Self.mostBytes }

  mutating func append(
    _ message: NewMessage, _ envelope: ReceivedEnvelope, _ file: Descriptor, _ arrival: Arrival
  ) {
    bytes += message.head.count + message.tail.count + message.frames.count
    if case .row(let payload) = message.payload { bytes += payload.count }
    items.append(
      Item(
        file: file, arrival: arrival, message: message, envelope: envelope,
        outcome: .duplicate(SignedFacts(envelope.head))))
  }

  mutating func append(_ refused: Refused, _ file: Descriptor, _ arrival: Arrival) {
    let outcome: ReceiveOutcome =
      switch refused {
      case .duplicate(let facts?, _): .duplicate(facts)
      case .duplicate(nil, _): .refused(.alreadyReceived, nil)
      case .refused(let refusal, let facts): .refused(refusal, facts)
      }
    var item = Item(file: file, arrival: arrival, message: nil, envelope: nil, outcome: outcome)
    if case .duplicate(_, let rowKey) = refused { item.toldAgain = rowKey }
    items.append(item)
  }

  /// All of it; then it is empty.
  mutating func take() -> [Item] {
    defer { (items, bytes) = ([], 0) }
    return items
  }
}
