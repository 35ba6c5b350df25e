internal import CLinux
internal import Glibc
internal import Synchronization

/// The name of a file that is to go unless it is kept: removed when this is let go, and when a
/// signal ends the process.
package final class TemporaryFile: Sendable {
  package let path: String
  private let slot: Atomic<Int32>
  private static let kept: Int32 = -2

  package init(_ path: String) {
    self.path = path
    slot = Atomic(clinux_cleanup_add(path))
  }

  /// The file has another name by now, or belongs to someone else: it stays.
  package func keep() {
    clinux_cleanup_remove(slot.exchange(Self.kept, ordering: .acquiringAndReleasing))
  }

  package var isKept: Bool { slot.load(ordering: .acquiring) == Self.kept }

  deinit {
    guard !isKept else { return }
    unlink(path)
    keep()
  }
}

/// What a process does about the signals that end it.
package enum Signals {
  /// From now on such a signal removes temporary files and shows the terminal's echo before the
  /// process dies by it.
  package static func cleanUpWhenEnded() { clinux_install_handlers() }

  /// Runs `body` to its end; a signal that comes meanwhile acts after it.
  package static func held<Result>(_ body: () throws -> Result) rethrows -> Result {
    clinux_signals_hold()
    defer { clinux_signals_release() }
    return try body()
  }
}

/// A process that handles secrets.
package enum Process {
  /// Keeps the numbers of closed standard streams from being taken by other files.
  package static func fillStandardStreams() { clinux_fill_standard_streams() }

  /// How many files the process may have open.
  package static var mostOpenFiles: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 256 }
    return Int(clamping: limit.rlim_cur)
  }

  /// Leaves no core behind and cannot be looked into by other processes of its user.
  package static func forbidDumps() { clinux_forbid_dumps() }
}
