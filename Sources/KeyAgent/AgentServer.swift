internal import CLinux
internal import Files
internal import Glibc
internal import Secrets

/// The agent's one loop: it serves its own user's processes one after another, in one thread, so
/// that guesses at the PIN are counted one by one.
final class AgentServer {
  /// With more clients than this, those that have been silent longest go.
  private static let mostClients = 512
  /// Seconds that a client may take to say what it wants.
  private static let patience = 1
  /// Seconds after which it looks whether its socket still is its own.
  private static let longestWait = 10

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
  /// Those that have been there longest come first.
  private var clients: [Client] = []

  init(_ socket: AgentSocket, _ held: consuming HeldKey) throws {
    self.socket = socket
    listener = try socket.listen()
    inode = socket.inode()
    self.held = held
  }

  /// Serves until nothing is held any more, a signal asks it to end, or nobody can reach it.
  func run() {
    while !held.isGone, clinux_end_requested() == 0, isReachable {
      var polled = [pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)]
      polled += clients.map { pollfd(fd: $0.connection.number, events: Int16(POLLIN), revents: 0) }
      let ready = poll(&polled, nfds_t(polled.count), timeout)
      if ready < 0, errno != EINTR { break }
      held.age(to: .now)
      if ready > 0 { serve(polled) }
      dropTheSilent()
    }
    held.forget()
    leave()
  }

  /// Whether the socket is this agent's: when another has taken its place, or nothing has, neither
  /// key nor lock would ever be asked for here.
  private var isReachable: Bool { inode != nil && socket.inode() == inode }

  /// Takes the socket away, so that nobody asks an agent that has nothing to give.
  private func leave() {
    if isReachable { try? Directories.removeFile(socket.path) }
  }

  /// Milliseconds until something falls due.
  private var timeout: Int32 {
    let status = held.status(at: .now)
    var seconds = min(
      status.totalLeft, held.needsPIN ? status.totalLeft : status.idleLeft, Self.longestWait)
    if !clients.isEmpty { seconds = min(seconds, Self.patience) }
    return Int32(max(0, seconds) * 1000 + 100)
  }

  private func serve(_ polled: [pollfd]) {
    for (index, entry) in polled.enumerated().dropFirst().reversed() where entry.revents != 0 {
      if !read(index - 1) { clients.remove(at: index - 1) }
    }
    if polled[0].revents & Int16(POLLIN) != 0 { accept() }
  }

  /// Hears those whose time is over a last time: they may have waited for others' guesses.
  private func dropTheSilent() {
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
      // No descriptor to be had: let others finish first.
      if errno == EMFILE || errno == ENFILE { usleep(50_000) }
      return
    }
    let connection = Descriptor(number, path: listener.path)
    guard clinux_peer_uid(number) == geteuid() else { return }
    let deadline = HeldKey.Moment.now.monotonic + Self.patience
    clients.append(Client(connection: connection, deadline: deadline))
    // Most have said already what they want.
    if !read(clients.count - 1) { clients.removeLast() }
  }

  /// Takes what a client sent; false when it is done or not worth listening to any longer.
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
    return hear(received, index)
  }

  /// Answers what is whole; true while more is to come.
  private func hear(_ received: [UInt8], _ index: Int) -> Bool {
    do throws(AgentMessage.NotOurs) {
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
      Self.send(held.isGone ? .gone : .needsPIN, [], number)
    case .pin:
      guard !content.isEmpty else { return Self.send(.gone, [], number) }
      let pin = SecretBytes(count: content.count) { $0.copyBytes(from: content) }
      switch held.release(pin, at: .now) {
      case .key(let key): Self.send(key, number)
      case .wrong(let left): Self.send(.wrongPIN, [UInt8(left)], number)
      case .gone: Self.send(.gone, [], number)
      }
    case .lock:
      held.forget()
      // Gone before the answer: what comes after it finds the place free.
      leave()
      Self.send(.gone, [], number)
    case .status: Self.send(.here, held.status(at: .now).encoded, number)
    case nil: Self.send(.gone, [], number)
    }
  }

  private static func send(_ answer: AgentMessage.Answer, _ content: [UInt8], _ number: Int32) {
    let message = AgentMessage.header(answer.rawValue, count: content.count) + content
    Glibc.send(number, message, message.count, withoutWaiting)
  }

  /// Sends the key out of guarded memory, without a copy.
  private static func send(_ key: SecretBytes, _ number: Int32) {
    let header = AgentMessage.header(AgentMessage.Answer.here.rawValue, count: key.count)
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
