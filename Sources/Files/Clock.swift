internal import Glibc

/// Where the present comes from. Passed in, so that tests choose the day.
package struct Clock: Sendable {
  package var now: @Sendable () -> Timestamp

  package init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

  /// The machine's own clock.
  package static let system = Clock { Timestamp(unix: Glibc.time(nil)) }

  /// A clock that stands still.
  package static func fixed(_ moment: Timestamp) -> Clock { Clock { moment } }

  package var today: Day { now().day }
}
