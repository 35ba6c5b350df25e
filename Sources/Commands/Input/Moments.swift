internal import Files
internal import Glibc

/// Moments as people type them: a duration from now, `today`, `yesterday`, `tomorrow`, `14:30`,
/// `2026-11-25`, `2026-11-25 14:30`, or RFC 3339 in UTC. Without a zone, it is the reader's.
enum Moments {
  /// Which way a moment lies: a day that is past is meant from its start, one that comes to its
  /// end, and a time of day is the last one or the next.
  enum Direction { case past, future }

  static func moment(_ text: String, _ direction: Direction, now: Timestamp) -> Timestamp? {
    if let moment = Timestamp(text) { return moment }
    if let seconds = Durations.seconds(text) {
      return direction == .past ? now - seconds : now + seconds
    }
    let zone = ReaderZone.current
    let ends = direction == .future ? 1 : 0
    switch text.lowercased() {
    case "now": return now
    case "today": return zone.startOfDay(now, plus: ends)
    case "yesterday": return zone.startOfDay(now, plus: ends - 1)
    case "tomorrow": return zone.startOfDay(now, plus: ends + 1)
    default: break
    }
    if let time = time(text[...]) { return next(time, direction, zone, now: now) }
    let words = text.split(maxSplits: 1) { $0 == " " || $0 == "T" }
    guard let first = words.first, let (year, month, day) = date(first) else { return nil }
    guard words.count == 2 else {
      return zone.moment(year: year, month: month, day: day)
        .map { direction == .future ? zone.startOfDay($0, plus: 1) : $0 }
    }
    guard let time = time(words[1]) else { return nil }
    return zone.moment(year: year, month: month, day: day, hour: time.hour, minute: time.minute)
  }

  /// The moment that an option like `--since` means; nil without one.
  static func since(_ text: String?, _ context: Context) throws -> Timestamp? {
    try text.map { try moment($0, "--since", .past, context) }
  }

  /// The moment that the value of `option` means.
  static func moment(
    _ text: String, _ option: String, _ direction: Direction, _ context: Context
  ) throws -> Timestamp {
    if let moment = moment(text, direction, now: context.clock.now()) { return moment }
    let example =
      direction == .past ? "2d (two days ago), yesterday" : "2d (two days from now), tomorrow"
    throw Failure.usage(
      "\(option): “\(text.escapedForTerminal())” is not a time",
      hint: "write it like \(example), 14:30, 2026-11-25 or '2026-11-25 14:30'")
  }

  /// The `time` of today, or of the day before or after.
  private static func next(
    _ time: (hour: Int, minute: Int), _ direction: Direction, _ zone: ReaderZone, now: Timestamp
  ) -> Timestamp? {
    func moment(_ days: Int) -> Timestamp? {
      let day = zone.fields(zone.startOfDay(now, plus: days))
      return zone.moment(
        year: Int(day.tm_year) + 1900, month: Int(day.tm_mon) + 1, day: Int(day.tm_mday),
        hour: time.hour, minute: time.minute)
    }
    guard let today = moment(0) else { return nil }
    switch direction {
    case .past: return today <= now ? today : moment(-1)
    case .future: return today > now ? today : moment(1)
    }
  }

  /// `2026-11-25`.
  private static func date(_ text: Substring) -> (year: Int, month: Int, day: Int)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let year = number(parts[0]),
      let month = number(parts[1]), let day = number(parts[2])
    else { return nil }
    return (year, month, day)
  }

  /// `14:30` or `9:05`.
  private static func time(_ text: Substring) -> (hour: Int, minute: Int)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      let hour = number(parts[0]), let minute = number(parts[1]), hour < 24, minute < 60
    else { return nil }
    return (hour, minute)
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }
}
