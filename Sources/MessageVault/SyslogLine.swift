package import Files

/// A line of the audit log as a message of syslog (RFC 5424), without the LF after it. Its text is
/// the line's JSON, in which control characters are escaped: none can begin a second message.
package enum SyslogLine {
  /// Facility 10, security and authorisation messages (RFC 5424, section 6.2.1).
  private static let facility = 10
  private enum Severity: Int {
    case alert = 1
    case warning = 4
    case notice = 5
  }

  /// Outcomes of which nothing needs to be looked at. What is being sent has left.
  package static let goodOutcomes = ["done", "begun", "sending", "acknowledged"]

  /// `json` is what the line says, as it is exported otherwise.
  package static func text(
    _ line: OpenVault.NumberedLine, _ json: JSONObject, version: String? = nil
  ) -> String {
    func said(_ key: String) -> String? { line.line.flatMap { try? $0.string(key) } }
    let severity: Severity =
      line.line == nil
      ? .alert : goodOutcomes.contains(said("outcome") ?? "") ? .notice : .warning
    let time = (try? line.line?.time("time"))?.description ?? "-"
    let program = version.map { " swVersion=\"\($0)\"" } ?? ""
    let fields = [
      "<\(facility * 8 + severity.rawValue)>1", time, name(said("host"), 255), "tacita", "-",
      name(said("event") ?? "does-not-open", 32),
      "[origin software=\"tacita\"\(program)][meta sequenceId=\"\(line.number)\"]",
      plain(json),
    ]
    return fields.joined(separator: " ")
  }

  /// A header field: 1 to `most` printable characters of US-ASCII without a space; `-` for none.
  private static func name(_ text: String?, _ most: Int) -> String {
    let name = String(
      (text ?? "").unicodeScalars.prefix(most).map { scalar in
        (0x21...0x7e).contains(scalar.value) ? Character(scalar) : "?"
      })
    return name.isEmpty ? "-" : name
  }

  /// US-ASCII alone, so that no collector has to guess the encoding.
  private static func plain(_ json: JSONObject) -> String {
    String(decoding: CanonicalJSON.encode(json), as: UTF8.self).utf16.reduce(into: "") {
      text, unit in
      if (0x20...0x7e).contains(unit) {
        text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      } else {
        text += "\\u" + [UInt8(unit >> 8), UInt8(unit & 0xff)].hex
      }
    }
  }
}
