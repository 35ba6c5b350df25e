package import ArgumentParser
internal import Files
internal import MessageVault

package struct StatusCommand: TacitaCommand {
  package static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tell how the home stands; needs no passphrase.",
    discussion: "tacita status --json | jq .queued")

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(_ context: Context) throws {
    let printer = output.printer(context)
    let vault = try home.vault(context)
    let counts = try vault.counts()
    let route = try HomeConfiguration.read(vault.home).route
    try printer.result(
      text: text(vault, counts, route), json: json(vault, counts, route))
    try Self.warn(counts, vault.today, printer)
  }

  private func text(_ vault: Vault, _ counts: Vault.Counts, _ route: String?) -> String {
    let messages = counts.lastExpiry.map { "\(counts.messages), the last expires \($0)" }
    let queued = counts.firstDeath.map { "\(counts.queued), the first goes after \($0)" }
    return Columns.aligned([
      ["home", vault.home.path],
      ["vault", "locked"],
      ["route", route ?? "none"],
      ["reachable", counts.reachableUntil.map { "until \($0)" } ?? "no"],
      ["messages", messages ?? "\(counts.messages)"],
      ["queued", queued ?? "\(counts.queued)"],
      ["dying soon", "\(counts.dyingSoon)"],
    ])
  }

  private func json(_ vault: Vault, _ counts: Vault.Counts, _ route: String?) -> JSONObject {
    JSONObject([
      "dyingSoon": .number(counts.dyingSoon),
      "firstDeath": counts.firstDeath.map { .string($0.description) },
      "home": .string(vault.home.path),
      "lastExpiry": counts.lastExpiry.map { .string($0.description) }, "locked": .bool(true),
      "messages": .number(counts.messages), "queued": .number(counts.queued),
      "reachableUntil": counts.reachableUntil.map { .string($0.description) },
      "route": route.map { .string($0) }, "schema": "tacita/status/1",
    ])
  }

  /// Says what will be lost or stop soon if nobody unlocks the home.
  static func warn(_ counts: Vault.Counts, _ today: Day, _ printer: Printer) throws {
    if counts.dyingSoon > 0, let death = counts.firstDeath {
      printer.warn(
        "\(counts.dyingSoon) unread message(s) can be opened only until \(death): run tacita receive"
      )
    }
    let left = counts.reachableUntil.map { $0 - today } ?? 0
    if left * 3 < counts.horizon {
      printer.warn(
        "nobody can write to you after \(left) more day(s): run tacita receive to publish new keys")
    }
  }
}
