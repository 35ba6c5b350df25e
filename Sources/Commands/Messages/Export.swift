internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Messaging

struct Export: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Take messages out for the patient's record.",
    discussion: """
      tacita export @last > note.txt
      tacita export 3f9a --format eml -o consult.eml
      tacita export --conversation 81c0 --format json

      Writes each message with its author, the registrations that the author's card claims, the \
      colour at arrival, the times and the digest. Only the format eml has the attachments; the \
      others list them. Messages whose sender asks not to export them are not exported. The audit \
      log has a line before anything is written.
      """)

  @Argument(help: "The beginnings of ids, or @last.")
  var ids: [String] = []

  @Option(
    help: ArgumentHelp("All messages of a conversation, in order.", valueName: "id"))
  var conversation: String?

  @Option(help: ArgumentHelp("text, json or eml.", valueName: "format"))
  var format: ExportFormat = .text

  @OptionGroup var target: OutputFileOptions

  @OptionGroup var home: HomeOptions
  @OptionGroup var outputOptions: OutputOptions

  func check() throws {
    guard ids.isEmpty != (conversation == nil) else {
      throw Failure.usage(
        ids.isEmpty
          ? "name messages, or a conversation" : "name messages or a conversation, not both",
        hint: "tacita list shows ids; tacita show ID --json tells a message's conversation")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    if format == .eml, target.output == nil, context.output.isTerminal {
      throw Failure(
        "terminal", .usage, "attachments would be written to the terminal",
        hint: "name a file with -o FILE, or -o - for the terminal all the same")
    }
    let file = try target.file()
    let destination = file?.descriptor ?? context.output
    let exporter = try MessageExporter(try home.openVault(context, printer))
    let messages = try conversation.map(exporter.conversation) ?? exporter.find(ids)
    try exporter.export(messages) { exports in
      switch format {
      case .eml: try InternetMessage.write(exports, to: destination.write)
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
  case text, json, eml
}
