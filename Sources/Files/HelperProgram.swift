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

/// Another program that answers questions over pipes: lines, and bytes that follow them.
///
/// It gets a session of its own, only the named environment variables, only its three standard
/// descriptors (standard error is discarded), and the root as its folder. It is ended when the last
/// reference to this is released. After an error it cannot be asked again.
package final class HelperProgram {
  private let running: Running
  private let input: Descriptor
  private let output: Descriptor
  private var buffered: [UInt8] = []

  private enum Running {
    case here(pid_t)
    case kept(HelperKeeper)
  }

  /// Starts the program at `path` with `words`, or has `keeper` start it without. Throws
  /// ``HelperError/missing``.
  package init(
    _ path: String, _ words: [String] = [], environment: [String: String],
    by keeper: HelperKeeper? = nil
  ) throws {
    var (toHelper, fromHelper): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard clinux_pipe(&toHelper) == 0 else { throw FileError("create", "a pipe") }
    let input = Descriptor(toHelper[1], path: path)
    let itsInput = Descriptor(toHelper[0], path: path)
    guard clinux_pipe(&fromHelper) == 0 else { throw FileError("create", "a pipe") }
    output = Descriptor(fromHelper[0], path: path)
    let itsOutput = Descriptor(fromHelper[1], path: path)
    self.input = input
    // Whoever does not read keeps nobody waiting longer than was agreed.
    _ = fcntl(input.number, F_SETFL, O_NONBLOCK)
    if let keeper {
      guard clinux_keeper_start(keeper.control.number, itsInput.number, itsOutput.number) == 0
      else { throw HelperError.ended }
      running = .kept(keeper)
    } else {
      running = .here(
        try Self.spawn(path, words, environment, itsInput.number, itsOutput.number))
    }
  }

  /// Starts `path` with `words`. Throws ``HelperError/missing``.
  static func spawn(
    _ path: String, _ words: [String], _ environment: [String: String], _ input: Int32,
    _ output: Int32
  ) throws -> pid_t {
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    var arguments = ([path] + words).map { strdup($0.systemBytes) } + [nil]
    defer { (variables + arguments).forEach { free($0) } }
    let process = clinux_spawn(path.systemBytes, &arguments, &variables, input, output)
    guard process > 0 else { throw HelperError.missing }
    return process
  }

  deinit {
    switch running {
    case .kept(let keeper): _ = clinux_keeper_stop(keeper.control.number)
    case .here(let process):
      // Its session, with every process that it started.
      kill(-process, SIGKILL)
      kill(process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
  }

  /// Writes `question` as a line, and waits at most `timeout` seconds for an answer: one line of at
  /// most `limit` bytes.
  package func ask(_ question: [UInt8], timeout: Int, limit: Int) throws -> [UInt8] {
    let deadline = Deadline(seconds: timeout)
    try send(question + [0x0a], by: deadline)
    return try line(limit: limit, by: deadline)
  }

  /// When it is too late.
  package struct Deadline {
    private let end: Int

    package init(seconds: Int) { end = MonotonicClock.milliseconds + seconds * 1000 }

    /// Waits until `descriptor` is ready. Throws ``HelperError/timedOut``.
    fileprivate func wait(for descriptor: Descriptor, _ events: Int32) throws {
      while true {
        let left = end - MonotonicClock.milliseconds
        guard left > 0 else { throw HelperError.timedOut }
        var waiting = pollfd(fd: descriptor.number, events: Int16(events), revents: 0)
        if poll(&waiting, 1, Int32(min(left, 60_000))) > 0 { return }
      }
    }
  }

  /// Passes `bytes` to the program.
  package func send(_ bytes: [UInt8], by deadline: Deadline) throws {
    try Self.send(bytes, to: input, by: deadline)
  }

  static func send(_ bytes: [UInt8], to input: Descriptor, by deadline: Deadline) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        clinux_write_quietly(input.number, $0.baseAddress! + sent, bytes.count - sent)
      }
      if count > 0 {
        sent += count
      } else {
        guard errno == EAGAIN else { throw HelperError.ended }
        try deadline.wait(for: input, POLLOUT)
      }
    }
  }

  /// The next line of what the program says, without its LF, of at most `limit` bytes.
  package func line(limit: Int, by deadline: Deadline) throws -> [UInt8] {
    var searched = 0
    while true {
      if let feed = buffered[searched...].firstIndex(of: 0x0a) {
        defer { buffered.removeSubrange(...feed) }
        guard feed <= limit else { throw HelperError.tooLong }
        return Array(buffered[..<feed])
      }
      guard buffered.count <= limit else { throw HelperError.tooLong }
      searched = buffered.count
      buffered += try Self.more(from: output, by: deadline)
    }
  }

  /// The next `count` bytes of what the program says, in pieces.
  package func receive(
    _ count: Int, by deadline: Deadline, _ take: ([UInt8]) throws -> Void
  ) throws {
    var left = count
    while left > 0 {
      let piece = buffered.isEmpty ? try Self.more(from: output, by: deadline) : buffered
      buffered = Array(piece.dropFirst(left))
      let taken = piece.count > left ? Array(piece.prefix(left)) : piece
      try take(taken)
      left -= taken.count
    }
  }

  /// What `output` has, at least a byte. Throws ``HelperError/ended`` at its end.
  static func more(from output: Descriptor, by deadline: Deadline) throws -> [UInt8] {
    try deadline.wait(for: output, POLLIN)
    let piece = try [UInt8](unsafeUninitializedCapacity: 65536) { buffer, filled in
      let count = retrying { read(output.number, buffer.baseAddress, buffer.count) }
      guard count > 0 else { throw HelperError.ended }
      filled = count
    }
    return piece
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
