internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

struct List: TacitaCommand {
  static let configuration = CommandConfiguration(
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

  @Flag(help: "Only what was not read yet.")
  var unread = false

  @Flag(help: "Only what you sent, and what became of each copy.")
  var sent = false

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
    let number = try patientFrom.map(PatientNumberInput.read)
    let vault = try home.openVault(context, printer)
    filter.patients = try number.map { try PatientTokens.all(of: $0, in: vault) }
    let book = try ContactBook(vault)
    filter.from = try from.map { try book.find($0).identity }
    let authorities = try AuthorityBook(vault, trust: book.trust)
    let labels = MessageLabels(authorities, own: vault.identity)
    filter.team = try team.map { try authorities.find($0, .team).id }
    let messages = StoredMessages(vault)
    let deliveries = Deliveries(vault)
    if sent, let route = try home.reachableRoute(context, printer) {
      try deliveries.refresh(from: route)
    }
    let hasHeader = context.output.isTerminal && !output.quiet && !output.json
    var lines = hasHeader ? [ListedMessage.header(context.clock.now())] : []
    for message in try messages.list(filter) {
      // To open the head takes longer than all the rest: only where recipients or a team are told.
      let isHeadTold =
        output.json || message.summary.isOutgoing || message.summary.namesGroup
      let head = isHeadTold ? try messages.outline(of: message)?.head : nil
      guard head != nil || !isHeadTold else { continue }
      let listed = ListedMessage(
        message: message, to: head?.to ?? [], label: head.flatMap { labels.label(message, $0) },
        copies: sent ? try deliveries.records(of: message) : nil)
      if output.json {
        try printer.json(listed.json(book))
      } else {
        lines.append(listed.line(book, own: vault.identity, printer))
        lines += listed.copyLines(book)
      }
    }
    if lines.count > (hasHeader ? 1 : 0) {
      try Paging.show(lines.joined(separator: "\n"), isWanted: !noPager, context)
    } else if hasHeader {
      printer.remark("no message")
    }
    return .done
  }
}

/// A message as `list` shows it.
private struct ListedMessage {
  let message: StoredMessage
  /// Its recipients, where they are told.
  let to: [Identity]
  let label: ShownLabel?
  /// What became of its copies; nil when that was not asked for.
  let copies: [DeliveryRecord]?

  private var summary: Summary { message.summary }

  private static let whoWidth = 12

  /// The columns' names, over lines with times like `now`.
  static func header(_ now: Timestamp) -> String {
    [
      Columns.padded("ID", 12), " ", Columns.padded("COLOUR", 7),
      Columns.padded("WHO", whoWidth), Columns.padded("SENT", now.short.count),
      Columns.padded("PRIO", 7), Columns.padded("SIZE", 7), "SUBJECT",
    ].joined(separator: "  ")
  }

  func line(_ book: ContactBook, own: Identity, _ printer: Printer) -> String {
    let who =
      summary.isOutgoing
      ? recipients(book, own: own)
      : book[summary.from]?.alias.description ?? stranger
    var cells = [
      String(summary.id.hex.prefix(12)), summary.isRead ? " " : "*",
      printer.colour(colourNow(book)), Columns.padded(who, Self.whoWidth), summary.sent.short,
      Columns.padded(summary.priority, 7), Size.text(summary.contentSize),
    ]
    let words = [
      summary.isRecalled ? "[recalled]" : nil, LabelText.mark(label),
      summary.subject.escapedForTerminal(),
    ].compactMap(\.self).filter { !$0.isEmpty }
    if !words.isEmpty {
      cells[6] = Columns.padded(cells[6], 7)
      cells.append(words.joined(separator: " "))
    }
    return cells.joined(separator: "  ")
  }

  /// Below the line, one for each copy.
  func copyLines(_ book: ContactBook) -> [String] {
    DeliveryText.lines(copies ?? [], book).map { cells in
      String(repeating: " ", count: 26) + Columns.padded(cells[0], Self.whoWidth) + "  " + cells[1]
    }
  }

  /// The sender of a message who is not a contact, or not any more.
  private var stranger: String {
    !summary.namesGroup
      ? "a former contact"
      : PeopleNames.stranger(summary.from, summary.sender?.name).escapedForTerminal()
  }

  /// What the sender is worth by now; what they were when it came stays with the message.
  private func colourNow(_ book: ContactBook) -> String {
    guard !summary.isOutgoing, let contact = book[summary.from] else { return summary.colour }
    return book.standing(of: contact).colour.rawValue
  }

  /// Those that a message went to, by name up to three of them.
  private func recipients(_ book: ContactBook, own: Identity) -> String {
    if case .team(let team, _, _)? = label { return "to \(team.alias)" }
    if case .role(let role, .sent)? = label { return "to \(role.alias)" }
    let names = to.filter { $0 != own }.map {
      book[$0]?.alias.description ?? "a former contact"
    }
    guard !names.isEmpty else { return "to yourself" }
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    return "to " + names.prefix(3).joined(separator: ", ") + more
  }

  func json(_ book: ContactBook) -> JSONObject {
    var json = MessageText.json(summary)
    json["alias"] = book[summary.from].map { .string($0.alias.description) }
    json["colourNow"] = summary.isOutgoing ? nil : .string(colourNow(book))
    json["deliveries"] = copies.map { copies in
      .array(copies.map { .object(DeliveryText.json($0, book)) })
    }
    LabelText.fill(&json, label)
    json["parts"] = .number(summary.parts)
    json["schema"] = "tacita/message/1"
    json["size"] = .number(summary.contentSize)
    json["storedSize"] = .number(message.size)
    json["subject"] = summary.subject.isEmpty ? nil : .string(summary.subject)
    json["to"] = .array(to.map { .string($0.description) })
    return json
  }
}
