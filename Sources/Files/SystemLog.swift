internal import Glibc

/// The machine's own log, behind the socket that every program writes to.
package enum SystemLog {
  package static let path = "/dev/log"

  /// Sends one message, without waiting for anybody. False when nobody took it.
  @discardableResult
  package static func send(_ message: [UInt8]) -> Bool {
    guard let connection = connected() else { return false }
    return Glibc.send(
      connection.number, message, message.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      == message.count
  }

  /// Whether something listens there.
  package static var isThere: Bool { connected() != nil }

  private static func connected() -> Descriptor? {
    let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let number = socket(AF_UNIX, kind, 0)
    guard number >= 0 else { return nil }
    let connection = Descriptor(number, path: path)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(number, $0, size) }
    }
    return status == 0 ? connection : nil
  }
}
