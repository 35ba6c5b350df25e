internal import Files
internal import Glibc

/// One connection to a receiver, over which one message goes (MLLP, release 1).
final class Connection {
  private let socket: Int32
  private let timeout: Int

  /// What an answer may be at most.
  private static let longestAnswer = 65536
  /// The bytes each second that a receiver must take, on average.
  private static let slowest = 16384
  private static let end: [UInt8] = [0x1c, 0x0d]

  /// Throws ``Delivery`` when nobody answers there.
  init(to task: DeliveryTask) throws {
    timeout = task.timeout
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(task.host, task.port, &hints, &list) == 0 else {
      throw Delivery.unsent("there is no host of that name")
    }
    defer { freeaddrinfo(list) }
    let deadline = MonotonicClock.milliseconds + task.timeout * 1000
    var place = list
    var reason = "no connection"
    while let address = place?.pointee {
      let socket = Glibc.socket(
        address.ai_family, address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue),
        address.ai_protocol)
      if socket >= 0 {
        let error = Self.connect(socket, address, deadline)
        if error == 0 {
          self.socket = socket
          return
        }
        reason = error == ETIMEDOUT ? "no connection in time" : String(cString: strerror(error))
        close(socket)
      }
      place = address.ai_next
    }
    throw Delivery.unsent(reason)
  }

  deinit { close(socket) }

  /// 0, or what went wrong.
  private static func connect(_ socket: Int32, _ address: addrinfo, _ deadline: Int) -> Int32 {
    if Glibc.connect(socket, address.ai_addr, address.ai_addrlen) == 0 { return 0 }
    guard errno == EINPROGRESS else { return errno }
    guard wait(socket, POLLOUT, deadline) else { return ETIMEDOUT }
    var (error, size) = (Int32(0), socklen_t(4))
    getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size)
    return error
  }

  private static func wait(_ socket: Int32, _ events: Int32, _ deadline: Int) -> Bool {
    while true {
      let left = deadline - MonotonicClock.milliseconds
      guard left > 0 else { return false }
      var waiting = pollfd(fd: socket, events: Int16(events), revents: 0)
      if poll(&waiting, 1, Int32(min(left, 60_000))) > 0 { return true }
    }
  }

  /// Passes on what `input` has, through the end of the frame. The receiver has no whole message
  /// before that end: a failure here is ``Delivery/unsent(_:)``.
  func send(_ input: Descriptor) throws {
    let start = MonotonicClock.milliseconds
    var sent = 0
    var tail: [UInt8] = []
    while tail != Self.end {
      let piece = try [UInt8](unsafeUninitializedCapacity: 65536) { buffer, filled in
        filled = try input.readSome(into: UnsafeMutableRawBufferPointer(buffer))
      }
      guard !piece.isEmpty else { throw Delivery.unsent("the message was not finished") }
      tail = Array((tail + piece.suffix(2)).suffix(2))
      let deadline = start + (timeout + (sent + piece.count) / Self.slowest) * 1000
      try write(piece, deadline)
      sent += piece.count
    }
  }

  private func write(_ bytes: [UInt8], _ deadline: Int) throws {
    var written = 0
    while written < bytes.count {
      guard Self.wait(socket, POLLOUT, deadline) else {
        throw Delivery.unsent("the receiver did not take the message in time")
      }
      let count = bytes.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress! + written, bytes.count - written, 0)
      }
      if count < 0, errno == EAGAIN || errno == EINTR { continue }
      guard count > 0 else {
        throw Delivery.unsent("the receiver cut the connection before it had the message")
      }
      written += count
    }
  }

  /// Waits for the answer: a frame that begins with 0x0b and ends with 0x1c 0x0d.
  func acknowledgement(of controlID: String) -> Delivery {
    let deadline = MonotonicClock.milliseconds + timeout * 1000
    var bytes: [UInt8] = []
    while true {
      if let start = bytes.firstIndex(of: 0x0b), let end = bytes[start...].firstRange(of: Self.end)
      {
        return .read(Array(bytes[(start + 1)..<end.lowerBound]), of: controlID)
      }
      guard bytes.count <= Self.longestAnswer else { return .unknown("the answer is too long") }
      guard Self.wait(socket, POLLIN, deadline) else { return .unknown("no answer in time") }
      var piece = [UInt8](repeating: 0, count: 4096)
      let count = recv(socket, &piece, piece.count, 0)
      if count < 0, errno == EAGAIN || errno == EINTR { continue }
      guard count > 0 else { return .unknown("the connection was cut before an answer") }
      bytes += piece.prefix(count)
    }
  }
}
