internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

struct Show: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "show",
    abstract: "Read a message, or take out one of its parts.",
    discussion: """
      tacita show @last
      tacita show 3f9a --peek
      tacita show 3f9a --part 1 -o rash.jpg
      tacita show @last --conversation

      Writes the text to standard output, and the header to standard error. Every byte is checked \
      against the sender's signature again before it is written.
      """)

  @Argument(help: "The beginning of an id, or @last for the message last received.")
  var id: String

  @Option(help: ArgumentHelp("The part: 0 is the text, attachments follow.", valueName: "number"))
  var part: Int?

  @Option(
    help: ArgumentHelp(
      "With --part, of a forwarded message: a part of what is in it.", valueName: "number"))
  var inner: Int?

  @Flag(help: "Show all messages of its conversation, in the order in which they were written.")
  var conversation = false

  @OptionGroup var file: OutputFileOptions

  @Flag(help: "Leave the message unread.")
  var peek = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var outputOptions: OutputOptions

  func check() throws {
    if inner != nil, part == nil { throw Failure.usage("--inner needs --part") }
    guard conversation, part != nil || file.output != nil else { return }
    throw Failure.usage(
      "--conversation shows texts: it has no --part and no -o", hint: "leave one of them out")
  }

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    let vault = try home.openVault(context, printer)
    let messages = StoredMessages(vault)
    guard !conversation else {
      try showConversation(vault, messages, context, printer)
      return .done
    }
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
    if let inner {
      try note(message, reader.head, part: index, messages)
      return try write(inner, of: index, in: reader, messages, context)
    }
    try checkTerminal(reader.head.parts[index], index, context)
    let forwards = part == nil ? try messages.forwards(in: reader) : []
    let target = try file.file()
    if part == nil {
      let answered = reader.head.inReplyTo.map { id in
        MessageText.answered(id, try? messages.find(id.hex))
      }
      printer.remarkPlain(
        try MessageText.header(
          reader, message, answering: answered, copies: copies,
          answers: corrections(message, reader.head, messages)
            + answers(to: message, reader.head, vault)
            + forwardText(message, vault).rows(forwards), ContactBook(vault),
          own: vault.identity) + "\n")
    }
    if let recall = try messages.recall(of: message), !message.summary.isOutgoing {
      printer.warn("the sender took this message back \(AnswerText.words(recall))")
    }
    try note(message, reader.head, part: index, messages)
    try write(reader, index, target, context, printer)
    if file.output == nil { try write(forwards, context) }
    return .done
  }

  /// The forwarded texts, below the forwarder's own words.
  private func write(_ forwards: [ForwardedPart], _ context: Context) throws {
    for text in forwards.compactMap(\.text) {
      try context.output.write(Array(("\n" + ForwardText.quoted(text)).utf8))
    }
  }

  /// Part `inner` of the message that is forwarded in part `index`.
  private func write(
    _ inner: Int, of index: Int, in reader: ContentReader, _ messages: StoredMessages,
    _ context: Context
  ) throws -> Status {
    guard reader.head.parts[index].type == ForwardedMessage.type else {
      throw Failure.usage("part \(index) is not a forwarded message")
    }
    if file.output == nil, context.output.isTerminal {
      throw Failure(
        "terminal", .usage, "part \(inner) of part \(index) would be written to the terminal",
        hint: "name a file with -o FILE, or -o - if that is what you want")
    }
    let target = try file.file()
    do {
      try messages.readForward(
        inner, of: index, in: reader, to: target?.descriptor.write ?? context.output.write)
    } catch let error as BadForward {
      throw Failure(
        "bad-forward", .badData,
        "part \(index) is not a message as its author signed it: "
          + error.reason, hint: "only the forwarder's own words count")
    }
    try target?.commit()
    return .done
  }

  private func forwardText(_ message: StoredMessage, _ vault: OpenVault) throws -> ForwardText {
    let book = try ContactBook(vault)
    let from = message.summary.from
    return ForwardText(
      book: book, own: vault.identity,
      forwarder: message.summary.isOutgoing
        ? "you" : book[from]?.alias.description ?? String(from.description.prefix(12)))
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

  /// What this message corrects, and what corrects it.
  private func corrections(
    _ message: StoredMessage, _ head: MessageHead, _ messages: StoredMessages
  ) throws -> [[String]] {
    let found = try messages.corrections(of: message, head)
    return (found.of.map { [["corrects", MessageText.answered($0.summary.id, $0)]] } ?? [])
      + found.by.map { ["corrected", "by " + MessageText.answered($0.summary.id, $0)] }
  }

  /// What recipients told of an own message; of another, what is asked and what the user answered.
  private func answers(
    to message: StoredMessage, _ head: MessageHead, _ vault: OpenVault
  ) throws -> [[String]] {
    if case .receipt(let entries) = head.kind {
      return entries.map { entry in
        let about = try? StoredMessages(vault).find(entry.id.hex)
        return [
          entry.state == .declined ? "declines" : "accepts", MessageText.answered(entry.id, about),
        ]
      }
    }
    if message.summary.isOutgoing {
      return AnswerText.rows(
        try StoredMessages(vault).standing(of: message), head, try ContactBook(vault),
        own: vault.identity)
    }
    let recall = try StoredMessages(vault).recall(of: message)
    let recalled = recall.map { [["recalled", "by the sender \(AnswerText.words($0))"]] } ?? []
    if let answer = try vault.receipt(message.rowKey)?.answer {
      let state = answer.isDeclined ? "declined" : "acknowledged"
      return recalled + [["answer", "you \(state) it \(answer.at.short)"]]
    }
    guard recall == nil else { return recalled }
    guard head.wants.contains(.acknowledged) else { return [] }
    return [["asks for", "an answer: tacita ack \(head.id.hex.prefix(12))"]]
  }

  private func note(
    _ message: StoredMessage, _ head: MessageHead, part: Int, _ messages: StoredMessages
  ) throws {
    try messages.markRead(message, head: head, part: part, peek: peek)
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
      try file.write { try reader.read(index, to: progress.watching($0)) }
      progress.finish()
      return try file.commit()
    }
    guard index == 0, context.output.isTerminal, file.output == nil else {
      return try reader.read(index, to: context.output.write)
    }
    try showLines(reader, context)
  }

  /// The text, ending in a line feed; on a terminal with what could drive it escaped.
  private func showLines(_ reader: ContentReader, _ context: Context) throws {
    guard let bytes = try reader.bytes(of: 0, limit: 16 << 20) else {
      throw Failure(
        "terminal", .usage, "the text is too long for a terminal", hint: "name a file with -o FILE")
    }
    var text = String(decoding: bytes, as: UTF8.self)
    if context.output.isTerminal { text = text.escapedForTerminal(lines: true) }
    if !text.hasSuffix("\n") { text += "\n" }
    try context.output.write(Array(text.utf8))
  }

  private func showJSON(
    _ vault: OpenVault, _ message: StoredMessage, _ reader: ContentReader,
    _ copies: [DeliveryRecord], _ printer: Printer
  ) throws {
    let book = try ContactBook(vault)
    var json = MessageText.json(reader.head, reader.tail, message.summary)
    try MessageText.addSHA256(to: &json, of: reader)
    json["schema"] = "tacita/message/1"
    json["author"] = .object(
      MessageText.json(try Correspondent(authorOf: message.summary, in: book)))
    if message.summary.isOutgoing {
      let names = try PeopleNames(of: vault)
      json["deliveries"] = .array(copies.map { .object(DeliveryText.json($0, names)) })
    }
    json["digest"] = .string(reader.digest.hex)
    let forwards = try StoredMessages(vault).forwards(in: reader)
    json["forwarded"] =
      forwards.isEmpty ? nil : try forwardText(message, vault).json(forwards)
    json["recall"] = try StoredMessages(vault).recall(of: message)
      .map { .object(AnswerText.json($0)) }
    let corrections = try StoredMessages(vault).corrections(of: message, reader.head).by
    json["replacedBy"] =
      corrections.isEmpty ? nil : .array(corrections.map { .string($0.summary.id.hex) })
    if message.summary.isOutgoing {
      json["standing"] = AnswerText.json(
        try StoredMessages(vault).standing(of: message),
        to: reader.head.to.filter { $0 != vault.identity }, book)
    } else if let answer = try vault.receipt(message.rowKey)?.answer {
      json["answer"] = .object(
        JSONObject([
          "at": .string(answer.at.description),
          "state": .string(answer.isDeclined ? "declined" : "acknowledged"),
        ]))
    }
    LabelText.fill(
      &json, try MessageLabels(vault, ContactBook(vault)).label(message, reader.head))
    try note(message, reader.head, part: 0, StoredMessages(vault))
    if let text = try reader.bytes(of: 0, limit: 16 << 20) {
      json["text"] = .string(String(decoding: text, as: UTF8.self))
    }
    try printer.json(json)
  }
}

/// A whole conversation.
extension Show {
  private func showConversation(
    _ vault: OpenVault, _ messages: StoredMessages, _ context: Context, _ printer: Printer
  ) throws {
    let book = try ContactBook(vault)
    for (index, message) in try messages.conversation(with: id).enumerated() {
      let reader = try messages.open(message)
      guard !outputOptions.json else {
        try showJSON(vault, message, reader, Deliveries(vault).records(of: message), printer)
        continue
      }
      if index > 0 { try printer.line("") }
      try printer.line(MessageText.heading(reader, message, book))
      try note(message, reader.head, part: 0, messages)
      try showLines(reader, context)
    }
  }
}
