internal import Files
internal import GRDB

/// Lines of the audit log on their way to the machine's own log, in the form of ``SyslogLine``:
/// whoever can change this home cannot take them back there.
enum AuditForwarding {
  /// Bytes of one message at most: what collectors take without a setting.
  private static let largest = 8192

  /// Sends `line` once the transaction of `database` is committed. A log that is away or full keeps
  /// nobody from their work: doctor tells of it.
  static func send(_ line: [UInt8], number: Int, afterCommitOf database: GRDB.Database) {
    guard let text = text(line, number: number) else { return }
    database.afterNextTransaction { _ in SystemLog.send(Array(text.utf8)) }
  }

  /// The message; without the parties of the line when these are too many.
  private static func text(_ line: [UInt8], number: Int) -> String? {
    guard var json = try? JSONParser.object(line) else { return nil }
    json["number"] = .number(number)
    let numbered = OpenVault.NumberedLine(number: number, line: json)
    let text = SyslogLine.text(numbered, json)
    guard text.utf8.count > largest, let parties = try? json.strings("parties") else { return text }
    json["parties"] = nil
    json["partiesLeftOut"] = .number(parties.count)
    return SyslogLine.text(numbered, json)
  }
}
