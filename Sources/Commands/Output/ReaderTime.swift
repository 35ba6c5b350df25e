internal import Files
internal import Glibc

/// The zone in which times are shown to a person and typed by one: that of `TZ` and the system, or
/// UTC with `--utc`. JSON is always in UTC and does not pass here.
struct ReaderZone: Sendable {
  let isUTC: Bool

  /// The zone of the command that runs.
  @TaskLocal static var current = ReaderZone(isUTC: false)

  /// `moment` on the reader's calendar and clock.
  func fields(_ moment: Timestamp) -> tm {
    var (seconds, fields) = (time_t(moment.unix), tm())
    if isUTC { gmtime_r(&seconds, &fields) } else { localtime_r(&seconds, &fields) }
    return fields
  }

  /// The zone's name at the time of `fields`: `CET`, `UTC`, `UTC-03` where the zone has only a
  /// number.
  func name(_ fields: tm) -> String {
    guard !isUTC, let zone = fields.tm_zone else { return "UTC" }
    let name = String(cString: zone)
    if name == "GMT" && fields.tm_gmtoff == 0 || name.isEmpty { return "UTC" }
    return name.first?.isLetter == true ? name : "UTC\(name)"
  }

  /// The moment of a day and time of this zone's calendar; nil when that calendar has no such day
  /// or time.
  func moment(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0) -> Timestamp? {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    let moment = normalised(year: year, month: month, day: day, hour: hour, minute: minute)
    return Int(fields(moment).tm_mday) == day ? moment : nil
  }

  /// The start of the day that lies `days` after that of `moment`.
  func startOfDay(_ moment: Timestamp, plus days: Int = 0) -> Timestamp {
    let today = fields(moment)
    return normalised(
      year: Int(today.tm_year) + 1900, month: Int(today.tm_mon) + 1, day: Int(today.tm_mday) + days)
  }

  /// As `mktime` reckons: what is beyond the end of a month is in the next.
  private func normalised(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0
  ) -> Timestamp {
    var fields = tm()
    fields.tm_year = Int32(year - 1900)
    fields.tm_mon = Int32(month - 1)
    fields.tm_mday = Int32(day)
    fields.tm_hour = Int32(hour)
    fields.tm_min = Int32(minute)
    fields.tm_isdst = -1
    return Timestamp(unix: isUTC ? timegm(&fields) : mktime(&fields))
  }
}

extension Timestamp {
  /// `2026-11-21 19:40 CET`: to the minute, in the reader's zone, which is named.
  var short: String {
    let zone = ReaderZone.current
    let fields = zone.fields(self)
    let date = [
      padded(Int(fields.tm_year) + 1900, 4), padded(Int(fields.tm_mon) + 1, 2),
      padded(Int(fields.tm_mday), 2),
    ].joined(separator: "-")
    return "\(date) \(padded(Int(fields.tm_hour), 2)):\(padded(Int(fields.tm_min), 2)) "
      + zone.name(fields)
  }
}
