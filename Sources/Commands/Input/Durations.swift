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

  /// `12h`, `90s`: the largest unit that needs no fraction.
  static func text(_ seconds: Int) -> String {
    let unit = units.filter { seconds > 0 && seconds % $0.value == 0 }.max { $0.value < $1.value }
    return unit.map { "\(seconds / $0.value)\($0.key)" } ?? "\(seconds)s"
  }

  /// The seconds that the value of `option` means.
  static func seconds(_ text: String, _ option: String) throws -> Int {
    if let seconds = seconds(text) { return seconds }
    throw Failure.usage(
      "\(option): “\(text.escapedForTerminal())” is not a duration", hint: advice(text))
  }

  /// What a person may have meant: `3d` for `3`, and for `3 days`.
  static func advice(_ text: String) -> String {
    let digits = text.prefix { ("0"..."9").contains($0) }
    let rest = text.dropFirst(digits.count).drop { $0 == " " }
    let known = "s, m, h, d and w are seconds, minutes, hours, days and weeks"
    guard let count = Int(digits), count > 0 else { return "write it like 90s, 15m, 12h, 7d or 4w" }
    if rest.isEmpty { return "for \(count) days write \(count)d; \(known)" }
    if let unit = rest.lowercased().first, units[unit] != nil,
      rest.allSatisfy(\.isLetter), seconds("\(count)\(unit)") != nil
    {
      return "write \(count)\(unit); \(known)"
    }
    return "write it like 90s, 15m, 12h, 7d or 4w"
  }
}
