internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Messaging

struct AuditList: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "list", abstract: "List the lines of the audit log.",
    discussion: """
      tacita audit list --since 2d
      tacita audit list --json | jq 'select(.event == "unlock")'

      Columns: number, time, event, outcome, object, purpose. Holds no clinical text.
      """)

  @Option(help: ArgumentHelp("Only since a time, or a duration ago.", valueName: "time"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Only about the patient whose number is in a file, like bsn:111222333.", valueName: "file"),
    completion: .file())
  var patientFrom: String?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let since = try Moments.since(since, context)
    let numbers = try patientFrom.map(PatientInput.searched)
    let vault = try home.openVault(context, printer)
    let patients = try numbers.map { try PatientTokens.all(of: $0, in: vault) }
    let lines = try vault.numberedAuditLines()
      .filter { AuditText.isSince(since, $0) && AuditText.isAbout(patients, $0) }
    for line in lines where printer.isJSON { try printer.json(AuditText.json(line)) }
    guard !printer.isJSON, !lines.isEmpty else { return .done }
    try printer.line(Columns.aligned(lines.map(AuditText.columns)))
    return .done
  }
}
