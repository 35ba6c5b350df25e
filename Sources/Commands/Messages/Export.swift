internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Records

struct Export: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "export",
    abstract: "Take messages out for the patient's record.",
    discussion: """
      tacita export @last > note.txt
      tacita export 3f9a --format eml -o consult.eml
      tacita export --conversation 81c0 --format json
      tacita export 3f9a --patient-from number --format fhir -o bundle.json
      tacita export --patient-from number --format mdm -o messages.hl7
      tacita export 3f9a --patient-from number --format mdm --mllp engine:2575

      Writes each message with its author, the registrations that the author's card claims, the \
      colour at arrival, the times and the digest. For the record's systems: fhir (a FHIR R4 \
      Bundle), fhir-document (IHE MHD) and mdm (HL7 v2.5.1); the last two need a patient. text and \
      json list attachments, the others have them. tacita verify-export proves who wrote what, \
      from all but text. Messages whose sender asks not to export them are not exported. The audit \
      log has a line before anything is written, and one when all of it is.
      """)

  @Argument(help: "The beginnings of ids, or @last.")
  var ids: [String] = []

  @Option(
    help: ArgumentHelp("All messages of a conversation, in order.", valueName: "id"))
  var conversation: String?

  @Option(
    help: ArgumentHelp(
      "The patient in a file, like bsn:111222333, a FHIR Patient or a PID segment; alone: all "
        + "messages about them.",
      valueName: "file"), completion: .file())
  var patientFrom: String?

  @Option(
    help: ArgumentHelp("text, json, eml, fhir, fhir-document or mdm.", valueName: "format"))
  var format: ExportFormat = .text

  @Flag(help: "With fhir-document: a document for each attachment too.")
  var each = false

  @Option(
    help: ArgumentHelp(
      "With mdm: send to a system that takes HL7 v2 over MLLP, and wait for its answer.",
      valueName: "host:port"))
  var mllp: String?

  @Option(
    help: ArgumentHelp("With --mllp: how long an answer may take; else 30s.", valueName: "duration")
  )
  var timeout: String?

  @OptionGroup var target: OutputFileOptions

  @OptionGroup var home: HomeOptions
  @OptionGroup var outputOptions: OutputOptions

  func check() throws {
    guard ids.isEmpty || conversation == nil,
      !ids.isEmpty || conversation != nil || patientFrom != nil
    else {
      throw Failure.usage(
        ids.isEmpty
          ? "name messages, a conversation or a patient"
          : "name messages or a conversation, not both",
        hint: "tacita list shows ids; tacita show ID --json tells a message's conversation")
    }
    guard patientFrom != nil || !format.needsPatient else {
      throw Failure.usage(
        "the format \(format.rawValue) needs a patient",
        hint: "--patient-from FILE, with a line like bsn:111222333, a FHIR Patient or a PID segment"
      )
    }
    guard !each || format == .fhirDocument else {
      throw Failure.usage("--each goes with --format fhir-document")
    }
    guard mllp == nil || format == .mdm && target.output == nil else {
      throw Failure.usage("--mllp goes with --format mdm, and without -o")
    }
    guard timeout == nil || mllp != nil else { throw Failure.usage("--timeout goes with --mllp") }
  }

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    let receiver = try mllp.map { try RecordSending.receiver($0, timeout, context) }
    if receiver == nil, format.hasAttachments, target.output == nil, context.output.isTerminal {
      throw Failure(
        "terminal", .usage, "attachments would be written to the terminal",
        hint: "name a file with -o FILE, or -o - for the terminal all the same")
    }
    let file = try target.file()
    let destination = file?.descriptor ?? context.output
    let patient = try patientFrom.map { try PatientInput.read($0, toSearch: !isNamed) }
    let vault = try home.openVault(context, printer)
    let exporter = try MessageExporter(vault, as: format.rawValue)
    let patients = try patient.map { try PatientTokens.all(of: $0.numbers, in: vault) }
    let messages = try messages(exporter, patients, printer)
    let record = try patient?.record()
    if let receiver, let record {
      return try RecordSending.send(
        messages, by: exporter, to: receiver, about: record, again: target.force, printer)
    }
    try Signals.heldBrokenPipes {
      try exporter.export(messages) { exports in
        try write(exports, about: record, to: destination, printer)
        try settle(file, destination)
      }
    }
    printer.remark("exported \(messages.count.counted("message"))")
    return .done
  }

  /// Whether the user says which messages are meant, and not only whom they are about.
  private var isNamed: Bool { !ids.isEmpty || conversation != nil }

  /// Those that are meant. It is told of which of them the user alone says that they are about the
  /// patient.
  private func messages(
    _ exporter: MessageExporter, _ patients: Set<PatientToken>?, _ printer: Printer
  ) throws -> [StoredMessage] {
    guard isNamed else { return try exporter.about(patients ?? []) }
    let messages = try conversation.map(exporter.conversation) ?? exporter.find(ids)
    guard let patients else { return messages }
    for message in messages where try !exporter.names(patients, message) {
      printer.warn(
        "\(message.summary.id.hex.prefix(12)) does not bear a token of that number: you say that "
          + "it is about this patient")
    }
    return messages
  }

  /// Returns when the output is whole where it belongs, as far as this process can know.
  private func settle(_ file: OutputFile?, _ destination: Descriptor) throws {
    try file?.commit()
    try destination.sync()
    try destination.checkReader()
  }

  private func write(
    _ exports: [MessageExporter.Export], about patient: RecordPatient?,
    to destination: Descriptor, _ printer: Printer
  ) throws {
    if format == .eml { return try InternetMessage.write(exports, to: destination.write) }
    if format == .text { return try ExportText.write(exports, to: destination) }
    for export in exports {
      switch (format, patient) {
      case (.mdm, let patient?):
        try MDMMessage.write(export, patient: patient, to: destination.write)
      case (.fhirDocument, let patient?):
        let empty = try DocumentReferences.write(
          export, patient: patient, attachments: each, to: destination.write)
        for name in empty { printer.warn("\(name.escapedForTerminal()) is empty: left out") }
      case (.fhir, _): try FHIRBundle.write(export, patient: patient, to: destination.write)
      default: try printer.json(ExportText.json(export), on: destination)
      }
    }
  }
}

enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, eml, fhir
  case fhirDocument = "fhir-document"
  case mdm

  var needsPatient: Bool { self == .fhirDocument || self == .mdm }
  var hasAttachments: Bool { self != .text && self != .json }
}
