internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

struct ConfigGet: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "get", abstract: "Print one setting, or all.",
    discussion: "tacita config get retention")

  @Argument(
    help: """
      route, route-credentials, retention, horizon, policy, delivered-receipts, recalls, queue or \
      clean-attachments.
      """)
  var name: SettingName?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let wanted = name.map { [$0] } ?? SettingName.allCases
    let configuration = try HomeConfiguration.read(home.vault(context).home)
    let vault = try wanted.allSatisfy(\.isOpen) ? nil : home.openVault(context, printer)
    let values = Self.values(try vault.map { try Policy($0) } ?? Policy(), configuration)
    let own = Self.values(try vault.map { try Policy(ownOf: $0) } ?? Policy(), configuration)
    let byPolicy = wanted.filter { values[$0] != own[$0] }
    if output.json {
      var json = JSONObject(wanted.map { ($0.rawValue, .string(values[$0] ?? "")) })
      if !byPolicy.isEmpty { json["byPolicy"] = .array(byPolicy.map { .string($0.rawValue) }) }
      json["schema"] = "tacita/settings/1"
      try printer.json(json)
    } else if let name {
      try printer.line(values[name] ?? "")
      if !byPolicy.isEmpty {
        printer.remark(
          "that is so by policy of this machine; the home's own value is \(own[name] ?? "")")
      }
    } else {
      try printer.line(
        Columns.aligned(
          wanted.map { name in
            [name.rawValue, values[name] ?? ""]
              + (byPolicy.contains(name)
                ? ["by policy of this machine, not \(own[name] ?? "")"] : [])
          }))
    }
    return .done
  }

  private static func values(
    _ policy: Policy, _ configuration: HomeConfiguration
  ) -> [SettingName: String] {
    [
      .route: configuration.route ?? "none",
      .routeCredentials: configuration.credentials ?? "none", .retention: "\(policy.retention)d",
      .horizon: "\(policy.horizon)d", .policy: policy.sendTo.word,
      .deliveredReceipts: policy.deliveredReceipts.rawValue,
      .recalls: policy.forgetsRecalled ? "forget" : "mark",
      .queue: policy.queues ? "on" : "off",
      .cleanAttachments: policy.cleansAttachments ? "on" : "off",
    ]
  }
}
