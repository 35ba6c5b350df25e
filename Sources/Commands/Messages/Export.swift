internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Messaging
internal import Records

struct Export: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Take messages out for the patient's record.",
    discussion: """
      tacita export @last > note.txt
      tacita export 3f9a --format eml -o consult.eml
      tacita export --conversation 81c0 --format json
      tacita export --patient-from number --format fhir -o bundles.ndjson

      Writes each message with its author, the registrations that the author's card claims, the \
      colour at arrival, the times and the digest. The formats eml and fhir have the attachments; \
      the others list them. tacita verify-export proves from json, eml and fhir who wrote what. \
      Messages whose sender asks not to export them are not exported. The audit log has a line \
      before anything is written.
      """)

  @Argument(help: "The beginnings of ids, or @last.")
  var ids: [String] = []

  @Option(
    help: ArgumentHelp("All messages of a conversation, in order.", valueName: "id"))
  var conversation: String?

  @Option(
    help: ArgumentHelp(
      "All messages about the patient whose number is in a file, like bsn:111222333.",
      valueName: "file"), completion: .file())
  var patientFrom: String?

  @Option(help: ArgumentHelp("text, json, eml or fhir.", valueName: "format"))
  var format: ExportFormat = .text

  @OptionGroup var target: OutputFileOptions

  @OptionGroup var home: HomeOptions
  @OptionGroup var outputOptions: OutputOptions

  func check() throws {
    let ways = [!ids.isEmpty, conversation != nil, patientFrom != nil].count { $0 }
    guard ways == 1 else {
      throw Failure.usage(
        ways == 0
          ? "name messages, a conversation or a patient"
          : "name messages, a conversation or a patient, only one of them",
        hint: "tacita list shows ids; tacita show ID --json tells a message's conversation")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    if [.eml, .fhir].contains(format), target.output == nil, context.output.isTerminal {
      throw Failure(
        "terminal", .usage, "attachments would be written to the terminal",
        hint: "name a file with -o FILE, or -o - for the terminal all the same")
    }
    let file = try target.file()
    let destination = file?.descriptor ?? context.output
    let number = try patientFrom.map(PatientNumberInput.read)
    let vault = try home.openVault(context, printer)
    let exporter = try MessageExporter(vault)
    let messages =
      try number.map { try exporter.about(PatientTokens.all(of: $0, in: vault)) }
      ?? conversation.map(exporter.conversation) ?? exporter.find(ids)
    try exporter.export(messages) { exports in
      switch format {
      case .eml: try InternetMessage.write(exports, to: destination.write)
      case .fhir:
        let patient = try number.map(RecordPatient.init)
        for export in exports {
          try FHIRBundle.write(export, patient: patient, to: destination.write)
        }
      case .json:
        for export in exports { try printer.json(ExportText.json(export), on: destination) }
      case .text: try ExportText.write(exports, to: destination)
      }
      try file?.commit()
    }
    printer.remark("exported \(messages.count.counted("message"))")
    return .done
  }
}

enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, eml, fhir
}
