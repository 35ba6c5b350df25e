package import ArgumentParser
internal import Envelopes
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

      Columns: id, colour, from whom or to whom, time, priority, size, subject; * marks what is \
      unread.
      """)

  @Option(help: ArgumentHelp("Only from this contact.", valueName: "alias"), completion: .contacts)
  var from: String?

  @Option(help: ArgumentHelp("Only received since a time, or a duration ago.", valueName: "time"))
  var since: String?

  @Flag(help: "Only what was not read yet.")
  var unread = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    var filter = StoredMessages.Filter()
    filter.since = try Durations.since(since, context)
    filter.unreadOnly = unread
    let vault = try home.openVault(context, printer)
    let book = try ContactBook(vault)
    filter.from = try from.map { try book.find($0).identity }
    let messages = StoredMessages(vault)
    for message in try messages.list(filter) {
      guard let (head, tail) = try messages.outline(of: message) else { continue }
      let summary = message.summary
      let size = tail.parts.reduce(0) { $0 + $1.size }
      var json = MessageText.json(summary)
      json["alias"] = book[summary.from].map { .string($0.alias.description) }
      // What the sender is worth by now; what they were when it came stays with the message.
      let colour =
        book[summary.from].map { book.standing(of: $0).colour.rawValue } ?? summary.colour
      json["colourNow"] = summary.isOutgoing ? nil : .string(colour)
      json["parts"] = .number(summary.parts)
      json["schema"] = "tacita/message/1"
      json["size"] = .number(size)
      json["storedSize"] = .number(message.size)
      json["subject"] = summary.subject.isEmpty ? nil : .string(summary.subject)
      json["to"] = .array(head.to.map { .string($0.description) })
      let whom =
        summary.isOutgoing
        ? Self.addressees(head.to, book, own: vault.identity)
        : book[summary.from]?.alias.description ?? "a former contact"
      var cells = [
        "\(summary.id.hex.prefix(12))\(summary.isRead ? " " : "*")",
        printer.colour(summary.isOutgoing ? summary.colour : colour), Columns.padded(whom, 12),
        summary.sent.short,
        Columns.padded(summary.priority, 7), Size.text(size),
      ]
      if !summary.subject.isEmpty {
        cells[5] = Columns.padded(cells[5], 7)
        cells.append(summary.subject.escapedForTerminal())
      }
      try printer.result(text: cells.joined(separator: "  "), json: json)
    }
    return .done
  }

  /// The first of those that a message went to, and how many more they are.
  private static func addressees(_ to: [Identity], _ book: ContactBook, own: Identity) -> String {
    let others = to.filter { $0 != own }
    guard let first = others.first else { return "to you" }
    let alias = book[first]?.alias.description ?? "a former contact"
    return others.count == 1 ? "to \(alias)" : "to \(alias) +\(others.count - 1)"
  }
}
