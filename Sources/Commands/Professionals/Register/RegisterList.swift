internal import ArgumentParser
internal import Files
internal import Registers

struct RegisterList: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "list", abstract: "List the snapshots: people, source, date.",
    discussion: "tacita register list --json | jq -r .register")

  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let folder = try LookUpOptions.folder(context)
    var worst = Status.done
    for register in try folder.registers() {
      do {
        guard let facts = try folder.open(register)?.facts else { continue }
        try printer.result(text: Self.line(facts), json: Self.json(facts))
      } catch let error as RegisterError {
        let failure = Failure(error)
        printer.fail(failure)
        worst = worst.worse(failure.status)
      }
    }
    return worst
  }

  static func line(_ facts: SnapshotFacts) -> String {
    [
      Columns.padded(facts.register.rawValue, 5), "\(facts.people) people",
      facts.date.short, facts.source.escapedForTerminal(),
    ].joined(separator: "  ")
  }

  static func json(_ facts: SnapshotFacts) -> JSONObject {
    JSONObject([
      "badRows": .number(facts.bad), "imported": .string(facts.imported.description),
      "people": .number(facts.people), "register": .string(facts.register.rawValue),
      "rows": .number(facts.rows), "schema": "tacita/snapshot/1", "sha256": .string(facts.sha256),
      "skippedRows": .number(facts.skipped), "source": .string(facts.source),
      "sourceDate": .string(facts.date.description),
      "title": .string(facts.register.title),
    ])
  }
}
