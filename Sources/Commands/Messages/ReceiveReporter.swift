internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

/// Says what became of each envelope, a line each, and how all of it ended.
final class ReceiveReporter {
  let printer: Printer
  /// Needed to show texts; nil while locked.
  var vault: OpenVault? { didSet { known = nil } }
  /// Teams and people as they are on file, until a message changes that.
  private var known: (labels: MessageLabels, names: PeopleNames)?
  /// The file that is being opened, to name it when it is refused; nil for the route.
  var file: String?
  /// Stands until the next outcome is told.
  let progress: ProgressLine
  private let withContent: Bool
  private var worst = Status.done
  private var queued = 0

  /// The longest text that is put into JSON.
  private static let longestText = 1 << 20

  init(printer: Printer, withContent: Bool) {
    self.printer = printer
    self.withContent = withContent
    progress = ProgressLine(printer, total: nil)
  }

  func report(_ outcome: ReceiveOutcome) throws {
    progress.finish()
    let failure = Self.failure(outcome)
    if let failure { worst = worst.worse(failure.status) }
    if case .queued = outcome { queued += 1 }
    if printer.isJSON { return try printer.json(json(outcome, failure)) }
    switch outcome {
    case .received(let reception): try printer.line(line(reception))
    case .receipt(let news): try tell(news)
    case .recall(let news): try tell(news)
    case .recalled(let facts):
      try printer.line("\(facts.id.hex.prefix(12))  recalled by \(name(of: facts.from))")
    case .notice: break
    case .duplicate: if let file { printer.remark("\(file) was received before") }
    case .queued(let id): try printer.line("\(id.prefix(12))  queued")
    case .held(let id, let sender):
      try printer.line("\(id.prefix(12))  held     \(sender)")
      printer.remark("the sender is not a contact: compare and add their card, then receive again")
    case .unknownKind(let id, let sender):
      try printer.line("\(id.prefix(12))  held     \(sender)")
      printer.remark("a newer tacita is needed to read it: receive again when you have one")
    case .early(let id, let facts):
      try printer.line("\(id.prefix(12))  held     \(facts.from)")
      printer.remark("\(text(facts)): it is opened when that time has come")
    case .refused(_, let facts):
      if let failure { printer.fail(named(failure)) }
      if let facts { printer.remark(text(facts)) }
    case .skipped: if let failure { printer.fail(failure) }
    }
    remark(outcome)
  }

  /// Throws when nobody reads any more what was told.
  func confirm() throws { try printer.output.checkReader() }

  func notice(_ notice: Inbox.Notice) {
    switch notice {
    case .document(let trouble):
      printer.warn(
        "\(trouble.contact.alias): what the route has of them was refused: \(trouble.error.name)")
    case .delivery(let trouble): tell(trouble)
    case .expiredUnread(let reading): tell(reading)
    case .undelivered(let count):
      printer.warn(
        "\(count.counted("envelope")) that you sent expired before the route took "
          + "them: send them again"
      )
    case .group(let news):
      known = nil
      if let names = onFile()?.names, let words = news.words(names) { printer.warn(words) }
    case .heldForRole(let role, let priority, let sender):
      printer.warn(
        "held: for \(role.name), \(priority.rawValue), from \(sender): add their card "
          + "with tacita contact "
          + "add \(sender), then receive again")
    case .route(let error):
      let failure = Failure(describing: error)
      printer.warn([failure.message, failure.hint].compactMap(\.self).joined(separator: ": "))
    case .moreWaits:
      printer.warn("the mailbox has more than one run fetches: run tacita receive again")
    }
  }

  private func tell(_ reading: Reading) {
    guard let mail = vault.flatMap({ try? MailText($0) }) else { return }
    if printer.isJSON {
      try? printer.json(mail.json(reading))
    } else {
      printer.warn(mail.words(reading))
    }
  }

  /// Warns of what nobody reads or fetches in time.
  func warn() throws {
    guard let vault else { return }
    let mail = try MailText(vault)
    StatusCommand.warn([mail.received, mail.sent], printer)
  }

  private func tell(_ trouble: Deliveries.Trouble) {
    let names = onFile()?.names
    if printer.isJSON {
      try? printer.json(DeliveryText.json(trouble, names))
    } else {
      printer.warn(trouble.words(names))
    }
  }

  /// Reports a file that could not be opened at all, and goes on.
  func report(_ error: any Error, of path: String) throws {
    let failure = Failure(describing: error)
    worst = worst.worse(failure.status)
    printer.fail(failure)
  }

  private func onFile() -> (labels: MessageLabels, names: PeopleNames)? {
    if known == nil, let vault, let book = try? ContactBook(vault),
      let authorities = try? AuthorityBook(vault, trust: book.trust)
    {
      known = (
        MessageLabels(authorities, own: vault.identity), PeopleNames(book, authorities)
      )
    }
    return known
  }

  private func label(_ reception: Reception) -> ShownLabel? {
    onFile()?.labels.label(reception.message, reception.head)
  }

