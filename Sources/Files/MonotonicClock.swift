internal import Glibc

/// Time that nobody sets: for deadlines and for how long work has taken, never for dates.
package enum MonotonicClock {
  /// Milliseconds since the machine started, without the time that it slept.
  package static var milliseconds: Int { read(CLOCK_MONOTONIC) / 1_000_000 }

  /// Seconds since the machine started, without the time that it slept.
  package static var seconds: Double { Double(read(CLOCK_MONOTONIC)) / 1e9 }

  /// Seconds since the machine started, with the time that it slept.
  package static var secondsWithSleep: Double { Double(read(CLOCK_BOOTTIME)) / 1e9 }

  /// Nanoseconds of `clock`.
  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
