internal import CLinux
internal import Glibc

/// Another program that runs once, with something on its standard input, and is waited for. It ends
/// with the session of this process, and when its time is up.
package struct ChildProgram {
  private let path: String
  private let environment: [String: String]

  package init(_ path: String, environment: [String: String]) {
    self.path = path
    self.environment = environment
  }

  package struct Outcome {
    /// The exit status; nil when a signal ended it, or its time was up.
    package let status: Int32?
    /// The end of what it said on standard error.
    package let errors: [UInt8]
  }

  private static let mostErrors = 4096
  /// Bytes that it can say on standard error; more are refused to it.
  private static let mostSaid = 1 << 20

  /// Runs the program with `words`. `input` gives the next bytes of its standard input, none at the
  /// end. `output` takes what it prints. After `seconds` it is ended.
  package func run(
    _ words: [String], seconds: Int, input: (() throws -> [UInt8])? = nil,
    output: ([UInt8]) throws -> Void
  ) throws -> Outcome {
    let errors = try Descriptor.inMemory(as: path, taking: Self.mostSaid)
    var (toChild, fromChild): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard clinux_pipe(&toChild) == 0 else { throw FileError("create", "a pipe") }
    var inlet: Descriptor? = Descriptor(toChild[1], path: path)
    var itsInput: Descriptor? = Descriptor(toChild[0], path: path)
    guard clinux_pipe(&fromChild) == 0 else { throw FileError("create", "a pipe") }
    let outlet = Descriptor(fromChild[0], path: path)
    var itsOutput: Descriptor? = Descriptor(fromChild[1], path: path)
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    var arguments = ([path] + words).map { strdup($0.systemBytes) } + [nil]
    defer { (variables + arguments).forEach { free($0) } }
    let process = clinux_spawn_child(
      path.systemBytes, &arguments, &variables, toChild[0], fromChild[1], errors.number)
    guard process > 0 else { throw HelperError.missing }
    (itsInput, itsOutput) = (nil, nil)
    _ = (itsInput, itsOutput)
    let deadline = HelperProgram.Deadline(seconds: seconds)
    do {
      if let input, let inlet { try Self.feed(input, to: inlet, by: deadline) }
      inlet = nil
      try Self.read(outlet, by: deadline, output)
    } catch HelperError.timedOut {
      Self.end(process)
      return Outcome(status: nil, errors: Array("it did not end in time".utf8))
    } catch {
      Self.end(process)
      throw error
    }
    return Outcome(status: Self.wait(process), errors: Self.tail(errors))
  }

  private static func feed(
    _ input: () throws -> [UInt8], to inlet: Descriptor, by deadline: HelperProgram.Deadline
  ) throws {
    _ = fcntl(inlet.number, F_SETFL, O_NONBLOCK)
    while true {
      let piece = try input()
      guard !piece.isEmpty else { return }
      // One that ended early says why.
      do { try HelperProgram.send(piece, to: inlet, by: deadline) } catch HelperError.ended {
        return
      }
    }
  }

  private static func read(
    _ outlet: Descriptor, by deadline: HelperProgram.Deadline, _ take: ([UInt8]) throws -> Void
  ) throws {
    while true {
      do { try take(HelperProgram.more(from: outlet, by: deadline)) } catch HelperError.ended {
        return
      }
    }
  }

  private static func tail(_ errors: Descriptor) -> [UInt8] {
    let size = errors.written
    let start = max(0, size - mostErrors)
    return
      (try? [UInt8](unsafeUninitializedCapacity: size - start) { buffer, filled in
        filled = try errors.read(into: UnsafeMutableRawBufferPointer(buffer), at: start)
      }) ?? []
  }

  private static func end(_ process: pid_t) {
    kill(process, SIGKILL)
    _ = wait(process)
  }

  private static func wait(_ process: pid_t) -> Int32? {
    var status: Int32 = 0
    guard retrying({ waitpid(process, &status, 0) }) == process, status & 0x7f == 0 else {
      return nil
    }
    return status >> 8 & 0xff
  }
}
