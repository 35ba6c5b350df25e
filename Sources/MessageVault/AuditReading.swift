internal import AgeFormat
package import Files
internal import FoundationEssentials
internal import GRDB

/// Reading the audit log back, for who has the master key.
extension OpenVault {
  /// A line of the audit log.
  package struct NumberedLine: Sendable {
    /// Counted from 1.
    package let number: Int
    /// What it says; nil when it does not open.
    package let line: JSONObject?
  }

  /// What the audit log amounts to.
  package struct AuditState: Sendable {
    package let lines: Int
    /// The number of the first line that is missing or altered; nil when all is whole.
    package let firstBreak: Int?
    /// The code of the last line in order: to be kept elsewhere, and looked for later.
    package let head: [UInt8]
    /// The numbers of lines that tell of lines that were missing before them.
    package let gaps: [Int]

    package var isWhole: Bool { firstBreak == nil && gaps.isEmpty }
  }

  /// Lines of the audit log that are held at a time.
  private static let pageSize = 256

  /// Has `visit` see each line of the audit log, oldest first, a few held at a time. Lines that are
  /// written meanwhile are not seen.
  package func visitAuditLines(_ visit: (NumberedLine) throws -> Void) throws {
    let identity = try auditIdentity()
    let lineKeys = carriedKeys.ofMasters.map(\.lines)
    let end = try store.database.read {
      try Int.fetchOne($0, sql: "SELECT MAX(number) FROM audit") ?? 0
    }
    var last = 0
    while last < end {
      let page = try store.database.read {
        try AuditLog.lines(
          $0, after: last, limit: Self.pageSize, seal: seal, lineKeys: lineKeys,
          locked: identity)
      }
      for line in page where line.number <= end {
        try visit(NumberedLine(number: line.number, line: line.line))
      }
      guard let number = page.last?.number else { return }
      last = number
    }
  }

  /// All lines of the audit log, oldest first.
  package func numberedAuditLines() throws -> [NumberedLine] {
    var lines: [NumberedLine] = []
    try visitAuditLines { lines.append($0) }
    return lines
  }

  /// What opens lines that were written while the home was locked.
  func auditIdentity() throws -> HybridIdentity {
    guard let seed = try setting(.auditSeed) else { throw VaultError.damaged("settings.auditSeed") }
    return try HybridIdentity(seed: seed)
  }

  /// What the lines of the audit log say, oldest first. Throws ``VaultError/damaged(_:)``.
  package func auditLines() throws -> [JSONObject] {
    try numberedAuditLines().map {
      guard let line = $0.line else {
        throw VaultError.damaged("line \($0.number) of the audit log")
      }
      return line
    }
  }

  /// Has `visit` see all lines, once it is noted among them that they leave.
  package func exportAuditLines(_ visit: (NumberedLine) throws -> Void) throws {
    try note([AuditLine("audit-export", .read, at: clock.now())])
    try visitAuditLines(visit)
  }

  /// Checks the whole chain.
  package func auditState() throws -> AuditState {
    let gaps = try numberedAuditLines().filter { line in
      (try? line.line?.string("outcome")) == Self.linesMissing
    }
    return try store.database.read {
      let (line, head) = try AuditLog.firstBreak(
        $0, chainKeys: carriedKeys.ofMasters.map(\.chain))
      return AuditState(
        lines: try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM audit") ?? 0, firstBreak: line,
        head: head, gaps: gaps.map(\.number))
    }
  }

  /// The outcome that says that lines of the log are missing.
  static let linesMissing = "lines-missing"

  /// The number of the first line of the audit log that is missing or altered; nil when whole.
  package func firstAuditBreak() throws -> Int? {
    try store.database.read {
      try AuditLog.firstBreak($0, chainKeys: carriedKeys.ofMasters.map(\.chain)).line
    }
  }

  /// The number of the line whose code is `head`; nil when there is none.
  package func auditLine(withCode head: [UInt8]) throws -> Int? {
    try store.database.read {
      try Int.fetchOne(
        $0, sql: "SELECT number FROM audit WHERE mac = ?", arguments: [Data(head)])
    }
  }
}
