internal import CLinux
internal import Glibc
internal import Synchronization

/// The name of a temporary file. Unless it is kept, the file is removed when this is released, and
/// when a signal ends the process.
package final class TemporaryFile: Sendable {
  package let path: String
  private let slot: Atomic<Int32>
  private static let kept: Int32 = -2

  package init(_ path: String) {
    self.path = path
    slot = Atomic(clinux_cleanup_add(path.systemBytes))
  }

  /// Keeps the file, because it has its final name or another owner.
  package func keep() {
    clinux_cleanup_remove(slot.exchange(Self.kept, ordering: .acquiringAndReleasing))
  }

  package var isKept: Bool { slot.load(ordering: .acquiring) == Self.kept }

  deinit {
    guard !isKept else { return }
    unlink(path.systemBytes)
    keep()
  }
}

/// How a process handles the signals that end it.
package enum Signals {
  /// From now on such a signal first removes temporary files and restores the terminal's echo. Then
  /// it ends the process.
  package static func cleanUpWhenEnded() { clinux_install_handlers() }

  /// From now on such a signal is noted once. The process ends when it has finished its work.
  package static func endGently() { clinux_end_gently() }
  package static var endIsWanted: Bool { clinux_gentle_end() != 0 }

  /// Runs `body` to its end. A signal that arrives meanwhile takes effect after it.
  package static func held<Result>(_ body: () throws -> Result) rethrows -> Result {
    clinux_signals_hold()
    defer { clinux_signals_release() }
    return try body()
  }

  /// Runs `body` to its end although the reader of a pipe is gone: the write throws, and the signal
  /// takes effect after it.
  package static func heldBrokenPipes<Result>(_ body: () throws -> Result) rethrows -> Result {
    clinux_broken_pipes_hold()
    defer { clinux_broken_pipes_release() }
    return try body()
  }
}

/// A process that handles secrets.
package enum Process {
  /// Tells the service manager whose socket is at `socket` how this process stands (sd_notify(3)).
  package static func notify(_ state: String, socket: String) {
    clinux_notify(socket.systemBytes, state)
  }

  /// Makes sure that no other file gets the number of a closed standard stream.
  package static func fillStandardStreams() { clinux_fill_standard_streams() }

  /// What the program was started with, without its own name, as ``SystemText``. Swift's own way of
  /// asking needs /proc, which a container or a folder made a root may lack.
  package static var arguments: [String] {
    (1..<max(1, clinux_argument_count())).compactMap { index in
      clinux_argument(index).map { SystemText.text($0) }
    }
  }

  /// How many files the process may have open.
  package static var mostOpenFiles: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 256 }
    return Int(clamping: limit.rlim_cur)
  }

  /// Writes no core file, and prevents other processes of the user from reading this one's memory.
  package static func forbidDumps() { clinux_forbid_dumps() }
}
