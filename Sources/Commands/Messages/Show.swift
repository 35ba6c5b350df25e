internal import ArgumentParser
internal import Envelopes
internal import Files
internal import MessageVault
internal import Messaging

struct Show: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Read a message, or take out one of its parts.",
    discussion: """
      tacita show @last
      tacita show 3f9a --peek
      tacita show 3f9a --part 1 -o rash.jpg

      Writes the text to standard output, and the header to standard error. Every byte is checked \
      against the sender's signature again before it is written.
      """)

  @Argument(help: "The beginning of an id, or @last for the message last received.")
  var id: String

  @Option(help: ArgumentHelp("The part: 0 is the text, attachments follow.", valueName: "number"))
  var part: Int?

  @OptionGroup var file: OutputFileOptions

  @Flag(help: "Leave the message unread.")
  var peek = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var outputOptions: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    let vault = try home.openVault(context, printer)
    let messages = StoredMessages(vault)
    let message = try messages.find(id)
    let copies = try copies(of: message, vault, context, printer)
    let reader = try messages.open(message)
    let index = part ?? 0
    guard reader.head.parts.indices.contains(index) else {
      throw ReadingError.noSuchPart(index, count: reader.head.parts.count)
    }
    if part == nil, file.output == nil, outputOptions.json {
      try showJSON(vault, message, reader, copies, printer)
      return .done
    }
    try checkTerminal(reader.head.parts[index], index, context)
    let target = try file.file()
    if part == nil {
      let answered = reader.head.inReplyTo.map { id in
        MessageText.answered(id, try? messages.find(id.hex))
      }
      printer.remarkPlain(
        try MessageText.header(
          reader, message, answering: answered, copies: copies, ContactBook(vault),
          own: vault.identity) + "\n")
    }
    try note(message, reader.head, part: index, messages)
    try write(reader, index, target, context, printer)
    return .done
  }

  /// What became of the copies of an own message, looked up where the route can be reached.
  private func copies(
    of message: StoredMessage, _ vault: OpenVault, _ context: Context, _ printer: Printer
  ) throws -> [DeliveryRecord] {
    guard message.summary.isOutgoing, part == nil else { return [] }
    let deliveries = Deliveries(vault)
    if let route = try home.reachableRoute(context, printer) {
      try deliveries.refresh(from: route)
    }
    return try deliveries.records(of: message)
  }

  private func note(
    _ message: StoredMessage, _ head: MessageHead, part: Int, _ messages: StoredMessages
  ) throws {
    if peek {
      try messages.notePeek(message, head: head, part: part)
    } else {
      try messages.markRead(message, head: head, part: part)
    }
  }

  /// Attachments go to a terminal only when that is asked for by name.
  private func checkTerminal(_ part: MessageHead.Part, _ index: Int, _ context: Context) throws {
    guard index > 0, file.output == nil, context.output.isTerminal else { return }
    throw Failure(
      "terminal", .usage, "“\(part.name.escapedForTerminal())” would be written to the terminal",
      hint: "name a file with -o FILE, or -o - if that is what you want")
  }

  private func write(
    _ reader: ContentReader, _ index: Int, _ target: OutputFile?, _ context: Context,
    _ printer: Printer
  ) throws {
    if let file = target {
      let progress = ProgressLine(printer, total: reader.tail.parts[index].size)
      try reader.read(index, to: progress.watching(file.descriptor.write))
      progress.finish()
      return try file.commit()
    }
    guard index == 0, context.output.isTerminal, file.output == nil else {
      return try reader.read(index, to: context.output.write)
    }
    try showOnTerminal(reader, context)
  }

  /// The text with what could drive a terminal escaped, ending in a line feed.
  private func showOnTerminal(_ reader: ContentReader, _ context: Context) throws {
    guard let bytes = try reader.bytes(of: 0, limit: 16 << 20) else {
      throw Failure(
        "terminal", .usage, "the text is too long for a terminal", hint: "name a file with -o FILE")
    }
    var text = String(decoding: bytes, as: UTF8.self).escapedForTerminal(lines: true)
    if !text.hasSuffix("\n") { text += "\n" }
    try context.output.write(Array(text.utf8))
  }

  private func showJSON(
    _ vault: OpenVault, _ message: StoredMessage, _ reader: ContentReader,
    _ copies: [DeliveryRecord], _ printer: Printer
  ) throws {
    let book = try ContactBook(vault)
    var json = MessageText.json(reader.head, reader.tail, message.summary)
    json["schema"] = "tacita/message/1"
    json["author"] = .object(
      MessageText.json(try Correspondent(authorOf: message.summary, in: book)))
    if message.summary.isOutgoing {
      json["deliveries"] = .array(copies.map { .object(DeliveryText.json($0, book)) })
    }
    json["digest"] = .string(reader.digest.hex)
    try note(message, reader.head, part: 0, StoredMessages(vault))
    if let text = try reader.bytes(of: 0, limit: 16 << 20) {
      json["text"] = .string(String(decoding: text, as: UTF8.self))
    }
    try printer.json(json)
  }
}
