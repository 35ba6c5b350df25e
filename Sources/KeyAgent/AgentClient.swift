internal import CLinux
internal import Files
internal import Glibc
package import Secrets
internal import Synchronization

/// Asks the agent of one vault. Without an answer within two seconds there is no agent for this
/// verb, and the agent is not asked again.
package final class AgentClient: Sendable {
  /// Seconds to wait for an answer.
  private static let timeout = 2
  /// Seconds to wait after a PIN. The agent needs longer for it, and may have to check others
  /// first.
  private static let timeoutWithPIN = 30

  private let socket: AgentSocket
  private let hasTimedOut = Mutex(false)

  package init(_ socket: AgentSocket) { self.socket = socket }

  package enum Key {
    case held(SecretBytes)
    case needsPIN
    case none
  }

  /// The master key, if the agent holds it open. That counts as use, unless it is only a glance.
  package func key(isGlance: Bool = false) throws -> Key {
    switch try ask(isGlance ? .glance : .key) {
    case .secret(let key): .held(key)
    case .other(.needsPIN, _): .needsPIN
    case .other, nil: .none
    }
  }

  /// The master key, in exchange for a PIN. Throws ``AgentError/wrongPIN(left:)`` or
  /// ``AgentError/forgotten``.
  package func key(pin: SecretBytes) throws -> SecretBytes {
    switch try ask(.pin, pin) {
    case .secret(let key): return key
    case .other(.wrongPIN, let content): throw AgentError.wrongPIN(left: Int(content.first ?? 0))
    case .other: throw AgentError.forgotten
    case nil: throw AgentError.noAgent
    }
  }

  /// The state of the agent; nil when there is no agent.
  package func status() throws -> AgentStatus? {
    guard case .other(.value, let content) = try ask(.status) else { return nil }
    return AgentStatus(content)
  }

  /// Tells the agent to forget the key and end. False when no agent answered: then the socket is
  /// removed, and an agent that runs again later sees that and forgets the key.
  package func lock() throws -> Bool {
    if try ask(.lock) != nil { return true }
    try? Directories.removeFile(socket.path)
    return false
  }

  private enum Reply {
    case secret(SecretBytes)
    case other(AgentMessage.Answer, [UInt8])
  }

  private struct NoAnswer: Error {}

  /// Nil when there is no agent, or its answer is malformed.
  private func ask(_ request: AgentMessage.Request, _ content: SecretBytes? = nil) throws -> Reply?
  {
    guard !hasTimedOut.withLock({ $0 }) else { return nil }
    let timeout = request == .pin ? Self.timeoutWithPIN : Self.timeout
    let end = MonotonicClock.milliseconds + timeout * 1000
    guard let connection = try socket.connect(timeout: timeout) else {
      // Either no agent listens, or the queue of connections is full and does not move.
      if MonotonicClock.milliseconds >= end { hasTimedOut.withLock { $0 = true } }
      return nil
    }
    do {
      let number = connection.number
      try Self.send(AgentMessage.header(request.rawValue, count: content?.count ?? 0), number)
      try content?.withUnsafeBytes { try Self.send($0, number) }
      return try Self.reply(number, until: end)
    } catch is NoAnswer {
      hasTimedOut.withLock { $0 = MonotonicClock.milliseconds >= end }
      return nil
    } catch is AgentMessage.Malformed {
      return nil
    }
  }

  private static func reply(_ number: Int32, until end: Int) throws -> Reply? {
    var header = [UInt8](repeating: 0, count: AgentMessage.headerSize)
    try header.withUnsafeMutableBytes { try fill($0, number, until: end) }
    guard let (kind, count) = try AgentMessage.header(in: header),
      let answer = AgentMessage.Answer(rawValue: kind)
    else { return nil }
    if answer == .value, count == 32 {
      // Only a key has this length. It is read directly into guarded memory.
      return .secret(try SecretBytes(count: count) { try fill($0, number, until: end) })
    }
    var content = [UInt8](repeating: 0, count: count)
    try content.withUnsafeMutableBytes { try fill($0, number, until: end) }
    return .other(answer, content)
  }

  private static func send(_ bytes: [UInt8], _ number: Int32) throws {
    try bytes.withUnsafeBytes { try send($0, number) }
  }

  private static func send(_ bytes: UnsafeRawBufferPointer, _ number: Int32) throws {
    // So few bytes are always sent in one call.
    guard Glibc.send(number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    else { throw NoAnswer() }
  }

  /// Reads until `buffer` is full.
  private static func fill(
    _ buffer: UnsafeMutableRawBufferPointer, _ number: Int32, until end: Int
  ) throws {
    var filled = 0
    while filled < buffer.count {
      let left = end - MonotonicClock.milliseconds
      var waiting = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&waiting, 1, Int32(left)) >= 0 || errno == EINTR else {
        throw NoAnswer()
      }
      let count = recv(
        number, buffer.baseAddress! + filled, buffer.count - filled, Int32(MSG_DONTWAIT))
      if count > 0 { filled += count }
      guard count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR)) else {
        throw NoAnswer()
      }
    }
  }
}
