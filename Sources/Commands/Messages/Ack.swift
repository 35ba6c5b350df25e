internal import AgeFormat
internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

struct Ack: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: "Tell the sender of a message that you take care of it, or that you do not.",
    discussion: """
      tacita ack @last
      tacita ack 3f9a --decline --note why.txt

      The sender sees it in tacita show. The last answer counts.
      """)

  @Argument(help: "The beginning of an id, or @last for the message last received.")
  var id: String

  @Flag(help: "Say that you do not take care of it.")
  var decline = false

  @Option(
    help: ArgumentHelp(
      "The file of a note to the sender, - for standard input.", valueName: "file"),
    completion: .file())
  var note: String?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let note = try note.map { path -> any ByteSource in
      DescriptorSource(path == "-" ? context.input : try Descriptor.reading(path))
    }
    let vault = try home.openVault(context, printer)
    var acknowledger = try Acknowledger(vault, by: home.wayOut(of: vault, printer))
    let answered = try acknowledger.answer(id, isDeclined: decline, note: note)
    if answered.isQueued { printer.remark(SentText.queued) }
    try DeliveryText.tell(answered.earlier, vault, printer)
    let id = answered.message.summary.id.hex
    let state = answered.isDeclined ? "declined" : "acknowledged"
    try printer.result(
      text: "\(state) \(id.prefix(12)) to \(answered.sender.alias)",
      json: JSONObject([
        "alias": .string(answered.sender.alias.description),
        "at": .string(answered.at.description), "id": .string(id),
        "note": answered.note.map { .string($0.hex) },
        "queued": answered.isQueued ? .bool(true) : nil, "schema": "tacita/ack/1",
        "state": .string(state), "to": .string(answered.sender.identity.description),
      ]))
    return .done
  }
}