  /// The failure with the file's name before it.
  private func named(_ failure: Failure) -> Failure {
    guard let file else { return failure }
    return Failure(
      failure.name, failure.status, "\(file): \(failure.message)", hint: failure.hint)
  }

  private static func failure(_ outcome: ReceiveOutcome) -> Failure? {
    switch outcome {
    case .held(_, let sender): Failure(describing: Refusal.held(from: sender))
    case .unknownKind(_, let sender): Failure(describing: Refusal.unknownKind(from: sender))
    case .early: Failure("from-the-future", .busy, Failure.text(Refusal.fromTheFuture), hint: nil)
    case .refused(let refusal, _): Failure(describing: refusal)
    case .skipped(_, let error): Failure(describing: error)
    case .received, .receipt, .recall, .notice, .recalled, .duplicate, .queued: nil
    }
  }

  /// Who signed what is not shown, and when.
  private func text(_ facts: SignedFacts) -> String {
    let sender = name(of: facts.from)
    return "it is \(facts.id.hex.prefix(12)) of \(sender), sent \(facts.sent.short)"
  }

  private func name(of identity: Identity) -> String {
    vault.flatMap { try? ContactBook($0)[identity]?.alias.description } ?? "\(identity)"
  }

  /// What the reader must know besides the line.
  private func remark(_ outcome: ReceiveOutcome) {
    guard case .received(let reception) = outcome else { return }
    if reception.head.wants.contains(.acknowledged) {
      printer.remark(
        "\(reception.senderName) asks for an answer: tacita ack "
          + "\(reception.head.id.hex.prefix(12))")
    }
    if let revocation = reception.standing?.revocation {
      printer.warn(
        "\(reception.sender?.alias.description ?? "the sender") was revoked on "
          + "\(revocation.issued.short) "
          + "(\(revocation.reason.rawValue)), after this message was signed")
    }
    let label = label(reception)
    if case .personal(let remark)? = label { printer.remark(LabelText.words(remark)) }
    if let words = successors(reception) { printer.warn(words) }
    switch reception.order {
    case .inOrder: break
    case .missing(let count) where reception.head.isOfTeam:
      printer.warn(
        "earlier messages of \(reception.senderName) to this team did not arrive, or "
          + "were not sent to "
          + "you: \(count)")
    case .missing(let count):
      let messages = count.counted("earlier message")
      printer.warn("\(messages) of \(reception.senderName) never arrived here")
    case .outOfOrder:
      printer.warn("this message of \(reception.senderName) is out of order")
    }
  }

  /// Who has the role of a message by now, when the reader has not any more.
  private func successors(_ reception: Reception) -> String? {
    guard let vault, let (labels, names) = onFile(),
      case .role(let role, _)? = labels.label(reception.message, reception.head)
    else { return nil }
    let people = labels.successors(of: reception.head, at: vault.clock.now())
    guard !people.isEmpty else { return nil }
    return
      "your shift is over, and "
      + "\(people.map(names.name).joined(separator: ", ").escapedForTerminal()) "
      + "\(people.count == 1 ? "has" : "have") \(role.alias) now: tacita forward "
      + "\(reception.head.id.hex.prefix(12)) --to-role \(role.alias)"
  }

  private func line(_ reception: Reception) -> String {
    let summary = reception.message.summary
    let cells = [
      String(summary.id.hex.prefix(12)), printer.colour(summary.colour),
      Columns.padded(reception.senderName, 12), summary.sent.short,
      Columns.padded(summary.priority, 7), Size.text(reception.size),
    ]
    return (cells + [LabelText.mark(label(reception))].compactMap(\.self)).joined(separator: "  ")
  }

  private func json(_ outcome: ReceiveOutcome, _ failure: Failure?) throws -> JSONObject {
    var json = JSONObject([
      "file": file.map { .string(SystemText.shown($0)) }, "outcome": .string(outcome.name),
      "schema": "tacita/receive/1",
      "status": .number(Int(failure?.status.rawValue ?? 0)),
    ])
    switch outcome {
    case .received(let reception): try fill(&json, reception)
    case .receipt(let news):
      fill(&json, news.facts)
      try fill(&json, news)
    case .recall(let news):
      fill(&json, news.facts)
      fill(&json, news)
    case .duplicate(let facts), .notice(let facts), .recalled(let facts): fill(&json, facts)
    case .queued(let id): json["held"] = .string(id)
    case .held(let id, let sender), .unknownKind(let id, let sender):
      json["held"] = .string(id)
      json["from"] = .string(sender.description)
    case .early(let id, let facts):
      json["held"] = .string(id)
      json["error"] = .string(Refusal.fromTheFuture.name)
      fill(&json, facts)
    case .refused(let refusal, let facts):
      json["error"] = .string(refusal.name)
      json["message"] = .string(Failure.text(refusal))
      if let facts { fill(&json, facts) }
    case .skipped(let place, _):
      json["error"] = failure.map { .string($0.name) }
      json["message"] = failure.map { .string($0.message) }
      json["place"] = .string(place)
    }
    return json
  }

