internal import ArgumentParser
internal import Files
internal import KeyAgent
internal import MessageVault
internal import Policies

struct StatusCommand: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the state of the home; needs no passphrase.",
    discussion: "tacita status --json | jq .queued")

  @Flag(help: "Exit with 77 unless an agent holds the home open.")
  var requireUnlocked = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.vault(context)
    let counts = try vault.counts()
    let route = try HomeConfiguration.read(vault.home).route
    let agent = home.noAgent ? nil : try home.agent(vault, context).status()
    let open = try home.openedToCount(vault, context, printer)
    let (mail, groups) = (try open.map(MailText.init), try open.map(GroupText.init))
    var object = try json(vault, counts, route, agent)
    object["mail"] = mail.map { .object($0.json) }
    object["policyRules"] = vault.machine.isEmpty ? nil : .number(vault.machine.rules.count)
    object["teams"] = groups.map { .object($0.json) }
    try printer.result(
      text: text(
        vault, counts, (mail?.rows).map { $0 + (groups?.rows ?? []) }, route, agent,
        context.clock.now()), json: object)
    MachineText.greet(vault.machine, context, printer)
    try Self.warn(vault, counts, printer)
    if vault.machine.limit(.backup) != nil {
      Self.warn([Checkup.backup(counts, vault.machine, now: context.clock.now())], printer)
    }
    if let mail { Self.warn([mail.received, mail.sent], printer) }
    if requireUnlocked, agent == nil || agent?.needsPIN == true {
      return .locked
    }
    return .done
  }

  private func text(
    _ vault: Vault, _ counts: Vault.Counts, _ opened: [[String]]?, _ route: String?,
    _ agent: AgentStatus?, _ now: Timestamp
  ) -> String {
    let messages = counts.lastExpiry.map { "\(counts.messages), the last expires \($0)" }
    let queued = counts.firstExpiry.map { "\(counts.queued), the first expires after \($0)" }
    let refused = counts.firstRefused.map { "\(counts.refused), the first of \($0)" }
    let locked = [
      ["unread", "not known while locked"], ["to go out", "\(counts.toGoOut)"],
    ]
    let rows =
      [
        ["home", vault.home.path],
        ["state", Self.text(agent, now)],
        ["route", route ?? "none"],
        ["reachable", Self.text(counts)],
        ["messages", messages ?? "\(counts.messages)"],
        ["queued", queued ?? "\(counts.queued)"],
        ["expiring soon", "\(counts.expiringSoon)"],
        ["refused", refused ?? "\(counts.refused)"],
        ["last purge", counts.lastPurge?.short ?? "never"],
        ["last backup", counts.lastBackup?.short ?? "never"],
      ] + MachineText.rows(vault.machine)
    let place = 1 + (rows.firstIndex { $0[0] == "messages" } ?? 0)
    return Columns.aligned(Array(rows[..<place]) + (opened ?? locked) + Array(rows[place...]))
  }

  private func json(
    _ vault: Vault, _ counts: Vault.Counts, _ route: String?, _ agent: AgentStatus?
  ) throws -> JSONObject {
    JSONObject([
      "expiringSoon": .number(counts.expiringSoon),
      "firstExpiry": counts.firstExpiry.map { .string($0.description) },
      "refused": .number(counts.refused),
      "toGoOut": .number(counts.toGoOut), "untold": .number(counts.untold),
      "home": .string(vault.home.path),
      "identityEnded": try vault.identityEnded().map { .string($0) },
      "lastBackup": counts.lastBackup.map { .string($0.description) },
      "lastExpiry": counts.lastExpiry.map { .string($0.description) },
      "lastPurge": counts.lastPurge.map { .string($0.description) },
      "locked": .bool(agent == nil || agent?.needsPIN == true),
      "idleLeft": agent.map { .number(max(0, $0.idleLeft)) },
      "totalLeft": agent.map { .number(max(0, $0.totalLeft)) },
      "messages": .number(counts.messages), "queued": .number(counts.queued),
      "missingKeyDays": .number(Self.missingDays(counts)),
      "reachableUntil": counts.reachableUntil.map { .string($0.description) },
      "route": route.map { .string($0) }, "schema": "tacita/status/1",
    ])
  }

  private static func text(_ counts: Vault.Counts) -> String {
    if case .broken = counts.reach {
      return "not on all days: keys that the card promises are gone"
    }
    return counts.reachableUntil.map { "until \($0)" } ?? "no"
  }

  private static func missingDays(_ counts: Vault.Counts) -> Int {
    if case .broken(let days) = counts.reach { return days }
    return 0
  }

  /// How long an agent holds the home open, as a person needs it.
  static func text(_ agent: AgentStatus?, _ now: Timestamp) -> String {
    guard let agent else { return "locked" }
    let end = (now + agent.totalLeft).short
    if agent.needsPIN { return "locked until the PIN is typed; the agent forgets at \(end)" }
    return "unlocked until \(end); locks after \((agent.idleLeft + 59) / 60) min without use"
  }

  /// Says what will be lost or stop soon if nobody unlocks the home.
  static func warn(_ vault: Vault, _ counts: Vault.Counts, _ printer: Printer) throws {
    let checks = [try Checkup.identity(vault), Checkup.unread(counts), Checkup.card(counts)]
    warn(checks.compactMap(\.self), printer)
  }

  static func warn(_ checks: [Check], _ printer: Printer) {
    for check in checks where check.verdict == .todo {
      printer.warn([check.message, check.hint].compactMap(\.self).joined(separator: "; "))
    }
  }
}
