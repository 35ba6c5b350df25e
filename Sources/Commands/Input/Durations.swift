internal import Files

/// Spans of time as people type them: `90s 15m 12h 7d 4w`.
enum Durations {
  private static let units: [Character: Int] = [
    "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800,
  ]

  /// Seconds; nil for anything else, or for more than 3650 days.
  static func seconds(_ text: String) -> Int? {
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), count >= 0,
      count <= 3650 * 86400 / unit, text.first?.isNumber == true
    else { return nil }
    return count * unit
  }

  /// A time as RFC 3339 in UTC, or a duration ago.
  static func moment(_ text: String, now: Timestamp) -> Timestamp? {
    Timestamp(text) ?? seconds(text).map { now - $0 }
  }

  /// The moment that an option like `--since` means; nil without one.
  static func since(_ text: String?, _ context: Context) throws -> Timestamp? {
    try text.map { text in
      guard let moment = moment(text, now: context.clock.now()) else {
        throw Failure.usage(
          "“\(text.escapedForTerminal())” is no time",
          hint: "write it like 2026-11-21T19:40:00Z, or as a duration ago like 2d")
      }
      return moment
    }
  }
}
