internal import CLinux
internal import Glibc

/// Why a helper program gave no answer.
package enum HelperError: Error {
  case missing
  case timedOut
  /// It ended, crashed, or closed its output.
  case ended
  case tooLong
}

/// Another program that answers questions line by line over pipes.
///
/// It gets a session of its own, only the named environment variables, only its three standard
/// descriptors (standard error is discarded), and the root as its folder. It is ended when the last
/// reference to this is released.
package final class HelperProgram {
  private let process: pid_t
  private let input: Descriptor
  private let output: Descriptor
  private var buffered: [UInt8] = []

  /// Starts the program at `path`. Throws ``HelperError/missing``.
  package init(_ path: String, environment: [String: String]) throws {
    var (toHelper, fromHelper): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard clinux_pipe(&toHelper) == 0 else { throw FileError("create", "a pipe") }
    let input = Descriptor(toHelper[1], path: path)
    let itsInput = Descriptor(toHelper[0], path: path)
    guard clinux_pipe(&fromHelper) == 0 else { throw FileError("create", "a pipe") }
    output = Descriptor(fromHelper[0], path: path)
    let itsOutput = Descriptor(fromHelper[1], path: path)
    self.input = input
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    var arguments = [strdup(path.systemBytes), nil]
    defer { (variables + arguments).forEach { free($0) } }
    let process = clinux_spawn(
      path.systemBytes, &arguments, &variables, itsInput.number, itsOutput.number)
    guard process > 0 else { throw HelperError.missing }
    self.process = process
  }

  deinit {
    // Its session, with every process that it started.
    kill(-process, SIGKILL)
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// Writes `question` as a line, and waits at most `timeout` seconds for an answer: one line of at
  /// most `limit` bytes. After an error the program cannot be asked again.
  package func ask(_ question: [UInt8], timeout: Int, limit: Int) throws -> [UInt8] {
    let line = question + [0x0a]
    guard clinux_write_quietly(input.number, line, line.count) == line.count else {
      throw HelperError.ended
    }
    let deadline = MonotonicClock.milliseconds + timeout * 1000
    while true {
      if let feed = buffered.firstIndex(of: 0x0a) {
        defer { buffered.removeSubrange(...feed) }
        return Array(buffered[..<feed])
      }
      guard buffered.count <= limit else { throw HelperError.tooLong }
      let left = deadline - MonotonicClock.milliseconds
      guard left > 0 else { throw HelperError.timedOut }
      var waiting = pollfd(fd: output.number, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Int32(min(left, 60_000))) > 0 else { continue }
      var piece = [UInt8](repeating: 0, count: 4096)
      let count = read(output.number, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw HelperError.ended }
      buffered += piece.prefix(count)
    }
  }

  /// The program `name` in the folder of the running program, otherwise on `path`, a list as in
  /// `$PATH`. Only absolute folders are searched, never the current one. Nil when there is no such
  /// program.
  package static func find(_ name: String, path: String?) -> String? {
    var own = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &own, own.count)
    let program = SystemText.text(own.prefix(max(0, length)).map { UInt8(bitPattern: $0) })
    let folders = [Paths.folder(of: program)] + (path ?? "").split(separator: ":").map(String.init)
    return folders.filter { $0.hasPrefix("/") }.map { Paths.join($0, name) }.first { candidate in
      access(candidate.systemBytes, X_OK) == 0
        && ((try? Directories.facts(candidate)) ?? nil)?.isRegularFile == true
    }
  }
}
