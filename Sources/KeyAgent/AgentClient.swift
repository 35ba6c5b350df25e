internal import CLinux
internal import Files
internal import Glibc
package import Secrets

/// What a verb asks of the agent of its vault. No answer within two seconds is no agent.
package struct AgentClient: Sendable {
  private let socket: AgentSocket

  package init(_ socket: AgentSocket) { self.socket = socket }

  package enum Key {
    case held(SecretBytes)
    case needsPIN
    case none
  }

  /// The master key, if the agent holds it open.
  package func key() throws -> Key {
    guard let (kind, content) = try ask(.key) else { return .none }
    switch AgentMessage.Answer(rawValue: kind) {
    case .here: return Self.secret(content).map(Key.held) ?? .none
    case .needsPIN: return .needsPIN
    default: return .none
    }
  }

  /// The master key, for a PIN. Throws ``AgentError/wrongPIN(left:)`` or
  /// ``AgentError/forgotten``.
  package func key(pin: SecretBytes) throws -> SecretBytes {
    guard let (kind, content) = try ask(.pin, pin.copy()) else { throw AgentError.noAgent }
    switch AgentMessage.Answer(rawValue: kind) {
    case .here:
      guard let key = Self.secret(content) else { throw AgentError.noAgent }
      return key
    case .wrongPIN: throw AgentError.wrongPIN(left: Int(content.first ?? 0))
    default: throw AgentError.forgotten
    }
  }

  /// How the agent stands; nil when there is none.
  package func status() throws -> AgentStatus? {
    try ask(.status).flatMap { AgentStatus($0.content) }
  }

  /// Has the agent forget the key and end; false when there was none.
  package func lock() throws -> Bool { try ask(.lock) != nil }

  private func ask(
    _ request: AgentMessage.Request, _ content: [UInt8] = []
  ) throws -> (kind: UInt8, content: [UInt8])? {
    guard let connection = try socket.connect() else { return nil }
    var message = AgentMessage.encode(request.rawValue, content)
    defer { wipe(&message) }
    clinux_set_timeout(connection.number, request == .pin ? 10 : 2)
    do {
      try connection.write(message)
      var answer: [UInt8] = []
      defer { wipe(&answer) }
      while answer.count < 5 + AgentMessage.longest {
        if let whole = try AgentMessage.decode(answer) { return whole }
        let more = try connection.read(upTo: 1)
        if more.isEmpty { return nil }
        answer += more
      }
    } catch is FileError {
      return nil
    }
    return nil
  }

  private static func secret(_ content: [UInt8]) -> SecretBytes? {
    var content = content
    return content.count == 32 ? SecretBytes(moving: &content) : nil
  }
}
