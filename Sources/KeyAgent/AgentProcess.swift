internal import CLinux
internal import Files
internal import Glibc
package import Secrets

/// Starting an agent, and being one.
///
/// The agent is this program under a hidden verb, in a session of its own, with nothing of its
/// caller's: no terminal, no descriptor, no folder. The key reaches it through a pipe.
package enum AgentProcess {
  /// The hidden verb.
  package static let verb = "agent-serve"

  /// Descriptors under which the new process finds its two pipes.
  private static let (inlet, outlet): (Int32, Int32) = (3, 4)

  package struct Terms: Sendable {
    /// Seconds without a request until the key is forgotten, or a PIN is needed.
    package var idle: Int
    /// Seconds until the key is forgotten in any case.
    package var total: Int

    package init(idle: Int, total: Int) {
      self.idle = idle
      self.total = total
    }
  }

  private enum Report: UInt8 {
    case ready = 0
    case memoryNotLocked = 1
    case failed = 2
  }

  /// Starts an agent that holds `key` at `socket`; returns once it listens.
  package static func start(
    _ socket: AgentSocket, key: SecretBytes, pin: SecretBytes?, terms: Terms
  ) throws {
    try socket.prepare()
    let toAgent = try pipe()
    var fromAgent: Pipe? = try pipe()
    let answers = fromAgent?.outlet
    guard let outlet = fromAgent?.inlet.number,
      clinux_spawn_detached(verb, toAgent.outlet.number, outlet) == 0
    else { throw AgentError.notStarted }
    // The writing end is the agent's alone from here on, so that its death ends the wait.
    fromAgent = nil
    var message: [UInt8] = []
    for number in [terms.idle, terms.total] { message.append(bigEndian: UInt64(number)) }
    for text in [socket.folder, socket.name] {
      message.append(bigEndian: UInt32(text.utf8.count))
      message += Array(text.utf8)
    }
    message.append(bigEndian: UInt32(pin?.count ?? 0))
    message += key.copy() + (pin?.copy() ?? [])
    defer { wipe(&message) }
    try toAgent.inlet.write(message)
    try report(answers)
  }

  /// What is written to `inlet` comes out of `outlet`.
  private struct Pipe {
    let outlet: Descriptor
    let inlet: Descriptor
  }

  private static func pipe() throws -> Pipe {
    var ends: [Int32] = [0, 0]
    guard clinux_pipe(&ends) == 0 else { throw FileError("create", "a pipe") }
    return Pipe(
      outlet: Descriptor(ends[0], path: "a pipe"), inlet: Descriptor(ends[1], path: "a pipe"))
  }

  private static func report(_ pipe: Descriptor?) throws {
    switch try pipe?.read(upTo: 1).first.flatMap(Report.init) {
    case .ready: return
    case .memoryNotLocked: throw AgentError.memoryNotLocked
    default: throw AgentError.notStarted
    }
  }

  /// What the hidden verb does: takes the key from the pipe, listens, and serves until the end.
  package static func serve() throws {
    clinux_request_end_on_signals()
    var outlet: Descriptor? = Descriptor(Self.outlet, path: "a pipe")
    func tell(_ report: Report) {
      try? outlet?.write([report.rawValue])
      outlet = nil
    }
    do {
      let (socket, held) = try receive(Descriptor(inlet, path: "a pipe"))
      guard held.isMemoryLocked else { return tell(.memoryNotLocked) }
      let server = try AgentServer(socket, held)
      tell(.ready)
      server.run()
    } catch {
      tell(.failed)
    }
  }

  private static func receive(_ pipe: Descriptor) throws -> (AgentSocket, HeldKey) {
    func number(_ count: Int) throws -> Int { Int(try pipe.read(upTo: count).bigEndianInteger) }
    func text() throws -> String {
      String(decoding: try pipe.read(upTo: try number(4)), as: UTF8.self)
    }
    let (idle, total) = (try number(8), try number(8))
    let socket = AgentSocket(folder: try text(), name: try text())
    let pinSize = try number(4)
    var key = try pipe.read(upTo: 32)
    var pin = try pipe.read(upTo: pinSize)
    guard key.count == 32, pin.count == pinSize else { throw AgentError.notStarted }
    let held = HeldKey(
      SecretBytes(moving: &key), pin: pin.isEmpty ? nil : SecretBytes(moving: &pin), idle: idle,
      total: total, now: .now)
    guard let held else { throw AgentError.notStarted }
    return (socket, held)
  }
}
