internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Policies
internal import Teams
internal import Transports

struct ConfigSet: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "set", abstract: "Change one setting.",
    discussion: """
      tacita config set route spool:/srv/ward     where mail goes and comes from, or none
      tacita config set route-credentials FILE    what the server of the route asks for
      tacita config set retention 14d             how long messages are kept at most
      tacita config set horizon 60d               how far ahead others can write to you
      tacita config set policy registered         which contacts send accepts; or pinned
      tacita config set delivered-receipts off    what to tell senders; or urgent, or on
      tacita config set recalls forget            also remove what you have seen; or mark
      tacita config set queue on                  keep messages while the route is away
      tacita config set clean-attachments on      whether send cleans pictures; or off
      """)

  @Argument(
    help: """
      route, route-credentials, retention, horizon, policy, delivered-receipts, recalls, queue or \
      clean-attachments.
      """)
  var name: SettingName

  @Argument(help: "The new value.")
  var value: String

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    guard !name.isOpen else {
      try setRoute(value == "none" ? nil : value, context)
      return .done
    }
    var policy = Policy()
    try change(&policy)  // a wrong value is told before a passphrase is asked for
    let vault = try home.openVault(context, printer)
    policy = try Policy(ownOf: vault)
    try change(&policy)
    try check(policy, vault.machine)
    try policy.save(in: vault, change: "\(name.rawValue) \(value)")
    return .done
  }

  /// Throws for a value that the policy of this machine would not let count.
  private func check(_ policy: Policy, _ machine: MachinePolicy) throws {
    switch name {
    case .route, .routeCredentials: break
    case .retention: try machine.check(policy.retention, atMost: .retention, value)
    case .horizon: try machine.check(policy.horizon, atMost: .horizon, value)
    case .policy: if machine.wantsRegistered { try machine.check(value, is: .verification) }
    case .deliveredReceipts: try machine.check(value, is: .deliveredReceipts)
    case .recalls: try machine.check(value, is: .recalls)
    case .queue: try machine.check(value, is: .queue)
    case .cleanAttachments: try machine.check(value, is: .cleanAttachments)
    }
  }

  private func setRoute(_ value: String?, _ context: Context) throws {
    let vault = try home.vault(context)
    guard name == .route else { return try RouteSetting.setCredentials(value, in: vault) }
    try RouteSetting.set(value, in: vault, environment: context.environment)
  }

  private func change(_ policy: inout Policy) throws {
    switch name {
    case .route, .routeCredentials: break
    case .retention: policy.retention = try days(Policy.retentionRange)
    case .horizon: policy.horizon = try days(Policy.horizonRange)
    case .policy:
      let choices: [ContactColour] = [.orange, .green]
      guard let colour = choices.first(where: { $0.word == value }) else {
        throw SettingError.badSetting(
          "policy", reason: "“\(value)” is not a policy; give pinned or registered")
      }
      policy.sendTo = colour
    case .deliveredReceipts:
      guard let choice = DeliveredReceipts(rawValue: value) else {
        throw SettingError.badSetting(
          name.rawValue, reason: "“\(value)” is none of on, urgent and off")
      }
      policy.deliveredReceipts = choice
    case .recalls:
      guard ["mark", "forget"].contains(value) else {
        throw SettingError.badSetting(
          name.rawValue, reason: "“\(value)” is neither mark nor forget")
      }
      policy.forgetsRecalled = value == "forget"
    case .queue:
      guard let isOn = ["on": true, "off": false][value] else {
        throw SettingError.badSetting("queue", reason: "“\(value)” is neither on nor off")
      }
      policy.queues = isOn
    case .cleanAttachments:
      guard ["on", "off"].contains(value) else {
        throw SettingError.badSetting(name.rawValue, reason: "“\(value)” is neither on nor off")
      }
      policy.cleansAttachments = value == "on"
    }
  }

  /// Whole days, as `30d` or `4w`.
  private func days(_ range: ClosedRange<Int>) throws -> Int {
    guard let seconds = Durations.seconds(value) else {
      throw Failure(
        "bad-setting", .usage,
        "\(name.rawValue): “\(value.escapedForTerminal())” is not a duration",
        hint: Durations.advice(value))
    }
    let days = seconds / 86400
    guard seconds % 86400 == 0, range.contains(days) else {
      throw SettingError.badSetting(
        name.rawValue,
        reason: "\(value) is not possible; give whole days, from \(range.lowerBound)d to "
          + "\(range.upperBound)d")
    }
    return days
  }
}
