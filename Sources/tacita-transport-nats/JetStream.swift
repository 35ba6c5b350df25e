internal import Files
internal import FoundationEssentials
internal import RouteHelper
internal import Transports

/// What JetStream is asked, by its own messages (docs of NATS, "JetStream wire API"): each names in
/// its subject whatever a server can permit to one user alone.
struct JetStream {
  let link: NatsLink

  /// What became of a message that was published.
  enum Published {
    case stored(sequence: Int)
    /// The last message of the subject has this number; 0 when there is none.
    case other(last: Int)
  }

  /// Publishes to a subject. With `expecting`, only when the last message there has that number.
  func publish(
    _ data: [UInt8], to subject: String, headers: [(String, String)] = [], expecting: Int? = nil
  ) throws -> Published {
    var headers = headers
    if let expecting { headers.append(("Nats-Expected-Last-Subject-Sequence", "\(expecting)")) }
    let answer = try read(link.ask(subject, data, headers: headers))
    guard let error = answer.error else {
      guard let sequence = answer.seq else { throw Self.nonsense }
      return .stored(sequence: sequence)
    }
    let last = (error.description ?? "").split(separator: " ").last.flatMap { Int($0) }
    if error.err_code == 10071, let last { return .other(last: last) }
    throw Self.fault(error)
  }

  /// The number of the last message of a subject that this user need not be able to read: 0 when
  /// there is none. No subject has a number that large.
  func last(of subject: String) throws -> Int {
    guard case .other(let last) = try publish([], to: subject, expecting: 1 << 52) else {
      throw HelperFault(.failed, "the server stores what it should not")
    }
    return last
  }

  /// The last message of a subject; nil when there is none. A follower may be behind: a message
  /// with a number below `sequence` is waited for.
  func message(_ subject: String, in stream: String, atLeast sequence: Int = 0) throws
    -> NatsLink.Message?
  {
    for attempt in 0..<40 {
      let answer = try link.ask("$JS.API.DIRECT.GET.\(stream).\(subject)")
      switch answer.header("Status") {
      case nil:
        if (answer.number("Nats-Sequence") ?? 0) >= sequence { return answer }
      case "404": if sequence == 0 { return nil }
      case let status?: throw HelperFault(.failed, "the server says \(status)")
      }
      Pause.milliseconds(min(100, 5 << min(attempt, 4)))
    }
    return nil
  }

  /// Calls an administrative function.
  @discardableResult
  func call(_ function: String, _ fields: JSONObject = JSONObject()) throws -> Answer {
    let answer = try read(link.ask("$JS.API.\(function)", CanonicalJSON.encode(fields)))
    if let error = answer.error { throw Self.fault(error) }
    return answer
  }

  /// What is looked at of an answer.
  struct Answer: Decodable {
    struct Trouble: Decodable {
      let err_code: Int?
      let description: String?
    }

    let error: Trouble?
    let seq: Int?
    let num_pending: Int?
  }

  private static let nonsense = HelperFault(.unreachable, "the server's answer is none")

  private func read(_ message: NatsLink.Message) throws -> Answer {
    do { return try JSONDecoder().decode(Answer.self, from: Data(message.data)) } catch {
      throw Self.nonsense
    }
  }

  private static func fault(_ error: Answer.Trouble) -> HelperFault {
    let words = error.description ?? "an error"
    let lower = words.lowercased()
    func says(_ signs: String...) -> Bool { signs.contains { lower.contains($0) } }
    if says("exceeded", "insufficient", "no space") { return HelperFault(.full, words) }
    if says("unavailable", "leader", "not found") { return HelperFault(.unreachable, words) }
    return HelperFault(.failed, words)
  }
}
