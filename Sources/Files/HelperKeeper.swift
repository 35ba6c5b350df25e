internal import CLinux
internal import Glibc

/// Starts one helper program again and again, for a process that may not start any.
///
/// It is this program with a hidden verb, started while that is still possible, and ends with the
/// last reference to this, or with this process. It has the helper's environment and knows no more
/// than the helper's path.
package final class HelperKeeper: Sendable {
  /// The hidden verb.
  package static let verb = "helper-keep"

  let control: Descriptor
  private let process: pid_t

  /// Keeps the program at `path`. Throws ``HelperError/missing``.
  package init(_ path: String, environment: [String: String]) throws {
    var ends: [Int32] = [-1, -1]
    guard clinux_socket_pair(&ends) == 0 else { throw FileError("create", "a socket") }
    control = Descriptor(ends[0], path: path)
    let itsControl = Descriptor(ends[1], path: path)
    let nothing = try Descriptor.writing("/dev/null")
    process = try HelperProgram.spawn(
      "/proc/self/exe", [Self.verb, path], environment, itsControl.number, nothing.number)
  }

  package var isAlive: Bool {
    var waiting = pollfd(fd: control.number, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) == 0
  }

  deinit {
    shutdown(control.number, Int32(SHUT_RDWR))
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// What the hidden verb does, until whoever started it has ended.
  package static func serve(_ path: String) { clinux_keep(0, path.systemBytes) }
}
