internal import ArgumentParser
internal import Files
internal import MessageVault

struct AuditList: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the lines of the audit log.",
    discussion: """
      tacita audit list --since 2d
      tacita audit list --json | jq 'select(.event == "unlock")'

      Columns: number, time, event, outcome, object, purpose. Holds no clinical text.
      """)

  @Option(help: ArgumentHelp("Only since a time, or a duration ago.", valueName: "time"))
  var since: String?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let since = try Moments.since(since, context)
    let lines = try home.openVault(context, printer).numberedAuditLines()
      .filter { AuditText.isSince(since, $0) }
    for line in lines where printer.isJSON { try printer.json(AuditText.json(line)) }
    guard !printer.isJSON, !lines.isEmpty else { return .done }
    try printer.line(Columns.aligned(lines.map(AuditText.columns)))
    return .done
  }
}
