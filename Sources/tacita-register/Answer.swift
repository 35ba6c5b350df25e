import Foundation

/// The answer of a register, in one form for all registers.
enum Answer {
  case found(Entry, source: String)
  case notFound(source: String)
  case timedOut
  case unreachable(String)
  case nonsense(String)

  struct Entry {
    var standing: String
    var family: String
    var given = ""
    var profession = ""
    var title = ""
    var note = ""
    /// `2024-06-30`.
    var until: String?
  }

  /// The answer as a line of JSON, without its LF.
  func line(number: String) -> String {
    var json: [String: Any] = ["number": number]
    switch self {
    case .found(let entry, let source):
      json["answer"] = "found"
      json["source"] = source
      json["standing"] = entry.standing
      let texts = [
        "family": entry.family, "given": entry.given, "profession": entry.profession,
        "title": entry.title, "note": entry.note,
      ]
      for (key, text) in texts { json[key] = Self.short(text) }
      json["until"] = entry.until
    case .notFound(let source):
      json["answer"] = "not-found"
      json["source"] = source
    case .timedOut: json["answer"] = "timed-out"
    case .unreachable(let reason):
      json["answer"] = "unreachable"
      json["reason"] = Self.short(reason)
    case .nonsense(let reason):
      json["answer"] = "nonsense"
      json["reason"] = Self.short(reason)
    }
    let data = try? JSONSerialization.data(
      withJSONObject: json, options: [.sortedKeys, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  private static func short(_ text: String) -> String {
    var short = text.trimmingCharacters(in: .whitespacesAndNewlines)
    while short.utf8.count > 1500 { short.removeLast(max(1, short.count / 10)) }
    return short
  }
}

/// Why there is no answer.
enum QueryError: Error {
  case timedOut
  case unreachable(String)
  case nonsense(String)

  var answer: Answer {
    switch self {
    case .timedOut: .timedOut
    case .unreachable(let reason): .unreachable(reason)
    case .nonsense(let reason): .nonsense(reason)
    }
  }
}

/// A date in the form of the XML and JSON services.
enum ServiceDate {
  /// The first ten characters as `YYYY-MM-DD`. Nil for no date, which may be written `0001-01-01`.
  /// Throws when the text is not a date.
  static func day(_ text: String?) throws -> String? {
    guard let text, !text.isEmpty else { return nil }
    let day = String(text.prefix(10))
    let parts = day.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ Int($0) != nil }) else {
      throw QueryError.nonsense("“\(day)” is not a date")
    }
    return day.hasPrefix("0001-01-01") ? nil : day
  }

  /// Today in UTC.
  static var today: String {
    let seconds = Int(Date().timeIntervalSince1970)
    var time = tm()
    var moment = time_t(seconds)
    gmtime_r(&moment, &time)
    let year = String(Int(time.tm_year) + 1900)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(year)-\(two(time.tm_mon + 1))-\(two(time.tm_mday))"
  }
}
