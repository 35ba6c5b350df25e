internal import CLinux
internal import Files
internal import Glibc
package import Secrets

/// Starts an agent, and runs as one.
///
/// The agent is this program with a hidden verb, in a session of its own. It inherits no terminal,
/// descriptor or folder from its caller. It gets the key through a pipe.
package enum AgentProcess {
  /// The hidden verb.
  package static let verb = "agent-serve"

  /// The descriptors of the new process's two pipes.
  private static let (inlet, outlet): (Int32, Int32) = (3, 4)

  package struct Terms: Sendable {
    /// Seconds without a request until the key is forgotten or a PIN is needed.
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

  /// Starts an agent that holds `key` and listens at `socket`. Returns when it listens.
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
    // From here on only the agent has the writing end, so the wait ends if the agent ends.
    fromAgent = nil
    var terms = [UInt8](bigEndian: UInt64(terms.idle)) + [UInt8](bigEndian: UInt64(terms.total))
    for text in [socket.folder, socket.name] {
      terms.append(bigEndian: UInt32(text.utf8.count))
      terms += Array(text.utf8)
    }
    terms.append(bigEndian: UInt32(pin?.count ?? 0))
    try toAgent.inlet.write(terms)
    // Written from guarded memory into the pipe, without a copy.
    try key.withUnsafeBytes { try toAgent.inlet.write($0) }
    try pin?.withUnsafeBytes { try toAgent.inlet.write($0) }
    try report(answers)
  }

  /// Bytes written to `inlet` can be read from `outlet`.
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

  /// Runs the hidden verb: reads the key from the pipe, listens, and serves until the end.
  package static func serve() throws {
    clinux_request_end_on_signals()
    var outlet: Descriptor? = Descriptor(Self.outlet, path: "a pipe")
    func send(_ report: Report) {
      try? outlet?.write([report.rawValue])
      outlet = nil
    }
    do {
      let server = try server(Descriptor(inlet, path: "a pipe"))
      // It has its socket, and needs nothing but those who come to it. An older kernel does
      // without.
      _ = clinux_confine_agent()
      send(.ready)
      server.run()
    } catch AgentError.memoryNotLocked {
      send(.memoryNotLocked)
    } catch {
      send(.failed)
    }
  }

  /// Reads the data from ``start(_:key:pin:terms:)``, and listens.
  private static func server(_ pipe: Descriptor) throws -> AgentServer {
    func number(_ count: Int) throws -> Int {
      let bytes = try pipe.read(upTo: count)
      guard bytes.count == count, bytes.bigEndianInteger < 1 << 32 else {
        throw AgentError.notStarted
      }
      return Int(bytes.bigEndianInteger)
    }
    func text() throws -> String {
      String(decoding: try pipe.read(upTo: min(try number(4), 4096)), as: UTF8.self)
    }
    func secret(_ count: Int) throws -> SecretBytes {
      try SecretBytes(count: count) {
        guard try pipe.read(into: $0) == count else { throw AgentError.notStarted }
      }
    }
    let (idle, total) = (try number(8), try number(8))
    let socket = AgentSocket(folder: try text(), name: try text())
    let pinSize = min(try number(4), AgentMessage.longest)
    let key = try secret(32)
    let pin = pinSize == 0 ? nil : try secret(pinSize)
    guard let held = HeldKey(key, pin: pin, idle: idle, total: total, now: .now) else {
      throw AgentError.notStarted
    }
    guard held.isMemoryLocked else { throw AgentError.memoryNotLocked }
    return try AgentServer(socket, held)
  }
}
