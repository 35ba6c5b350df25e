internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Policies
internal import Records

struct AuditExport: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the audit log out, for a system that collects such logs.",
    discussion: """
      tacita audit export -o audit.jsonl
      tacita audit export --format fhir --since 1d -o events.ndjson
      tacita audit export --format syslog --since 1d > audit.log

      json: one object a line. fhir: one FHIR AuditEvent a line (IHE BALP). syslog: one message of \
      RFC 5424 a line. The export is itself a line of the log.
      """)

  @Option(help: ArgumentHelp("json, fhir or syslog.", valueName: "format"))
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
    let destination = file?.descriptor ?? context.output
    let vault = try home.openVault(context, printer)
    try vault.machine.check(format.rawValue, among: .auditFormats)
    let identity = vault.identity
    try vault.exportAuditLines { line in
      guard AuditText.isSince(since, line) else { return }
      switch format {
      case .json: try printer.json(AuditText.json(line), on: destination)
      case .fhir: try printer.json(AuditEvent.resource(line, of: identity), on: destination)
      case .syslog:
        let text = SyslogLine.text(line, AuditText.json(line), version: Tacita.version) + "\n"
        try destination.write(Array(text.utf8))
      }
    }
    try file?.commit()
    return .done
  }
}

enum AuditFormat: String, CaseIterable, ExpressibleByArgument {
  case json, fhir, syslog
}
