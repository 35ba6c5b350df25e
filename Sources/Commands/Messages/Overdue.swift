internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams
internal import Transports

struct Overdue: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "overdue",
    abstract: "List own messages that have no answer in time.",
    discussion: """
      tacita overdue
      tacita receive && tacita overdue --escalate

      Messages that were sent with --ask acknowledged. Ends with 1 if there is one. Columns: id, \
      when the answer was due, priority, who has not answered, subject.
      """)

  @Flag(help: "Send each on to the people named with --escalate-to, then to the role's backups.")
  var escalate = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    let route = escalate ? try home.route(context) : nil
    if escalate, route == nil { throw SettingError.noRoute }
    let book = try ContactBook(vault)
    let overdue = try OverdueMessages(vault)
    var isAny = false
    for waiting in try overdue.all() {
      isAny = true
      let step = try route.flatMap { try overdue.escalate(waiting, by: $0) }
      if output.json {
        try printer.json(json(waiting, step, book))
      } else {
        try printer.line(line(waiting, book))
        if let step { tell(step, waiting, book, printer) }
      }
    }
    return isAny ? .no : .done
  }

  private func name(_ identity: Identity, _ book: ContactBook) -> String {
    book[identity]?.alias.description ?? String(identity.description.prefix(12))
  }

  private func line(_ waiting: OverdueMessages.Waiting, _ book: ContactBook) -> String {
    let missing = waiting.head.to.filter { $0 != waiting.head.from }.compactMap { identity in
      switch waiting.standing.cells[identity]?.answer {
      case nil: name(identity, book)
      case let answer?: answer.isDeclined ? "\(name(identity, book)) (declined)" : nil
      }
    }
    return [
      String(waiting.head.id.hex.prefix(12)), waiting.due.short,
      Columns.padded(waiting.head.priority.rawValue, 7), missing.joined(separator: ", "),
      waiting.message.summary.subject.escapedForTerminal(),
    ].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private func tell(
    _ step: OverdueMessages.Step, _ waiting: OverdueMessages.Waiting, _ book: ContactBook,
    _ printer: Printer
  ) {
    let id = waiting.head.id.hex.prefix(12)
    switch step {
    case .forwarded(let people, let forward):
      let names = people.map { name($0, book) }.joined(separator: ", ")
      printer.remark("\(id) was sent on to \(names), as \(forward.hex.prefix(12))")
    case .telephone: printer.warn("nobody is left to send \(id) on to: telephone")
    case .failed(let error):
      printer.warn("\(id) could not be sent on: \(Failure(describing: error).message)")
    }
  }

  private func json(
    _ waiting: OverdueMessages.Waiting, _ step: OverdueMessages.Step?, _ book: ContactBook
  ) -> JSONObject {
    var json = JSONObject([
      "due": .string(waiting.due.description), "id": .string(waiting.head.id.hex),
      "level": .number(waiting.standing.record.level),
      "priority": .string(waiting.head.priority.rawValue), "schema": "tacita/overdue/1",
      "standing": AnswerText.json(
        waiting.standing, to: waiting.head.to.filter { $0 != waiting.head.from }, book),
      "subject": waiting.head.subject.map { .string($0) },
    ])
    switch step {
    case .forwarded(let people, let id)?:
      json["escalation"] = .object(
        JSONObject([
          "id": .string(id.hex), "to": .array(people.map { .string($0.description) }),
        ]))
    case .telephone?: json["escalation"] = .object(JSONObject(["telephone": .bool(true)]))
    case .failed(let error)?:
      json["escalation"] = .object(
        JSONObject(["error": .string(Failure(describing: error).name)]))
    case nil: break
    }
    return json
  }
}
