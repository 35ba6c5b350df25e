/// A moment, in whole seconds since 1970 UTC. Its only text form is `2026-11-21T19:40:00Z`.
package struct Timestamp: Hashable, Comparable, Sendable {
  package var unix: Int

  package init(unix: Int) { self.unix = unix }

  package static func < (left: Self, right: Self) -> Bool { left.unix < right.unix }

  /// The day of this moment.
  package var day: Day { Day((unix - (unix % 86400 + 86400) % 86400) / 86400) }

  package static func + (moment: Self, seconds: Int) -> Self { Self(unix: moment.unix + seconds) }
  package static func - (moment: Self, seconds: Int) -> Self { Self(unix: moment.unix - seconds) }

  /// Reads exactly `YYYY-MM-DDThh:mm:ssZ`, years 1970 to 9999, seconds to 59; nil otherwise.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let shape = Array("dddd-dd-ddTdd:dd:ddZ".utf8)
    guard bytes.count == shape.count else { return nil }
    var digits: [Int] = []
    for (byte, form) in zip(bytes, shape) {
      if form == UInt8(ascii: "d") {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        digits.append(Int(byte - UInt8(ascii: "0")))
      } else if byte != form {
        return nil
      }
    }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
    guard year >= 1970, (1...12).contains(month), hour < 24, minute < 60, second < 60,
      day >= 1, day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    unix =
      Day(year: year, month: month, day: day).number * 86400 + hour * 3600 + minute * 60 + second
  }
}

extension Timestamp: CustomStringConvertible {
  package var description: String {
    let second = unix - day.number * 86400
    let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }
    return "\(day)T\(clock.joined(separator: ":"))Z"
  }
}

/// A day, counted from 1970-01-01 as floor(unix seconds / 86400).
package struct Day: Hashable, Comparable, Sendable {
  package var number: Int

  package init(_ number: Int) { self.number = number }

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
  package static func + (day: Self, days: Int) -> Self { Self(day.number + days) }
  package static func - (day: Self, days: Int) -> Self { Self(day.number - days) }
  package static func - (left: Self, right: Self) -> Int { left.number - right.number }

  /// The first second of the day.
  package var start: Timestamp { Timestamp(unix: number * 86400) }

  /// The first second after the day.
  package var end: Timestamp { (self + 1).start }
}

extension Day: CustomStringConvertible {
  /// `2026-11-21`.
  package var description: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// The proleptic Gregorian calendar, with years that begin on the first of March, so that the leap
/// day is the last day.
extension Day {
  fileprivate init(year: Int, month: Int, day: Int) {
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    number = marchYear * 365 + leapDays + dayOfYear - 719_468
  }

  fileprivate var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  fileprivate static func length(ofMonth month: Int, year: Int) -> Int {
    let leap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}

/// `value` in decimal, filled with leading zeros to `width` digits.
package func padded(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}
