internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

struct List: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "list",
    abstract: "List the messages that have not expired.",
    discussion: """
      tacita list --unread
      tacita list --from jansen --since yesterday
      tacita list --priority stat --limit 5
      tacita list --sent

      The newest is last. Columns: id, * for what is unread, colour, sender or recipient, time, \
      priority, size, subject.
      """)

  @Option(help: ArgumentHelp("Only from this contact.", valueName: "alias"), completion: .contacts)
  var from: String?

  @Option(
    help: ArgumentHelp("Only of this team.", valueName: "team"), completion: .teams)
  var team: String?

  @Option(
    help: ArgumentHelp(
      "Only about the patient whose number is in a file, like bsn:111222333.", valueName: "file"),
    completion: .file())
  var patientFrom: String?

  @Option(
    help: ArgumentHelp(
      "Only received since a time: 2d, yesterday, 14:30, 2026-11-25.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only with this priority.", valueName: "priority"))
  var priority: MessageHead.Priority?

  @Option(help: ArgumentHelp("Only the newest ones, at most so many.", valueName: "number"))
  var limit: Int?

  @Option(help: ArgumentHelp("Only the conversation of this message.", valueName: "id"))
  var conversation: String?

  @Flag(help: "Only what was not read yet.")
  var unread = false

  @Flag(help: "Only what you sent, and what became of each copy.")
  var sent = false

  @Flag(help: "Envelopes that are held until they can be opened.")
  var held = false

  @Flag(help: "Envelopes that were refused, and why.")
  var refused = false

  @Flag(help: "Do not show a long list by the screen.")
  var noPager = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    if sent, from != nil || unread {
      throw Failure.usage(
        "--sent lists your own messages: --from and --unread are for those of others",
        hint: "leave one of them out")
    }
    if held || refused {
      guard !(held && refused), !sent, !unread, from == nil, since == nil, priority == nil,
        limit == nil, conversation == nil, team == nil, patientFrom == nil
      else {
        throw Failure.usage(
          "--held and --refused stand alone: they list envelopes, not messages",
          hint: "leave the other options out")
      }
    }
    if let limit, limit < 1 { throw Failure.usage("--limit is 1 or more") }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    var filter = StoredMessages.Filter()
    filter.since = try Moments.since(since, context)
    filter.unreadOnly = unread
    filter.sentOnly = sent
    filter.priority = priority
    filter.limit = limit
    let numbers = try patientFrom.map(PatientInput.searched)
    let vault = try home.openVault(context, printer)
    filter.patients = try numbers.map { try PatientTokens.all(of: $0, in: vault) }
    let book = try ContactBook(vault)
    guard !held, !refused else {
      try listQueued(held ? .held : .refused, vault, book, printer)
      return .done
    }
    filter.from = try from.map { try book.find($0).identity }
    let authorities = try AuthorityBook(vault, trust: book.trust)
    let labels = MessageLabels(authorities, own: vault.identity)
    filter.team = try team.map { try authorities.find($0, .team).id }
    let messages = StoredMessages(vault)
    filter.conversation = try conversation.map(messages.conversation)
    let deliveries = Deliveries(vault)
    if sent, let route = try home.reachableRoute(context, printer) {
      try deliveries.refresh(from: route)
    }
    let listed = try messages.list(filter).compactMap { message in
      try ListedMessage(
        message, messages, labels, withRecipients: output.json,
        copies: sent ? deliveries.records(of: message) : nil)
    }
    try ListedMessage.show(listed, vault, isPaged: !noPager, output, context)
    return .done
  }
}

extension List {
  private func listQueued(
    _ kind: QueuedMail.Kind, _ vault: OpenVault, _ book: ContactBook, _ printer: Printer
  ) throws {
    // Strangers' bytes are opened again.
    Confinement.confine(
      to: .init(reads: Confinement.Access.system, trees: [vault.vault.home.path]), sockets: .local)
    let mail = QueuedMail(vault)
    for description in try mail.describe(mail.items(kind)) {
      let text = QueuedText(description: description, book: book)
      try printer.result(text: text.line, json: text.json)
    }
  }
}
