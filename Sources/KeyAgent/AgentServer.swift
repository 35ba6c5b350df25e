internal import CLinux
internal import Files
internal import Glibc
internal import Secrets

/// The agent's one loop: it serves its own user's processes one after another, in one thread, so
/// that guesses at the PIN are counted one by one.
final class AgentServer {
  /// More clients than this are turned away.
  private static let mostClients = 64
  /// Seconds that a client may take to say what it wants.
  private static let patience = 1

  private static let withoutWaiting = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)

  private struct Client {
    let connection: Descriptor
    var received: [UInt8] = []
    let deadline: Int
  }

  private let listener: Descriptor
  private let socket: AgentSocket
  /// The socket's own file: another agent may have put another in its place.
  private let inode: UInt64?
  private var held: HeldKey
  private var clients: [Client] = []

  init(_ socket: AgentSocket, _ held: HeldKey) throws {
    self.socket = socket
    listener = try socket.listen()
    inode = socket.inode()
    self.held = held
  }

  /// Serves until nothing is held any more or a signal asks it to end.
  func run() {
    defer { leave() }
    while !held.isGone, clinux_end_requested() == 0 {
      var polled = [pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)]
      polled += clients.map { pollfd(fd: $0.connection.number, events: Int16(POLLIN), revents: 0) }
      let ready = poll(&polled, nfds_t(polled.count), timeout)
      held.age(to: .now)
      if ready < 0, errno != EINTR { return }
      if ready > 0 { serve(polled) }
      clients.removeAll { $0.deadline < HeldKey.Moment.now.monotonic }
    }
  }

  /// Takes the socket away, so that nobody asks an agent that has nothing to give.
  private func leave() {
    if inode != nil, socket.inode() == inode { try? Directories.removeFile(socket.path) }
  }

  /// Milliseconds until something falls due.
  private var timeout: Int32 {
    let now = HeldKey.Moment.now
    let status = held.status(at: now)
    var seconds = min(status.totalLeft, held.needsPIN ? status.totalLeft : status.idleLeft, 60)
    if !clients.isEmpty { seconds = min(seconds, Self.patience) }
    return Int32(max(0, seconds) * 1000 + 100)
  }

  private func serve(_ polled: [pollfd]) {
    for (index, entry) in polled.enumerated().dropFirst().reversed() where entry.revents != 0 {
      if !read(index - 1) { clients.remove(at: index - 1) }
    }
    if polled[0].revents & Int16(POLLIN) != 0 { accept() }
  }

  private func accept() {
    let number = clinux_accept(listener.number)
    guard number >= 0 else {
      // The table of descriptors is full: let those that are there finish first.
      if errno == EMFILE || errno == ENFILE { usleep(50_000) }
      return
    }
    let connection = Descriptor(number, path: listener.path)
    guard clinux_peer_uid(number) == geteuid(), clients.count < Self.mostClients else { return }
    let deadline = HeldKey.Moment.now.monotonic + Self.patience
    clients.append(Client(connection: connection, deadline: deadline))
  }

  /// Takes what a client sent; false when it is done or not worth listening to any longer.
  private func read(_ index: Int) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 512)
    defer { wipe(&buffer) }
    let count = recv(clients[index].connection.number, &buffer, buffer.count, Self.withoutWaiting)
    guard count > 0 else { return count < 0 && errno == EAGAIN }
    clients[index].received += buffer[..<count]
    do {
      guard let (kind, received) = try AgentMessage.decode(clients[index].received) else {
        return true
      }
      var content = received
      defer { wipe(&content) }
      var answer = answer(kind, &content)
      defer { wipe(&answer) }
      send(clients[index].connection.number, answer, answer.count, Self.withoutWaiting)
      wipe(&clients[index].received)
    } catch {
      return false
    }
    return false
  }

  private func answer(_ kind: UInt8, _ content: inout [UInt8]) -> [UInt8] {
    let now = HeldKey.Moment.now
    switch AgentMessage.Request(rawValue: kind) {
    case .key:
      if let key = held.take(at: now) { return Self.here(key) }
      return AgentMessage.encode(
        (held.isGone ? AgentMessage.Answer.gone : .needsPIN).rawValue)
    case .pin:
      guard !content.isEmpty else { return AgentMessage.encode(AgentMessage.Answer.gone.rawValue) }
      switch held.release(SecretBytes(moving: &content), at: now) {
      case .key(let key): return Self.here(key)
      case .wrong(let left):
        return AgentMessage.encode(AgentMessage.Answer.wrongPIN.rawValue, [UInt8(left)])
      case .gone: return AgentMessage.encode(AgentMessage.Answer.gone.rawValue)
      }
    case .lock:
      held.forget()
      leave()
      return AgentMessage.encode(AgentMessage.Answer.gone.rawValue)
    case .status:
      return AgentMessage.encode(
        AgentMessage.Answer.here.rawValue, held.status(at: now).encoded)
    case nil:
      return AgentMessage.encode(AgentMessage.Answer.gone.rawValue)
    }
  }

  private static func here(_ key: SecretBytes) -> [UInt8] {
    var copy = key.copy()
    defer { wipe(&copy) }
    return AgentMessage.encode(AgentMessage.Answer.here.rawValue, copy)
  }
}

extension HeldKey.Moment {
  static var now: Self { Self(boot: seconds(CLOCK_BOOTTIME), monotonic: seconds(CLOCK_MONOTONIC)) }

  private static func seconds(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec
  }
}
