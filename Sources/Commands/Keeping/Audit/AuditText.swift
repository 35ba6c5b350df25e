internal import Files
internal import Identities
internal import MessageVault

/// Lines of the audit log, as text and as JSON.
enum AuditText {
  static func json(_ line: OpenVault.NumberedLine) -> JSONObject {
    var json = line.line ?? JSONObject(["outcome": "does-not-open", "schema": "tacita/audit/1"])
    json["number"] = .number(line.number)
    return json
  }

  static func columns(_ line: OpenVault.NumberedLine) -> [String] {
    guard let json = line.line else {
      return ["\(line.number)", "", "", "does not open: altered", "", ""]
    }
    func text(_ key: String) -> String { (try? json.string(key))?.escapedForTerminal() ?? "" }
    let time = (try? json.time("time"))?.short ?? ""
    return [
      "\(line.number)", time, text("event"), text("outcome"), String(text("object").prefix(16)),
      text("purpose"),
    ]
  }

  /// Whether a line was written at `moment` or later; one that does not open may have been.
  static func isSince(_ moment: Timestamp?, _ line: OpenVault.NumberedLine) -> Bool {
    guard let moment, let time = try? line.line?.time("time") else { return true }
    return time >= moment
  }

  /// Whether a line is about one of these patients, where any are asked for.
  static func isAbout(_ patients: Set<PatientToken>?, _ line: OpenVault.NumberedLine) -> Bool {
    guard let patients else { return true }
    return (try? line.line?.string("patient")).flatMap { PatientToken($0) }
      .map(patients.contains) ?? false
  }
}
