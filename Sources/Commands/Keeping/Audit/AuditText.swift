internal import Files
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
}
