internal import Files
internal import Glibc

/// The version of a server, from the line with which it greets: libnats does not tell it.
enum ServerVersion {
  /// What whoever runs a server should know of it, which listens at `nats://host:port`.
  static func notes(of url: String) -> [String] {
    guard let version = read(url) else { return [] }
    let numbers = version.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
    guard numbers.count >= 3 else { return [] }
    var notes: [String] = []
    if numbers.lexicographicallyPrecedes([2, 10, 27]) {
      notes.append("nats-server \(version) is older than 2.10.27, which mends CVE-2025-30215")
    }
    if numbers.lexicographicallyPrecedes([2, 10, 0]) {
      notes.append(
        "nats-server \(version) writes to the disk once in a minute: after a loss of power "
          + "everywhere, mail that it had may be missing")
    }
    return notes
  }

  private static func read(_ url: String) -> String? {
    let place = url.drop { $0 != "/" }.dropFirst(2)
    guard let colon = place.lastIndex(of: ":") else { return nil }
    let host = String(place[..<colon].filter { !"[]".contains($0) })
    let port = String(place[place.index(after: colon)...])
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, port, &hints, &found) == 0, let found else { return nil }
    defer { freeaddrinfo(found) }
    let number = socket(
      found.pointee.ai_family, found.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { return nil }
    let file = Descriptor(number, path: url)
    var time = timeval(tv_sec: 3, tv_usec: 0)
    setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    guard connect(number, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else { return nil }
    var line = [UInt8](repeating: 0, count: 8192)
    let count = recv(file.number, &line, line.count, 0)
    let text = line.prefix(max(0, count)).drop { $0 != 0x7b }.prefix { $0 != 0x0d }
    guard let greeting = try? JSONParser.foreignObject(Array(text)) else { return nil }
    return try? greeting.string("version")
  }
}
