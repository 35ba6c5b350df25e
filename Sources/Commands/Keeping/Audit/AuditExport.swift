internal import ArgumentParser
internal import Files
internal import MessageVault

struct AuditExport: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the audit log out, for a system that collects such logs.",
    discussion: """
      tacita audit export -o audit.jsonl
      tacita audit export --since 1d | logger -t tacita

      One JSON object a line. The export is itself a line of the log.
      """)

  @Option(help: ArgumentHelp("json: one object a line.", valueName: "format"))
  var format: AuditFormat = .json

  @Option(help: ArgumentHelp("Only since a time, or a duration ago.", valueName: "time"))
  var since: String?

  @OptionGroup var target: OutputFileOptions

  @OptionGroup var home: HomeOptions
  @OptionGroup var outputOptions: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    let since = try Moments.since(since, context)
    let file = try target.file()
    let vault = try home.openVault(context, printer)
    let lines = try vault.exportedAuditLines()
    for line in lines where AuditText.isSince(since, line) {
      try printer.json(AuditText.json(line), on: file?.descriptor ?? context.output)
    }
    try file?.commit()
    return .done
  }
}

enum AuditFormat: String, CaseIterable, ExpressibleByArgument {
  case json
}
