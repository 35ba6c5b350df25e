internal import Glibc

/// The source of the current time. It is passed in, so that tests can choose the day.
package struct Clock: Sendable {
  package var now: @Sendable () -> Timestamp

  package init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

  /// The machine's own clock.
  package static let system = Clock { Timestamp(unix: Glibc.time(nil)) }

  /// A clock that always shows the same moment.
  package static func fixed(_ moment: Timestamp) -> Clock { Clock { moment } }

  package var today: Day { now().day }
}
