internal import CLinux
internal import Files
internal import Glibc
internal import Secrets

/// The agent's only loop. It serves the processes of its own user one after another, in one thread,
/// so that wrong PINs are counted one by one.
final class AgentServer {
  /// With more clients than this, the oldest ones are dropped.
  private static let mostClients = 512
  /// Seconds that a client may take to send its request.
  private static let timeLimit = 1
  /// Seconds after which the agent checks again whether the socket is still its own.
  private static let longestWait = 10

  private static let withoutWaiting = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)

  private struct Client {
    let connection: Descriptor
    var received: [UInt8] = []
    let deadline: Int
  }

  private let listener: Descriptor
  private let socket: AgentSocket
  /// The socket's own file. Another agent may have replaced it.
  private let inode: UInt64
  private var held: HeldKey
  /// The oldest clients come first.
  private var clients: [Client] = []

  init(_ socket: AgentSocket, _ held: consuming HeldKey) throws {
    self.socket = socket
    (listener, inode) = try socket.listen()
    self.held = held
  }

  /// Serves until no key is held any more, a signal asks it to end, or its socket is lost.
  func run() {
    while !held.isGone, clinux_end_requested() == 0, isReachable {
      var polled = [pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)]
      polled += clients.map { pollfd(fd: $0.connection.number, events: Int16(POLLIN), revents: 0) }
      let ready = poll(&polled, nfds_t(polled.count), timeout)
      if ready < 0, errno != EINTR { break }
      held.age(to: .now)
      if ready > 0 { serve(polled) }
      dropLateClients()
    }
    held.forget()
    removeSocket()
  }

  /// Whether the socket is still this agent's. If it was replaced or removed, no request can reach
  /// this agent any more.
  private var isReachable: Bool { socket.inode() == inode }

  /// Removes the socket, so that no client asks an agent without a key.
  private func removeSocket() {
    if isReachable { try? Directories.removeFile(socket.path) }
  }

  /// Milliseconds until the next deadline.
  private var timeout: Int32 {
    let status = held.status(at: .now)
    var seconds = min(
      status.totalLeft, held.needsPIN ? status.totalLeft : status.idleLeft, Self.longestWait)
    if !clients.isEmpty { seconds = min(seconds, Self.timeLimit) }
    return Int32(max(0, seconds) * 1000 + 100)
  }

  private func serve(_ polled: [pollfd]) {
    for (index, entry) in polled.enumerated().dropFirst().reversed() where entry.revents != 0 {
      if !read(index - 1) { clients.remove(at: index - 1) }
    }
    if polled[0].revents & Int16(POLLIN) != 0 { accept() }
  }

  /// Drops clients whose time is over. It reads from them once more, because they may have waited
  /// while other clients' PINs were checked.
  private func dropLateClients() {
    let now = HeldKey.Moment.now.monotonic
    for index in clients.indices.reversed() where clients[index].deadline < now {
      _ = read(index)
      clients.remove(at: index)
    }
  }

  private func accept() {
    if clients.count >= Self.mostClients { clients.removeFirst() }
    var number = clinux_accept(listener.number)
    if number < 0, errno == EMFILE || errno == ENFILE, !clients.isEmpty {
      clients.removeFirst()
      number = clinux_accept(listener.number)
    }
    guard number >= 0 else {
      // There is no free descriptor. Other processes must finish first.
      if errno == EMFILE || errno == ENFILE { usleep(50_000) }
      return
    }
    let connection = Descriptor(number, path: listener.path)
    guard clinux_peer_uid(number) == geteuid() else { return }
    let deadline = HeldKey.Moment.now.monotonic + Self.timeLimit
    clients.append(Client(connection: connection, deadline: deadline))
    // Most clients have already sent their request.
    if !read(clients.count - 1) { clients.removeLast() }
  }

  /// Reads from a client. False when the client is finished, has left or sent something malformed.
  private func read(_ index: Int) -> Bool {
    var buffer = [UInt8](
      repeating: 0, count: AgentMessage.headerSize + AgentMessage.longest)
    defer { wipe(&buffer) }
    let count = recv(
      clients[index].connection.number, &buffer, buffer.count, Self.withoutWaiting)
    guard count > 0 else { return count < 0 && errno == EAGAIN }
    var received = clients[index].received + buffer[..<count]
    defer { wipe(&received) }
    wipe(&clients[index].received)
    return handle(received, index)
  }

  /// Answers a complete request. True while the request is incomplete.
  private func handle(_ received: [UInt8], _ index: Int) -> Bool {
    do throws(AgentMessage.Malformed) {
      if let (kind, count) = try AgentMessage.header(in: received) {
        let content = received.dropFirst(AgentMessage.headerSize)
        if content.count >= count {
          answer(kind, content.prefix(count), clients[index].connection.number)
          return false
        }
      }
      clients[index].received = received
      return true
    } catch {
      return false
    }
  }

  private func answer(_ kind: UInt8, _ content: ArraySlice<UInt8>, _ number: Int32) {
    switch AgentMessage.Request(rawValue: kind) {
    case .key:
      if let key = held.take(at: .now) { return Self.send(key, number) }
      Self.send(held.isGone ? .forgotten : .needsPIN, [], number)
    case .glance:
      if let key = held.glance(at: .now) { return Self.send(key, number) }
      Self.send(held.isGone ? .forgotten : .needsPIN, [], number)
    case .pin:
      guard !content.isEmpty else { return Self.send(.forgotten, [], number) }
      let pin = SecretBytes(count: content.count) { $0.copyBytes(from: content) }
      switch held.release(pin, at: .now) {
      case .key(let key): Self.send(key, number)
      case .wrong(let left): Self.send(.wrongPIN, [UInt8(left)], number)
      case .gone: Self.send(.forgotten, [], number)
      }
    case .lock:
      held.forget()
      // The socket is removed before the answer, so that the client can start a new agent at once.
      removeSocket()
      Self.send(.forgotten, [], number)
    case .status: Self.send(.value, held.status(at: .now).encoded, number)
    case nil: Self.send(.forgotten, [], number)
    }
  }

  private static func send(_ answer: AgentMessage.Answer, _ content: [UInt8], _ number: Int32) {
    let message = AgentMessage.header(answer.rawValue, count: content.count) + content
    Glibc.send(number, message, message.count, withoutWaiting)
  }

  /// Sends the key from guarded memory, without a copy.
  private static func send(_ key: SecretBytes, _ number: Int32) {
    let header = AgentMessage.header(AgentMessage.Answer.value.rawValue, count: key.count)
    Glibc.send(number, header, header.count, withoutWaiting)
    key.withUnsafeBytes { _ = Glibc.send(number, $0.baseAddress, $0.count, withoutWaiting) }
  }
}

extension HeldKey.Moment {
  static var now: Self {
    Self(
      boot: Int(MonotonicClock.secondsWithSleep), monotonic: Int(MonotonicClock.seconds))
  }
}
