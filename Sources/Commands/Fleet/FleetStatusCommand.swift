internal import ArgumentParser
internal import Files
internal import Fleet
internal import Identities
internal import MessageVault

struct FleetStatusCommand: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "status",
    abstract: "Tell who needs something; needs no passphrase.",
    discussion: """
      tacita fleet status people.csv --folder /srv/tacita
      tacita fleet status people.csv --folder /srv/tacita --json | jq -c .needs

      A locked home tells how much waits in it, and not what: whether it is urgent stands under \
      seal. Attestations are looked at if your own home is open. The status is 1 if anybody needs \
      something.
      """)

  @OptionGroup var list: FleetOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let people = try list.people(context)
    let folder = try FleetFolder(list.folder, ifMissing: .refuse)
    let desk = try home.openedWithoutAsking(context, printer)
    let status = try FleetStatus(folder, people, desk: desk, clock: context.clock)
    let progress = Progress(printer, of: people.people.count, "people")
    var (done, needy, waiting, soon) = (0, 0, 0, 0)
    try status.look { standing in
      done += 1
      progress.show(done)
      needy += standing.needs.isEmpty ? 0 : 1
      waiting += standing.waiting
      soon += standing.counts?.expiringSoon ?? 0
      guard !printer.isJSON else { return try printer.json(json(standing)) }
      guard !standing.needs.isEmpty else { return }
      progress.finish()
      try printer.line(line(standing))
    }
    progress.finish()
    printer.remark(
      "\(needy) of \(done.counted("person", plural: "people")) need something; "
        + "\(waiting.counted("message")) wait to be opened, \(soon) of them for less than 3 days")
    if desk == nil { printer.remark("your own home is locked: attestations were not looked at") }
    let strangers = try status.strangers().map(\.description)
    if !strangers.isEmpty {
      printer.caution(
        "in the folder and not on the list: \(strangers.prefix(20).joined(separator: ", "))"
          + (strangers.count > 20 ? " and \(strangers.count - 20) more" : ""))
    }
    return needy == 0 ? .done : .no
  }

  private func line(_ standing: FleetStanding) -> String {
    var words = standing.needs.map { Self.words($0, standing) }
    if standing.waiting > 0, !standing.needs.contains(.mail) {
      words.append("\(standing.waiting) waiting")
    }
    return Columns.padded(standing.person.home.description, 12) + "  "
      + words.joined(separator: "; ").escapedForTerminal()
  }

  private static func words(_ need: FleetStanding.Need, _ standing: FleetStanding) -> String {
    switch need {
    case .home:
      standing.error.map { Failure(describing: $0).message }
        ?? (standing.person.own == nil ? "no home yet" : "card not taken yet")
    case .firstUnlock: "never opened"
    case .card: "card ends \(standing.counts?.reachableUntil?.description ?? "now")"
    case .backup:
      standing.counts?.lastBackup.map { "last backup \($0.short)" } ?? "no backup"
    case .mail:
      "\(standing.counts?.expiringSoon ?? 0) of \(standing.waiting) waiting can be opened only "
        + "until \(standing.counts?.firstExpiry?.description ?? "today")"
    case .attestation: standing.attestedUntil.map { "attested until \($0.day)" } ?? "not attested"
    case .leaving: "leaves: run tacita fleet leave"
    }
  }

  private func json(_ standing: FleetStanding) -> JSONObject {
    let counts = standing.counts
    return JSONObject([
      "attestedUntil": standing.attestedUntil.map { .string($0.description) },
      "error": standing.error.map { .string(Failure(describing: $0).name) },
      "expiringSoon": counts.map { .number($0.expiringSoon) },
      "firstExpiry": (counts?.firstExpiry?.description).map { .string($0) },
      "home": .string(standing.person.home.description),
      "lastBackup": (counts?.lastBackup?.description).map { .string($0) },
      "message": standing.error.map { .string(Failure(describing: $0).message) },
      "name": .string(standing.person.name),
      "needs": .array(standing.needs.map { .string($0.rawValue) }),
      "reachableUntil": (counts?.reachableUntil?.description).map { .string($0) },
      "schema": "tacita/fleet-status/1", "waiting": counts.map { _ in .number(standing.waiting) },
    ])
  }
}
