internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

struct Search: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "search",
    abstract: "Find messages by words in their subject or text.",
    discussion: """
      tacita search wrist swelling
      tacita search --from jansen --since 7d rash

      Lists the messages that have all the words, as tacita list does. Case and accents do not \
      matter. Nothing is indexed, and no message is marked as read.
      """)

  @Argument(help: "Words, or their beginnings.")
  var words: [String]

  @Option(help: ArgumentHelp("Only from this contact.", valueName: "alias"), completion: .contacts)
  var from: String?

  @Option(
    help: ArgumentHelp(
      "Only received since a time: 2d, yesterday, 14:30, 2026-11-25.", valueName: "time"))
  var since: String?

  @Flag(help: "Do not show a long list by the screen.")
  var noPager = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    var filter = StoredMessages.Filter()
    filter.since = try Moments.since(since, context)
    let vault = try home.openVault(context, output.printer(context))
    let book = try ContactBook(vault)
    filter.from = try from.map { try book.find($0).identity }
    guard let search = MessageSearch(vault, words: words) else {
      throw Failure.usage("there is no letter or digit to look for", hint: "give a word")
    }
    let messages = StoredMessages(vault)
    let found = try search.matches(among: messages.list(filter))
    let labels = try MessageLabels(vault, book)
    let listed = try found.compactMap {
      try ListedMessage($0, messages, labels, withRecipients: output.json)
    }
    try ListedMessage.show(listed, vault, isPaged: !noPager, output, context)
    return found.isEmpty ? .no : .done
  }
}
