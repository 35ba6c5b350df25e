import Files
import Policies
import Testing

@Suite struct PolicyTests {
  private static func policy(_ rules: String) throws -> MachinePolicy {
    try MachinePolicy(bytes: Array(#"{"schema":"tacita/policy/1"\#(rules)}"#.utf8))
  }

  @Test func noRuleRefusesNothing() throws {
    let policy = try Self.policy("")
    #expect(policy.isEmpty)
    #expect(policy.clamped(365, .retention) == 365)
    try policy.check(365, atMost: .retention, "")
    try policy.check("pdf", among: .exportFormats)
    try policy.checkRoute("spool:/tmp")
    try policy.checkByHand()
    try policy.checkException("reason", option: "")
  }

  @Test func everyRuleIsRead() throws {
    for rule in PolicyRule.allCases {
      let value =
        switch rule.form {
        case .text: "\"text\""
        case .number(let range): "\(range.upperBound)"
        case .word(let words): "\"\(words[0])\""
        case .words(let words): "[\"\(words[0])\"]"
        case .texts:
          rule == .recovery
            ? "[\"age1\(String(repeating: "q", count: 58))\"]" : "[\"spool:/srv/ward\"]"
        }
      let policy = try Self.policy(",\"\(rule.rawValue)\":\(value)")
      #expect(policy.rules.map(\.rule) == [rule])
      #expect(!rule.meaning.isEmpty)
      for wrong in ["true", "null", "{}", "[1]", "99999"] {
        let error = #expect(throws: JSONError.self) {
          try Self.policy(",\"\(rule.rawValue)\":\(wrong)")
        }
        #expect(error?.description.contains("“\(rule.rawValue)”") == true)
      }
    }
  }

  @Test(
    "a file with more than rules, or fewer",
    arguments: [
      "", "{}", "[]", #"{"schema":"tacita/policy/2"}"#, #"{"schema":"tacita/policy/1","x":1}"#,
      #"{"schema":"tacita/policy/1","recalls":"mark","recalls":"mark"}"#,
      #"{"schema":"tacita/policy/1","schema":"tacita/policy/1"}"#,
      #"{"schema":"tacita/policy/1"}{}"#, #"{"schema":"tacita/policy/1","Recalls":"mark"}"#,
    ])
  func isRefused(_ text: String) {
    #expect(throws: JSONError.self) { try MachinePolicy(bytes: Array(text.utf8)) }
  }

  @Test func numbersAreClamped() throws {
    let policy = try Self.policy(#","retention.days":14"#)
    #expect(policy.clamped(90, .retention) == 14)
    #expect(policy.clamped(7, .retention) == 7)
    #expect(throws: PolicyError.self) { try policy.check(15, atMost: .retention, "15d") }
    try policy.check(14, atMost: .retention, "14d")
  }

  @Test(
    "routes that are allowed",
    arguments: [
      ("spool:/srv/ward", "spool:/srv/ward"), ("spool:/srv/ward", "spool:/srv/ward/a"),
      ("spool:/srv/", "spool:/srv/ward"), ("spool:", "spool:/tmp"),
      ("nats://relay.example", "nats://relay.example/ward"), ("nats:", "nats://other/x"),
      ("rclone:cloud:", "rclone:cloud:ward"),
    ])
  func isAllowed(_ pattern: String, _ route: String) throws {
    try Self.policy(",\"routes\":[\"\(pattern)\"]").checkRoute(route, resolved: route)
  }

  @Test(
    "routes that are not",
    arguments: [
      ("spool:/srv/ward", "spool:/srv/wards"), ("spool:/srv/ward", "spool:/srv"),
      ("spool:/srv/", "spool:/srv/../tmp"), ("nats://relay", "nats://relay.evil/x"),
      ("nats://relay", "nats://relay:4222/x"), ("nats://relay", "tls://relay/x"),
      ("nats://relay", "nats://relay/%2E%2e/x"), ("nats://relay", "NATS://relay/x"),
      ("rclone:cloud:ward", "rclone:cloud:ward/../x"), ("rclone:cloud:", "rclone:cloud,a=b:x"),
    ])
  func isNotAllowed(_ pattern: String, _ route: String) throws {
    let policy = try Self.policy(",\"routes\":[\"\(pattern)\"]")
    #expect(throws: PolicyError.self) { try policy.checkRoute(route) }
    #expect(throws: PolicyError.self) { try Self.policy(#","routes":[]"#).checkRoute(route) }
  }

  @Test func linksLeadNowhereElse() throws {
    let policy = try Self.policy(#","routes":["spool:/srv/ward"]"#)
    #expect(throws: PolicyError.self) {
      try policy.checkRoute("spool:/srv/ward/out", resolved: "spool:/tmp")
    }
    // The administrator's own link may lead anywhere.
    try policy.checkRoute("spool:/srv/ward", resolved: "spool:/mnt/ward")
  }
}
