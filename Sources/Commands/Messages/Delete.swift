internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Messaging

struct Delete: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete messages here before they expire.",
    discussion: """
      tacita delete 3f9a

      For a message to the wrong patient or person. Copies elsewhere stay until they expire.
      """)

  @Argument(help: "The beginnings of ids, or @last.")
  var ids: [String]

  @OptionGroup var sure: ConfirmOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  /// Digits of an id at the least: fewer are soon those of another message.
  private static let fewestDigits = 4

  func check() throws {
    for id in ids where id.utf8.count < Self.fewestDigits && id.allSatisfy(\.isHexDigit) {
      throw Failure.usage(
        "“\(id)” is too short to delete by", hint: "give four digits of the id or more")
    }
  }

  /// A message, or an envelope that is held or was refused.
  private enum Target {
    case message(StoredMessage)
    case envelope(QueuedMail.Item)
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    let messages = StoredMessages(vault)
    let targets = try ids.map { try target($0, messages, vault) }
    try sure.confirm(
      Self.question(targets), otherwise: "nothing was deleted", home, context)
    for target in targets {
      switch target {
      case .message(let message):
        let waiting = try Deliveries(vault).records(of: message).count { $0.state == .waiting }
        try messages.delete(message)
        try tell(message.summary.id.hex, "id", printer)
        if waiting > 0 {
          let copies = waiting.counted("copy", plural: "copies")
          printer.caution("\(copies) of it had not gone out, and will not")
        }
      case .envelope(let item):
        try QueuedMail(vault).delete(item)
        try tell(item.entry.name, "held", printer)
      }
    }
    return .done
  }

  private func target(
    _ text: String, _ messages: StoredMessages, _ vault: OpenVault
  ) throws -> Target {
    do { return .message(try messages.find(text)) } catch ReadingError.unknownMessage {
      return .envelope(try QueuedMail(vault).find(text))
    }
  }

  private func tell(_ id: String, _ key: String, _ printer: Printer) throws {
    try printer.result(
      text: "deleted \(id)",
      json: JSONObject([
        (key, .string(id)), ("outcome", "deleted"), ("schema", "tacita/delete/1"),
      ]))
  }

  private static func question(_ targets: [Target]) -> String {
    guard targets.count == 1, let only = targets.first else {
      return "delete \(targets.count) messages, for good?"
    }
    switch only {
    case .message(let message):
      let summary = message.summary
      let subject = summary.subject.isEmpty ? "" : " (\(summary.subject.escapedForTerminal()))"
      return
        "delete the message \(summary.id.hex.prefix(12)) of "
        + "\(summary.sent.short)\(subject), for good?"
    case .envelope(let item):
      return "delete the envelope \(item.entry.name.prefix(12)), which is \(item.kind), for good?"
    }
  }
}
