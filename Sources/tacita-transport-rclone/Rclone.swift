internal import Files
internal import Glibc
internal import RouteHelper
internal import Transports

/// The program rclone, run once for each thing that is wanted.
struct Rclone {
  private let program: ChildProgram?

  /// Waits less long for a server than tacita does for an answer.
  private static let settings = [
    "--contimeout", "15s", "--timeout", "30s", "--retries", "1", "--low-level-retries", "2",
    "--ask-password=false", "--log-level", "ERROR", "--stats", "0",
  ]
  private static let patience = 50
  private static let slowest = 65536
  /// Bytes of a listing at most.
  private static let longestListing = 64 << 20

  init() {
    var environment = Self.environment
    // Times are told in UTC.
    environment["TZ"] = "UTC"
    let path = HelperProgram.find("rclone", path: environment["PATH"])
    program = path.map { ChildProgram($0, environment: environment) }
    // What a team's folder needs, if the folder above has its group and set-group-id.
    umask(0o007)
  }

  private static var environment: [String: String] {
    var found: [String: String] = [:]
    for name in [
      "HOME", "USER", "LOGNAME", "PATH", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
      "RCLONE_CONFIG", "SSH_AUTH_SOCK", "http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy",
      "NO_PROXY",
    ] {
      if let value = getenv(name) { found[name] = String(cString: value) }
    }
    return found
  }

  /// What rclone prints. Nil when what `words` name is not there.
  func listing(_ words: [String]) throws -> [UInt8]? {
    var printed: [UInt8] = []
    let isThere = try run(words) { piece in
      printed += piece
      guard printed.count <= Self.longestListing else {
        throw HelperFault(.failed, "the folder has too many names")
      }
    }
    return isThere ? printed : nil
  }

  /// Runs rclone. False when what `words` name is not there.
  @discardableResult
  func run(
    _ words: [String], body: IncomingBody? = nil, output: ([UInt8]) throws -> Void = { _ in }
  ) throws -> Bool {
    guard let program else { throw HelperFault(.unusable, "rclone is not installed") }
    let outcome: ChildProgram.Outcome
    do {
      outcome = try program.run(
        words + Self.settings, seconds: Self.patience + (body?.size ?? 0) / Self.slowest,
        input: body.map { body in { try body.next() } }, output: output)
    } catch is HelperError { throw HelperFault(.unusable, "rclone cannot be started") }
    switch outcome.status {
    case 0: return true
    // docs of rclone, "Exit code": directory not found, file not found.
    case 3, 4: return false
    default:
      let words = String(decoding: outcome.errors, as: UTF8.self)
      // deletefile has no status for it.
      if words.contains("is a directory or doesn't exist") { return false }
      throw Self.fault(words, outcome.status)
    }
  }

  private static let signs: [(HelperTrouble, [String])] = [
    (.unusable, ["didn't find section in config", "didn't find backend", "config name contains"]),
    (
      .refused,
      [
        "permission denied", "access denied", "accessdenied", "401 unauthorized",
        "403 forbidden", "unable to authenticate", "operation not permitted",
      ]
    ),
    (.full, ["no space left", "quota", "507 insufficient", "disk full"]),
    (
      .unreachable,
      [
        "connection refused", "no such host", "timeout", "timed out", "couldn't connect",
        "connection reset", "no route to host", "broken pipe", "connection lost", "unreachable",
        "failed to create file system", "eof", "bad gateway", "service unavailable",
      ]
    ),
  ]

  /// What rclone's words mean: it has no numbers for them.
  private static func fault(_ words: String, _ status: Int32?) -> HelperFault {
    let last =
      words.split(separator: "\n").last.map(String.init)
      ?? "rclone ended with status \(status.map { "\($0)" } ?? "of a signal")"
    // The time before it tells nobody anything.
    let parts = last.split(separator: " : ")
    let reason = parts.count > 1 ? parts.dropFirst().joined(separator: " : ") : last
    let lower = words.lowercased()
    let sign = signs.first { $0.1.contains { lower.contains($0) } }?.0 ?? .failed
    return HelperFault(status == nil ? .unreachable : sign, "rclone: \(reason)")
  }
}
