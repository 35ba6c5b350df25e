package import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Transports

package struct Config: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Read and change the settings of the home.",
    discussion: """
      tacita config get
      tacita config set route spool:/srv/ward
      """,
    subcommands: [ConfigGet.self, ConfigSet.self])

  package init() {}
}

/// The settings that have a name on the command line.
enum SettingName: String, CaseIterable, ExpressibleByArgument {
  case route, retention, horizon, policy

  /// What a locked home can tell: nothing that grants trust.
  var isOpen: Bool { self == .route }
}

struct ConfigGet: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Print one setting, or all.",
    discussion: "tacita config get retention")

  @Argument(help: "route, retention, horizon or policy.")
  var name: SettingName?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws {
    let printer = output.printer(context)
    let wanted = name.map { [$0] } ?? SettingName.allCases
    let configuration = try HomeConfiguration.read(home.vault(context).home)
    let policy =
      wanted.allSatisfy(\.isOpen) ? Policy() : try Policy(home.openVault(context, printer))
    let values: [SettingName: String] = [
      .route: configuration.route ?? "none", .retention: "\(policy.retention)d",
      .horizon: "\(policy.horizon)d", .policy: policy.sendTo.word,
    ]
    if output.json {
      var json = JSONObject(wanted.map { ($0.rawValue, .string(values[$0] ?? "")) })
      json["schema"] = "tacita/settings/1"
      try printer.json(json)
    } else if let name {
      try printer.line(values[name] ?? "")
    } else {
      try printer.line(Columns.aligned(wanted.map { [$0.rawValue, values[$0] ?? ""] }))
    }
  }
}

struct ConfigSet: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change one setting.",
    discussion: """
      tacita config set route spool:/srv/ward     where mail goes and comes from, or none
      tacita config set retention 14d             how long messages are kept at most
      tacita config set horizon 60d               how far ahead others can write to you
      tacita config set policy registered         whom send takes; or pinned
      """)

  @Argument(help: "route, retention, horizon or policy.")
  var name: SettingName

  @Argument(help: "The new value.")
  var value: String

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws {
    let printer = output.printer(context)
    guard name != .route else {
      return try RouteSetting.set(value == "none" ? nil : value, in: try home.vault(context))
    }
    var policy = Policy()
    try change(&policy)  // a wrong value is told before a passphrase is asked for
    let vault = try home.openVault(context, printer)
    policy = try Policy(vault)
    try change(&policy)
    try policy.save(in: vault, change: "\(name.rawValue) \(value)")
  }

  private func change(_ policy: inout Policy) throws {
    switch name {
    case .route: break
    case .retention: policy.retention = try days(Policy.retentionRange)
    case .horizon: policy.horizon = try days(Policy.horizonRange)
    case .policy:
      let choices: [ContactColour] = [.orange, .green]
      guard let colour = choices.first(where: { $0.word == value }) else {
        throw MessagingError.badSetting("policy", reason: "either pinned or registered")
      }
      policy.sendTo = colour
    }
  }

  /// Whole days, as `30d`, `4w` or a bare number.
  private func days(_ range: ClosedRange<Int>) throws -> Int {
    let days = Int(value) ?? Durations.seconds(value).flatMap { $0 % 86400 == 0 ? $0 / 86400 : nil }
    guard let days, range.contains(days) else {
      throw MessagingError.badSetting(
        name.rawValue, reason: "whole days from \(range.lowerBound)d to \(range.upperBound)d")
    }
    return days
  }
}