  private func fill(_ json: inout JSONObject, _ facts: SignedFacts) {
    json["from"] = .string(facts.from.description)
    json["id"] = .string(facts.id.hex)
    json["sent"] = .string(facts.sent.description)
  }

  private func fill(_ json: inout JSONObject, _ reception: Reception) throws {
    for member in MessageText.json(reception.head, reception.tail, reception.message.summary)
      .members
    { json[member.key] = member.value }
    LabelText.fill(&json, label(reception))
    let successors = vault.flatMap { vault in
      onFile()?.labels.successors(of: reception.head, at: vault.clock.now())
    }
    json["successors"] =
      (successors ?? []).isEmpty
      ? nil : .array((successors ?? []).map { .string($0.description) })
    json["schema"] = "tacita/receive/1"
    json["alias"] = (reception.sender?.alias.description).map { .string($0) }
    json["name"] = (reception.sender?.card.name ?? reception.message.summary.sender?.name).map {
      .string($0)
    }
    json["revoked"] = (reception.standing?.revocation).map { .string($0.reason.rawValue) }
    switch reception.order {
    case .inOrder: break
    case .missing(let count): json["missing"] = .number(count)
    case .outOfOrder: json["outOfOrder"] = .bool(true)
    }
    try fillText(&json, reception)
  }

  private func fillText(_ json: inout JSONObject, _ reception: Reception) throws {
    guard withContent, let vault else { return }
    let messages = StoredMessages(vault)
    let reader = try messages.open(reception.message)
    guard let text = try reader.bytes(of: 0, limit: Self.longestText) else { return }
    try messages.markRead(reception.message, head: reader.head, part: 0)
    json["text"] = .string(String(decoding: text, as: UTF8.self))
  }

  // What was told of other messages

  private func tell(_ news: ReceiptNews) throws {
    let sender = news.sender?.alias.description ?? name(of: news.facts.from)
    for told in news.told {
      let subject = told.subject.isEmpty ? "" : ": \(told.subject.escapedForTerminal())"
      try printer.line(
        "\(told.entry.id.hex.prefix(12))  \(AnswerText.words(told, of: sender)), "
          + "\(told.entry.at.short)\(subject)")
    }
    for (reason, count) in news.ignored.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      printer.remark(
        "\(sender) told something that counts for nothing: \(reason.name) (\(count))")
    }
    if let note = news.note { try printer.line(line(note)) }
  }

  private func tell(_ news: RecallNews) throws {
    let sender = news.sender?.alias.description ?? name(of: news.facts.from)
    let id = news.request.id.hex.prefix(12)
    let why = news.request.reason.map { " (\($0))" } ?? ""
    let subject = news.subject.map { $0.isEmpty ? "" : ": \($0.escapedForTerminal())" } ?? ""
    switch news.result {
    case .recalled: try printer.line("\(id)  recalled by \(sender)\(why)\(subject)")
    case .kept:
      try printer.line("\(id)  recalled by \(sender)\(why)\(subject)")
      printer.warn(
        "\(id) stays here, marked as recalled\(AnswerText.words(news.uses))")
      for forward in news.forwards {
        printer.warn("you forwarded it: tacita recall \(forward.hex.prefix(12))")
      }
    case .otherDigest, .ignored:
      printer.remark("\(sender) recalls a message that is not here (\(news.result.rawValue))")
    }
  }

  private func fill(_ json: inout JSONObject, _ news: ReceiptNews) throws {
    json["alias"] = (news.sender?.alias.description).map { .string($0) }
    json["about"] = .array(
      news.told.map { told in
        .object(
          JSONObject([
            "at": .string(told.entry.at.description), "id": .string(told.entry.id.hex),
            "passedOn": told.isBeside ? .bool(true) : nil,
            "state": .string(told.entry.state.word),
            "subject": told.subject.isEmpty ? nil : .string(told.subject),
          ]))
      })
    json["ignored"] =
      news.ignored.isEmpty
      ? nil
      : .object(
        JSONObject(
          news.ignored.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            ($0.key.name, .number($0.value))
          }))
    json["note"] = news.note.map { .string($0.head.id.hex) }
    if let note = news.note { try fillText(&json, note) }
  }

  private func fill(_ json: inout JSONObject, _ news: RecallNews) {
    json["alias"] = (news.sender?.alias.description).map { .string($0) }
    json["about"] = .string(news.request.id.hex)
    json["reason"] = news.request.reason.map { .string($0) }
    json["result"] = .string(news.result.rawValue)
    json["forwards"] =
      news.forwards.isEmpty ? nil : .array(news.forwards.map { .string($0.hex) })
  }

  func explainQueue() {
    guard queued > 0 else { return }
    printer.remark("\(queued) kept sealed; unlock the home to read: tacita receive")
  }

  /// The worst status of all items, each of which was told already.
  func finish() -> Status {
    worst
  }
}

extension Reception {
  /// The alias, or the identity of one who is no contact any more.
  var senderName: String {
    sender?.alias.description
      ?? PeopleNames.stranger(head.from, message.summary.sender?.name).escapedForTerminal()
  }

  /// Bytes of all parts.
  var size: Int { tail.size }
}
