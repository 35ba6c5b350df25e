internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

/// A message as `list` shows it.
struct ListedMessage {
  let message: StoredMessage
  /// Its recipients, where they are told.
  let to: [Identity]
  /// The team or role that it names, where its head was opened.
  let label: ShownLabel?
  /// What became of its copies; nil when that was not asked for.
  let copies: [DeliveryRecord]?
  /// What recipients told of it, asked for together with the copies.
  let standing: SentStanding?
  /// How many of them acknowledged it, where the sender asked for that.
  private let acknowledged: Int?

  /// Nil when it is gone by now. To open the head takes longer than all the rest: that is done only
  /// where recipients or a team are told.
  init?(
    _ message: StoredMessage, _ messages: StoredMessages, _ labels: MessageLabels,
    withRecipients: Bool, copies: [DeliveryRecord]? = nil
  ) throws {
    let isHeadTold = withRecipients || message.summary.isOutgoing || message.summary.namesGroup
    let head = isHeadTold ? try messages.outline(of: message)?.head : nil
    guard head != nil || !isHeadTold else { return nil }
    self.message = message
    to = head?.to ?? []
    label = head.flatMap { labels.label(message, $0) }
    self.copies = copies
    standing = try copies.map { _ in try messages.standing(of: message) }
    let wants = head?.wants.contains(.acknowledged) ?? false
    acknowledged = standing.flatMap { standing in
      wants ? standing.cells.values.count { $0.answer?.isDeclined == false } : nil
    }
  }

  private var summary: Summary { message.summary }

  private static let whoWidth = 12

  /// All of `messages`, in the form that was asked for.
  static func show(
    _ messages: [ListedMessage], _ vault: OpenVault, isPaged: Bool, _ output: OutputOptions,
    _ context: Context
  ) throws {
    let (printer, book) = (output.printer(context), try ContactBook(vault))
    let names = try PeopleNames(of: vault)
    guard !output.json else {
      for message in messages { try printer.json(message.json(book, names)) }
      return try book.checkReadings()
    }
    let hasHeader = context.output.isTerminal && !output.quiet
    guard !messages.isEmpty else {
      if hasHeader { printer.remark("no message") }
      return
    }
    let lines = messages.flatMap { message in
      [message.line(book, names, own: vault.identity, printer)] + message.copyLines(names)
    }
    let header = hasHeader ? [Self.header(context.clock.now())] : []
    try Paging.show((header + lines).joined(separator: "\n"), isWanted: isPaged, context)
    // All was listed; a contact that is damaged is told, as a stranger may be one.
    try book.checkReadings()
  }

  /// The columns' names, over lines with times like `now`.
  private static func header(_ now: Timestamp) -> String {
    [
      Columns.padded("ID", 12), " ", Columns.padded("COLOUR", 7),
      Columns.padded("WHO", whoWidth), Columns.padded("SENT", now.short.count),
      Columns.padded("PRIO", 7), Columns.padded("SIZE", 7), "SUBJECT",
    ].joined(separator: "  ")
  }

  private func line(
    _ book: ContactBook, _ names: PeopleNames, own: Identity, _ printer: Printer
  ) -> String {
    let who =
      summary.isOutgoing
      ? recipients(names, own: own)
      : book[summary.from]?.alias.description ?? stranger
    var cells = [
      String(summary.id.hex.prefix(12)), summary.isRead ? " " : "*",
      printer.colour(colourNow(book)), Columns.padded(who, Self.whoWidth), summary.sent.short,
      Columns.padded(summary.priority, 7), Size.text(summary.contentSize),
    ]
    let others = to.count { $0 != own }
    let words = [
      summary.isRecalled ? "[recalled]" : nil, LabelText.mark(label),
      acknowledged.map { "[\($0) of \(others) acknowledged]" },
      summary.subject.escapedForTerminal(),
    ].compactMap(\.self).filter { !$0.isEmpty }
    if !words.isEmpty {
      cells[6] = Columns.padded(cells[6], 7)
      cells.append(words.joined(separator: " "))
    }
    return cells.joined(separator: "  ")
  }

  /// Below the line, one for each copy.
  private func copyLines(_ names: PeopleNames) -> [String] {
    guard let copies else { return [] }
    return DeliveryText.lines(
      copies, for: to.filter { $0 != summary.from }, names, told: standing
    ).map { cells in
      String(repeating: " ", count: 26) + Columns.padded(cells[0], Self.whoWidth) + "  " + cells[1]
    }
  }

  /// The sender of a message who is not a contact, or not any more.
  private var stranger: String {
    PeopleNames.stranger(summary.from, summary.sender?.name).escapedForTerminal()
  }

  /// What the sender is worth by now; what they were when it came stays with the message.
  private func colourNow(_ book: ContactBook) -> String {
    guard !summary.isOutgoing, let contact = book[summary.from] else { return summary.colour }
    return book.standing(of: contact).colour.rawValue
  }

  /// Those that a message went to, by name up to three of them.
  private func recipients(_ known: PeopleNames, own: Identity) -> String {
    if case .team(let team, _, _)? = label { return "to \(team.alias)" }
    if case .role(let role, .sent)? = label { return "to \(role.alias)" }
    let names = to.filter { $0 != own }.map { known.name($0).escapedForTerminal() }
    guard !names.isEmpty else { return "to yourself" }
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    return "to " + names.prefix(3).joined(separator: ", ") + more
  }

  private func json(_ book: ContactBook, _ names: PeopleNames) -> JSONObject {
    var json = MessageText.json(summary)
    json["alias"] = book[summary.from].map { .string($0.alias.description) }
    json["colourNow"] = summary.isOutgoing ? nil : .string(colourNow(book))
    json["deliveries"] = copies.map { copies in
      .array(copies.map { .object(DeliveryText.json($0, names)) })
    }
    LabelText.fill(&json, label)
    json["standing"] = standing.map {
      AnswerText.json($0, to: to.filter { $0 != summary.from }, book)
    }
    json["parts"] = .number(summary.parts)
    json["schema"] = "tacita/message/1"
    json["size"] = .number(summary.contentSize)
    json["storedSize"] = .number(message.size)
    json["subject"] = summary.subject.isEmpty ? nil : .string(summary.subject)
    json["to"] = .array(to.map { .string($0.description) })
    return json
  }
}
