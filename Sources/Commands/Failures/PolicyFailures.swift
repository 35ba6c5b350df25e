internal import Files
internal import Policies

/// What an error of the machine's policy is told as.
extension Failure {
  init(_ error: PolicyError) {
    switch error {
    case .unsafe(let path, let reason, let mend):
      self.init(
        "bad-policy", .configuration,
        "the policy of this machine cannot be believed: \(path.escapedForTerminal()): \(reason)",
        hint: "nothing opens a home until root mends it: \(mend)")
    case .unreadable(let path, let reason):
      self.init(
        "bad-policy", .configuration,
        "the policy of this machine cannot be read: \(path.escapedForTerminal()): \(reason)",
        hint: "nothing opens a home until root mends it: chmod 755 /etc/tacita, and chmod 644 "
          + MachinePolicy.path)
    case .malformed(let path, let reason):
      self.init(
        "bad-policy", .configuration,
        "\(path.escapedForTerminal()) is not a policy: \(reason.escapedForTerminal())",
        hint: path == MachinePolicy.path
          ? "nothing opens a home until root mends it; tacita policy --check FILE tries a file"
          : "see the table of rules in docs/policy.md")
    case .forbidden(let rule, let value, let what):
      self.init(
        "policy", .locked,
        "the policy of this machine does not allow \(what.escapedForTerminal()) "
          + "(\(rule.rawValue): \(value.escapedForTerminal()))",
        hint: "tacita policy lists its rules; ask whoever looks after this machine")
    case .opensTooEasily(let rule, let reason, let mend):
      self.init(
        "policy", .locked,
        "the policy of this machine does not let the home open like this "
          + "(\(rule.rawValue)): \(reason)",
        hint: "change how it opens: \(mend)")
    }
  }
}
