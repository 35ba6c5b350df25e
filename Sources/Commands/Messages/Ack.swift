internal import AgeFormat
internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

struct Ack: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "ack",
    abstract: "Tell the sender of a message that you take care of it, or that you do not.",
    discussion: """
      tacita ack @last
      tacita ack 3f9a --decline --note why.txt

      The sender sees it in tacita show. The last answer counts. Of a forwarded message its author \
      is told too.
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
    var acknowledger = try Acknowledger(vault, by: home.wayOut(of: vault, context, printer))
    let answered = try acknowledger.answer(id, isDeclined: decline, note: note)
    if case .missed(let author)? = answered.author {
      printer.warn("\(author.name), who wrote it, is not told: \(author.reason.rawValue)")
    }
    if answered.isQueued { printer.remark(SentText.queued) }
    try DeliveryText.tell(answered.earlier, vault, printer)
    let id = answered.message.summary.id.hex
    let state = answered.isDeclined ? "declined" : "acknowledged"
    try printer.result(
      text: "\(state) \(id.prefix(12)) to \(names(answered))",
      json: JSONObject([
        "alias": (answered.sender.alias?.description).map { .string($0) },
        "at": .string(answered.at.description), "author": author(answered), "id": .string(id),
        "note": answered.note.map { .string($0.hex) },
        "queued": answered.isQueued ? .bool(true) : nil, "schema": "tacita/ack/1",
        "state": .string(state), "to": .string(answered.sender.identity.description),
      ]))
    return .done
  }

  private func names(_ answered: Acknowledger.Answered) -> String {
    guard case .told(let author)? = answered.author else { return answered.sender.name }
    return "\(answered.sender.name), and to \(author.name), who wrote it"
  }

  private func author(_ answered: Acknowledger.Answered) -> JSONValue? {
    guard case .told(let author)? = answered.author else { return nil }
    return .string(author.identity.description)
  }
}
