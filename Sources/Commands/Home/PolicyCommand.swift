internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Policies

struct PolicyCommand: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "policy",
    abstract: "Show what the administrator of this machine decided for every home.",
    discussion: """
      tacita policy
      tacita policy --check policy.json && sudo install -m 644 policy.json /etc/tacita/

      The rules are in /etc/tacita/policy.json, which only root can write. Columns: rule, value, \
      meaning. Opens no home.
      """)

  @Option(
    help: ArgumentHelp(
      "Read this file as the policy instead, before it is installed; - for standard input.",
      valueName: "file"), completion: .file())
  var check: String?

  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let policy: MachinePolicy
    if let check {
      policy = try MachinePolicy.read(check == "-" ? context.input : Descriptor.reading(check))
      _ = try Keyslots.recipients(of: policy)
    } else {
      policy = try MachinePolicy.ofThisMachine()
    }
    let source = check ?? MachinePolicy.path
    try printer.result(
      text: Self.text(policy, source),
      json: JSONObject([
        "from": policy.isEmpty ? nil : .string(SystemText.shown(source)),
        "rules": .object(policy.json), "schema": "tacita/policy-rules/1",
      ]))
    return .done
  }

  private static func text(_ policy: MachinePolicy, _ source: String) -> String {
    guard !policy.isEmpty else { return "no rules" }
    let rows = policy.rules.map { rule, value in
      [rule.rawValue, shown(rule, value).escapedForTerminal(), rule.meaning]
    }
    return Columns.aligned([["from", SystemText.shown(source), ""]] + rows)
  }

  /// A post-quantum recipient has 2,000 characters, of which the first are enough to tell it by.
  private static func shown(_ rule: PolicyRule, _ value: PolicyValue) -> String {
    guard rule == .recovery, case .list(let recipients) = value else { return value.description }
    return PolicyValue.list(recipients.map { $0.count > 24 ? "\($0.prefix(20))…" : $0 })
      .description
  }
}
