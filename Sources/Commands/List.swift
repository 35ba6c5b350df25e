package import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

package struct List: TacitaCommand {
  package static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the messages that have not expired.",
    discussion: """
      tacita list --unread
      tacita list --from jansen --since 2d

      Columns: id, colour, whom, time, priority, size, subject; * marks what is unread.
      """)

  @Option(help: ArgumentHelp("Only from this contact.", valueName: "alias"))
  var from: String?

  @Option(help: ArgumentHelp("Only received since a time, or a duration ago.", valueName: "time"))
  var since: String?

  @Flag(help: "Only what was not read yet.")
  var unread = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(_ context: Context) throws {
    let printer = output.printer(context)
    var filter = StoredMessages.Filter()
    filter.since = try Durations.since(since, context)
    filter.unreadOnly = unread
    let vault = try home.openVault(context, printer)
    let book = try ContactBook(vault)
    filter.from = try from.map { try book.find($0).identity }
    for message in try StoredMessages(vault).list(filter) {
      let summary = message.summary
      var json = MessageText.json(summary)
      json["alias"] = book[summary.from].map { .string($0.alias.description) }
      // What the sender is worth by now; what they were when it came stays with the message.
      let colour =
        book[summary.from].map { book.standing(of: $0).colour.rawValue } ?? summary.colour
      json["colourNow"] = summary.isOutgoing ? nil : .string(colour)
      json["parts"] = .number(summary.parts)
      json["schema"] = "tacita/message/1"
      json["storedSize"] = .number(message.size)
      json["subject"] = summary.subject.isEmpty ? nil : .string(summary.subject)
      let whom =
        summary.isOutgoing ? "you" : book[summary.from]?.alias.description ?? "a former contact"
      var cells = [
        "\(summary.id.hex.prefix(12))\(summary.isRead ? " " : "*")",
        printer.colour(summary.isOutgoing ? summary.colour : colour), Columns.padded(whom, 12),
        summary.sent.short,
        Columns.padded(summary.priority, 7), Size.text(message.size),
      ]
      if !summary.subject.isEmpty {
        cells[5] = Columns.padded(cells[5], 7)
        cells.append(summary.subject.escapedForTerminal())
      }
      try printer.result(text: cells.joined(separator: "  "), json: json)
    }
  }
}
