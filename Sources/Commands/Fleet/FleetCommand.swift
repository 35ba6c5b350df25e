internal import ArgumentParser
internal import Files
internal import Fleet
internal import Identities
internal import MessageVault
internal import Messaging
internal import Transports

struct FleetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleet",
    abstract: "Look after the homes of many people, from one list.",
    discussion: """
      tacita fleet prepare people.csv --folder /srv/tacita --method in-person
      tacita fleet status people.csv --folder /srv/tacita
      tacita fleet leave people.csv --folder /srv/tacita --purge

      The list has a line for each person, with the columns home, name, registrations, route, \
      teams, status, successor, card and fingerprint. Each verb can be run again at any time: \
      what is done already is not done again.
      """,
    subcommands: [
      FleetPrepare.self, FleetStatusCommand.self, FleetRenew.self, FleetLeave.self,
    ])
}

/// The list, and the folder in which its homes are.
struct FleetOptions: ParsableArguments {
  @Argument(
    help: "The list: a table as spreadsheets save it (CSV); - for standard input.",
    completion: .file())
  var list: String

  @Option(
    help: ArgumentHelp("The folder in which the homes are.", valueName: "dir"),
    completion: .directory)
  var folder: String

  func people(_ context: Context) throws -> FleetList {
    try FleetList.read(list == "-" ? context.input : try Descriptor.reading(list))
  }
}

/// What the verbs that change something share: the desk's home, and how they tell what they do.
struct FleetRunOptions: ParsableArguments {
  @Flag(help: "Change nothing; tell what would be done.")
  var dryRun = false

  @OptionGroup var list: FleetOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  /// Has the desk do `body`; the worst of what went wrong is the status.
  func run(
    _ context: Context, _ missing: FleetFolder.Missing,
    of people: KeyPath<FleetList, [FleetPerson]>, _ body: (FleetRun) throws -> Void
  ) throws -> Status {
    let printer = output.printer(context)
    let people = (try list.people(context), people)
    let desk = try home.openVault(context, printer)
    try desk.vault.checkInUse()
    let folder = try FleetFolder(list.folder, ifMissing: dryRun ? .accept : missing)
    let lock = try dryRun ? nil : folder.locked()
    defer { withExtendedLifetime(lock) {} }
    let teller = FleetTeller(printer, isDryRun: dryRun)
    let progress = Progress(printer, of: people.0[keyPath: people.1].count, "people")
    try body(
      FleetRun(
        desk, folder, people.0, route: try home.reachableRoute(context, printer),
        environment: context.environment, isDryRun: dryRun,
        report: { event in
          progress.finish()
          try teller.tell(event)
        }, progress: progress.show))
    progress.finish()
    teller.finish()
    return teller.status
  }
}

/// Tells what a run does, line by line, and remembers the worst that happened.
final class FleetTeller {
  private let printer: Printer
  private let isDryRun: Bool
  private(set) var status = Status.done
  private var counts: [(step: FleetEvent.Step, count: Int)] = []

  init(_ printer: Printer, isDryRun: Bool) {
    self.printer = printer
    self.isDryRun = isDryRun
  }

  func tell(_ event: FleetEvent) throws {
    let failure = event.error.map { Failure(describing: $0) }
    if let failure { status = status.worse(failure.status) } else { count(event.step) }
    guard !printer.isJSON else { return try printer.json(json(event, failure)) }
    if let failure {
      return printer.fail(event.person.map { failure.about($0.description) } ?? failure)
    }
    // What follows from making a home is not a line of its own.
    guard event.step != .publish, event.step != .contact else { return }
    let words = [
      Columns.padded(event.step.rawValue, 7), Columns.padded(event.person?.description ?? "", 12),
      event.detail?.escapedForTerminal() ?? "",
    ]
    try printer.line((isDryRun ? "would  " : "") + words.joined(separator: "  ").trimmedAtEnd)
  }

  private func count(_ step: FleetEvent.Step) {
    if let place = counts.firstIndex(where: { $0.step == step }) {
      counts[place].count += 1
    } else {
      counts.append((step, 1))
    }
  }

  private func json(_ event: FleetEvent, _ failure: Failure?) -> JSONObject {
    JSONObject([
      "detail": event.detail.map { .string($0) }, "done": .bool(!isDryRun && failure == nil),
      "error": failure.map { .string($0.name) },
      "hint": failure?.hint.map { .string($0) },
      "home": event.person.map { .string($0.description) },
      "message": failure.map { .string($0.message) }, "schema": "tacita/fleet/1",
      "status": failure.map { .number(Int($0.status.rawValue)) },
      "step": .string(event.step.rawValue),
    ])
  }

  func finish() {
    guard !counts.isEmpty else { return printer.remark("nothing is left to do") }
    let words = counts.map { "\($0.step.rawValue) \($0.count)" }.joined(separator: ", ")
    printer.remark("\(isDryRun ? "would be done" : "done"): \(words)")
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
