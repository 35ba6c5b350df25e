import Foundation
import Glibc
import TestSupport

/// A server of this machine's packages on loopback, for one test.
final class TestServer {
  let port: Int
  private let process = Process()

  /// A port that nothing listens at.
  static func freePort() throws -> Int {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(number) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(number, $0, size) == 0 && getsockname(number, $0, &size) == 0
      }
    }
    guard bound else { throw CocoaError(.featureUnsupported) }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Starts `program`, and returns when it takes connections at `port`. What it says goes to `log`.
  init(
    _ program: String, _ arguments: [String], port: Int, log: String,
    environment: [String: String] = ["PATH": "/usr/sbin:/usr/bin:/bin"]
  ) throws {
    self.port = port
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    try Data().write(to: URL(filePath: log))
    process.standardOutput = FileHandle(forWritingAtPath: log)
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    for _ in 0..<500 {
      if Self.answers(port) { return }
      guard process.isRunning else { break }
      usleep(20_000)
    }
    let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    throw ExternalProgram.Failure.said("\(program) does not answer: \(said.suffix(2000))")
  }

  static func answers(_ port: Int) -> Bool {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(number) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  /// Returns when the server stands still: its threads may answer for a moment after the signal.
  func pause() {
    kill(process.processIdentifier, SIGSTOP)
    var facts = siginfo_t()
    waitid(P_PID, id_t(process.processIdentifier), &facts, WSTOPPED | WNOWAIT)
  }
  func resume() { kill(process.processIdentifier, SIGCONT) }

  deinit {
    kill(process.processIdentifier, SIGCONT)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
