internal import Files
internal import RouteHelper
internal import Transports

/// Messages of a stream whose subjects match a filter, without their content: those that are there,
/// and then each as it comes. Nothing of it stays on the server.
final class Listing {
  struct Entry {
    let sequence: Int
    let size: Int
    let parts: Int
    /// Seconds since 1970.
    let stored: Int
  }

  /// By the last words of the subject.
  private(set) var entries: [String: Entry] = [:]
  private let subscription: NatsLink.Subscription
  private let start: Int
  /// What marks entries that are there no more.
  private(set) var marks: [Entry] = []
  private var heard = MonotonicClock.milliseconds
  private let pending: Int
  private var delivered = 0
  /// The greatest number of what has come.
  private var seen = 0

  /// Milliseconds of silence after which nobody answers any more: the server tells every five
  /// seconds that it is there.
  private static let silence = 12_000
  /// Messages that are listed at most.
  private static let most = 262_144

  /// `filter` ends with the words that tell entries apart, as many as `words`.
  init(_ stream: String, _ filter: String, words: Int, _ jetStream: JetStream) throws {
    let (subscription, subject) = try jetStream.link.listen()
    self.subscription = subscription
    start = filter.split(separator: ".").count - words
    let name = [UInt8](bigEndian: UInt64.random(in: .min ... .max)).hex
    let consumer = JSONObject([
      "ack_policy": "none", "deliver_policy": "all", "deliver_subject": .string(subject),
      "filter_subject": .string(filter), "headers_only": .bool(true),
      "idle_heartbeat": .number(5_000_000_000), "inactive_threshold": .number(30_000_000_000),
      "mem_storage": .bool(true), "name": .string(name), "num_replicas": .number(1),
    ])
    let answer = try jetStream.call(
      "CONSUMER.CREATE.\(stream).\(name).\(filter)",
      JSONObject(["config": .object(consumer), "stream_name": .string(stream)]))
    pending = answer.num_pending ?? 0
    let end = MonotonicClock.milliseconds + 20_000
    while delivered < pending {
      guard MonotonicClock.milliseconds < end else {
        throw HelperFault(.unreachable, "the server did not list all in time")
      }
      _ = try take(within: 1000)
    }
  }

  /// Takes what has come, at least what was stored up to `sequence`. Throws when the server is
  /// silent.
  func update(through sequence: Int = 0) throws {
    let end = MonotonicClock.milliseconds + 2000
    while seen < sequence, MonotonicClock.milliseconds < end { _ = try take(within: 50) }
    while try take(within: 1) {}
    guard MonotonicClock.milliseconds - heard < Self.silence else {
      throw HelperFault(.unreachable, "the server is silent")
    }
  }

  /// Whether something comes within so many milliseconds.
  func wait(milliseconds: Int) throws -> Bool {
    let end = MonotonicClock.milliseconds + milliseconds
    while MonotonicClock.milliseconds < end {
      let before = delivered
      _ = try take(within: end - MonotonicClock.milliseconds)
      if delivered > before { return true }
    }
    try update()
    return false
  }

  func forget(_ name: String) { entries[name] = nil }

  /// Takes one message; false when none comes.
  private func take(within milliseconds: Int) throws -> Bool {
    guard let message = try subscription.next(within: milliseconds) else { return false }
    heard = MonotonicClock.milliseconds
    guard message.header("Status") == nil else { return true }  // only a sign of life
    delivered += 1
    // $JS.ACK.<stream>.<consumer>.<deliveries>.<stream's number>.<its own>.<time>.<left>
    let facts = message.reply.split(separator: ".")
    let words = message.subject.split(separator: ".")
    guard facts.count >= 9, let sequence = Int(facts[facts.count - 4]),
      let time = Int(facts[facts.count - 2]), words.count > start
    else { return true }
    seen = max(seen, sequence)
    let name = words[start...].joined(separator: ".")
    let entry = Entry(
      sequence: sequence, size: message.number("Nats-Msg-Size") ?? message.data.count,
      parts: message.number("Tacita-Parts") ?? 0, stored: time / 1_000_000_000)
    if entry.size == 0 {
      entries[name] = nil
      if marks.count < Self.most { marks.append(entry) }
    } else if entries.count < Self.most {
      entries[name] = entry
    }
    return true
  }
}
