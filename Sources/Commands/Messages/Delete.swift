internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Messaging

struct Delete: TacitaCommand {
  static let configuration = CommandConfiguration(
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

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let messages = StoredMessages(try home.openVault(context, printer))
    let found = try ids.map { try messages.find($0) }
    try sure.confirm(
      Self.question(found), otherwise: "nothing was deleted", home, context)
    for message in found {
      try messages.delete(message)
      try printer.result(
        text: "deleted \(message.summary.id.hex)",
        json: JSONObject([
          "id": .string(message.summary.id.hex), "outcome": "deleted", "schema": "tacita/delete/1",
        ]))
    }
    return .done
  }

  private static func question(_ messages: [StoredMessage]) -> String {
    guard messages.count == 1, let only = messages.first?.summary else {
      return "delete \(messages.count) messages, for good?"
    }
    let subject = only.subject.isEmpty ? "" : " (\(only.subject.escapedForTerminal()))"
    return "delete the message \(only.id.hex.prefix(12)) of \(only.sent.short)\(subject), for good?"
  }
}
