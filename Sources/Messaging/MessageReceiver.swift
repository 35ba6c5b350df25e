internal import AgeFormat
internal import Envelopes
package import Files
internal import Identities
package import MessageVault
internal import Secrets
internal import Teams
package import Transports

/// Opens envelopes, keeps what may be shown, and says what became of each.
///
/// Messages are committed in batches; an outcome is reported, and an envelope taken from its route,
/// only after the commit. What was committed is reported whatever fails around it: it counts as
/// told once `confirm` does not throw after the reports.
package final class MessageReceiver {
  private let vault: OpenVault
  private let addressee: VaultAddressee
  private let opener: EnvelopeOpener
  private let listener: Inbox.Listener
  private var batch = ReceivedBatch()
  private let log: RefusalLog
  private let intake: AnswerIntake
  /// Teams and roles, of which messages bring documents.
  private var authorities: AuthorityIntake
  private var order: ConversationOrder
  /// Envelopes that could not be taken from the route: told once, and left alone then.
  package private(set) var stuck: Set<MailEntry>

  package init(
    _ vault: OpenVault, route: (any Route)?, leaving stuck: Set<MailEntry> = [],
    _ listener: Inbox.Listener
  ) throws {
    self.vault = vault
    self.stuck = stuck
    self.listener = listener
    let book = try ContactBook(vault)
    addressee = try VaultAddressee(vault, book: book, route: route)
    authorities = try AuthorityIntake(vault, book, RouteCards(route))
    opener = EnvelopeOpener(for: addressee)
    log = RefusalLog(vault)
    order = ConversationOrder(vault)
    intake = try AnswerIntake(vault, addressee)
  }

  /// Tells of messages that an earlier run kept and could not tell of.
  package func announceLeft() throws {
    let left = try vault.unannounced()
    for item in left {
      guard let lines = try vault.lines(of: item.message) else { continue }
      let from = item.message.summary.from
      try listener.report(
        .received(
          Reception(
            message: item.message, head: try MessageHead(stored: lines.head),
            tail: try MessageTail(line: lines.tail), sender: addressee.book[from],
            standing: addressee.standing(of: from), order: .init(encoded: item.remark))))
    }
    guard !left.isEmpty else { return }
    try listener.confirm()
    try vault.noteAnnounced(left.map(\.message.rowKey))
  }

  /// Opens what waits in the queue.
  package func receiveQueue() throws {
    for entry in try vault.queue.entries() {
      // Nil when another run took it.
      guard let file = try Descriptor.readingForeign(entry.path) else { continue }
      try receive(file, .queued(entry))
    }
    try flush(isLast: true)
  }

  /// Opens what waits in the mailbox of this home. False when there is more than one look is for.
  package func receive(from route: any Route, mailbox: String) throws -> Bool {
    let isAll = try MailboxWalk.each(in: mailbox, of: route, except: stuck) { entry in
      do {
        // Nil when another run took it.
        guard let file = try route.open(entry) else { return }
        try receive(file, .mailbox(entry, route))
      } catch let error as RouteError {
        try skip(entry, error)
      } catch let error as FileError where error.path == entry.place {
        try skip(entry, error)
      } catch VaultError.queueFull(let cap) {
        try skip(entry, VaultError.queueFull(cap: cap))
      }
    }
    try flush(isLast: true)
    return isAll
  }

  /// What lies here must not keep the rest from arriving.
  private func skip(_ entry: MailEntry, _ error: any Error) throws {
    guard stuck.insert(entry).inserted else { return }
    try listener.report(.skipped(place: entry.place, error))
  }

  /// Opens one file, which stays where it is; a pipe is laid into the queue first.
  package func receive(file: Descriptor) throws {
    if try file.size() == nil {
      let entry = try QueueDay.queue(file, in: vault.vault)
      try receive(try Descriptor.reading(entry.path), .queued(entry))
    } else {
      try receive(file, .file)
    }
    try flush(isLast: true)
  }

  private func receive(_ file: Descriptor, _ arrival: Arrival) throws {
    let keeper = PayloadKeeper(vault.objects)
    var signed: SignedFacts?
    var toldAgain: [UInt8]?
    do {
      if case .mailbox = arrival, try file.hasHole() {
        throw Refusal.payloadDamaged("part of it was never written")
      }
      let read = try opener.read(
        DescriptorSource(fromStart: file),
        payload: {
          try keeper.write($0)
          self.listener.progress?($0.count)
        })
      signed = SignedFacts(read.message.head)
      if intake.owesDelivery(read.message.head) {
        toldAgain = vault.rowKey(from: read.message.head.from, id: read.message.head.id)
      }
      do {
        let carried = try AuthorityIntake.carried(by: read, keeper.finish())
        addressee.vouched =
          authorities.vouches(for: read.message.head, carried) ? read.message.head.from : nil
        let envelope = try opener.judge(read)
        addressee.note(envelope)
        for news in try authorities.take(carried, from: envelope.head.from) {
          listener.notice(.group(news))
        }
        batch.append(try message(envelope, keeper, carried), envelope, file, arrival)
      } catch Refusal.held(let sender) {
        try hold(read, file, arrival) { id in
          if let role = authorities.roleHeld(read.message.head) {
            try authorities.noteHeld(read.message.head, as: id)
            listener.notice(.heldForRole(role, read.message.head.priority, from: sender))
          }
          return .held(id: id, from: sender)
        }
      } catch Refusal.unknownKind(let sender) {
        try hold(read, file, arrival) { .unknownKind(id: $0, from: sender) }
      } catch Refusal.fromTheFuture where arrival.isTaken {
        let facts = SignedFacts(read.message.head)
        try hold(read, file, arrival) { .early(id: $0, facts) }
      }
    } catch Refusal.duplicate {
      batch.append(.duplicate(signed, toldAgain: toldAgain), file, arrival)
    } catch let refusal as Refusal {
      batch.append(.refused(refusal, signed), file, arrival)
    }
    if batch.isFull { try flush() }
  }

  private func message(
    _ envelope: ReceivedEnvelope, _ keeper: PayloadKeeper, _ carried: AuthorityIntake.Carried
  ) throws -> NewMessage {
    let (read, head) = (envelope.read, envelope.head)
    let sender = sender(head.from, carried)
    var summary = Summary(
      id: head.id, from: head.from, sent: head.sent, received: vault.clock.now(),
      expires: envelope.expiry, keyDay: read.lastDay, priority: head.priority.rawValue,
      colour: sender?.standing.colour.rawValue ?? "red",
      sender: sender.map { SenderRecord($0.card, $0.standing.attestation) },
      parts: head.parts.count, contentSize: read.message.tail.size, isRead: false,
      isOutgoing: false, subject: head.subject ?? "")
    summary.namesGroup = head.label != nil
    if case .team? = MessageLabels(authorities.authorities, own: vault.identity).label(head) {
      summary.boreLabel = true
    }
    var arrival = NewMessage.Arrival(
      digest: read.message.digest, signature: read.message.signature.signature)
    if intake.owesDelivery(head) { arrival.told = max(vault.clock.now(), head.sent) }
    arrival.answersRecall = intake.answersRecall(of: head.from)
    var message = NewMessage(
      summary: summary, head: read.message.headLine, tail: read.message.tailLine,
      fileKey: read.fileKey.bytes, frames: Array(read.message.frames.joined()),
      payload: Self.isShown(read.message) ? try keeper.finish() : .nothing, arrival: arrival)
    message.replaces = head.replaces.map { vault.rowKey(from: head.from, id: $0) }
    return message
  }

  /// Whether a message is one to read: of those about others, a receipt with one entry and a note.
  private static func isShown(_ message: ReadMessage) -> Bool {
    switch message.head.kind {
    case .text: true
    case .receipt(let entries): entries.count == 1 && message.parts[0].size > 0
    case .notice, .recall, .unknown: false
    }
  }

  private func sender(
    _ identity: Identity, _ carried: AuthorityIntake.Carried
  ) -> (card: Card.Facts, standing: Standing)? {
    if let contact = addressee.book[identity] {
      return (contact.card, addressee.book.standing(of: contact))
    }
    return authorities.stranger(identity, carried).map { ($0.card.facts, $0.standing) }
  }
}

/// The end of a batch.
extension MessageReceiver {
  /// Commits the batch, then takes each of its envelopes from where it lay and reports it.
  private func flush(isLast: Bool = false) throws {
    try close(batch.take())
    guard isLast else { return }
    try log.finish()
    let rest = intake.rest()
    if !rest.isEmpty { try vault.note(rest) }
  }

  private func close(_ batch: [ReceivedBatch.Item]) throws {
    guard !batch.isEmpty else { return }
    var items = batch
    try vault.announcing {
      for index in items.indices where !items[index].isMessage {
        items[index].isSettled = try settle(items[index])
      }
      try commit(&items)
      var told: [[UInt8]] = []
      for item in items {
        if item.isMessage { _ = try settle(item) }
        guard item.isSettled || item.isMessage else { continue }
        try listener.report(item.outcome)
        if let rowKey = item.outcome.shownRow { told.append(rowKey) }
      }
      try listener.confirm()
      try vault.noteAnnounced(told)
    }
  }

  /// Keeps the messages among `items`, and notes in the audit log what else came; then each has its
  /// outcome.
  private func commit(_ items: inout [ReceivedBatch.Item]) throws {
    let places = items.indices.filter { items[$0].isMessage }
    let envelopes = places.compactMap { items[$0].envelope }
    var messages = places.compactMap { items[$0].message }
    let orders = try order.places(of: envelopes.map(\.head))
    for (index, order) in orders.enumerated() { messages[index].announcement = order.encoded }
    let settled = items.filter(\.isSettled)
    let others = settled.compactMap { log.line(for: $0.outcome) }
    let again = settled.compactMap(\.toldAgain)
    guard !messages.isEmpty || !others.isEmpty || !again.isEmpty else { return }
    var effects: [Int: AnswerIntake.Effect] = [:]
    let results = try vault.keep(
      messages, audit: envelopes.map { log.line(for: $0.head) }, others: others
    ) { transaction, results in
      var lines: [AuditLine] = []
      for index in envelopes.indices where results[index].isNew {
        guard
          let taken = try intake.take(
            envelopes[index], authorities.authorities, in: transaction)
        else { continue }
        effects[index] = taken.effect
        lines += taken.lines
      }
      for rowKey in again { try tellAgain(rowKey, in: transaction) }
      return lines
    }
    addressee.committed()
    // What is committed is taken and reported whatever comes of this.
    try? vault.note(
      envelopes.map(\.head).filter { !$0.kind.isAboutOthers }.map {
        ($0.from, $0.conversation, ConversationPosition(seq: $0.seq, id: $0.id))
      })
    let arrived = results.indices.filter { results[$0].isNew || results[$0] == .recalled }
    try? MissingMessages(vault).note(arrived.map { (envelopes[$0].head, orders[$0]) })
    for (index, place) in places.enumerated() {
      items[place].outcome = try outcome(
        of: messages[index], envelopes[index], orders[index], results[index], effects[index])
    }
  }

  /// What became of a message, after the commit.
  private func outcome(
    of message: NewMessage, _ envelope: ReceivedEnvelope, _ order: Reception.Order,
    _ result: Kept, _ effect: AnswerIntake.Effect?
  ) throws -> ReceiveOutcome {
    let facts = SignedFacts(envelope.head)
    switch result {
    case .duplicate: return .duplicate(facts)
    case .alreadyReceived: return .refused(.alreadyReceived, facts)
    case .recalled: return .recalled(facts)
    case .kept, .noted: break
    }
    var reception: Reception?
    if case .kept(let arrival) = result {
      reception = self.reception(
        try vault.stored(message, arrival: arrival), envelope, order)
    }
    switch effect {
    case .receipt(var news)?:
      news.note = reception
      return .receipt(news)
    case .recall(let news)?: return .recall(news)
    case nil: return reception.map { .received($0) } ?? .notice(facts)
    }
  }

  /// A message came again, so its sender may not have heard that it is here.
  private func tellAgain(_ rowKey: [UInt8], in transaction: MailTransaction) throws {
    let now = vault.clock.now()
    guard var record = try transaction.receipt(rowKey), record.recall == nil,
      DeliveredReceipts.owesAgain(flagged: record.told ?? .init(unix: 0), now: now)
    else { return }
    record.told = max(record.told ?? now, now)
    try transaction.setReceipt(record, newUnder: vault.today, owing: .delivery)
  }

  private func reception(
    _ message: StoredMessage, _ envelope: ReceivedEnvelope, _ order: Reception.Order
  ) -> Reception {
    let head = envelope.head
    return Reception(
      message: message, head: head, tail: envelope.read.message.tail,
      sender: addressee.book[head.from], standing: addressee.standing(of: head.from),
      order: order)
  }
}

/// What happens to the envelope itself.
extension MessageReceiver {
  /// Takes an envelope from where it lay: what was refused is kept apart. False when it could not
  /// be, which is told.
  private func settle(_ item: ReceivedBatch.Item) throws -> Bool {
    if case .refused = item.outcome { return try setAside(item) }
    return try take(item.arrival)
  }

  private func take(_ arrival: Arrival) throws -> Bool {
    switch arrival {
    case .mailbox(let entry, let route):
      do { try route.remove(entry) } catch let error as RouteError {
        try skip(entry, error)
        return false
      }
    case .queued(let entry): try vault.queue.remove(entry)
    case .file: break
    }
    return true
  }

  /// Keeps a refused envelope apart, so that it is reported once.
  private func setAside(_ item: ReceivedBatch.Item) throws -> Bool {
    switch item.arrival {
    case .mailbox:
      let kept = try vault.queue.addRefused(item.file, day: QueueDay.of(item.file, vault.vault))
      if try take(item.arrival) { return true }
      // Or every run would add another copy.
      if let kept { try vault.queue.remove(kept) }
      return false
    case .queued(let entry): try vault.queue.refuse(entry)
    case .file: break
    }
    return true
  }

  /// Keeps an envelope that cannot be opened yet, and tells of it once: whatever has its name
  /// already was told of. The name is the same for every copy.
  private func hold(
    _ read: ReadEnvelope, _ file: Descriptor, _ arrival: Arrival,
    _ outcome: (String) throws -> ReceiveOutcome
  ) throws {
    try flush()
    let name = vault.heldName(SHA256.hash(read.message.digest + read.message.tailLine))
    let isKnown = try vault.queue.entries().contains { $0.name == name }
    if case .queued(let entry) = arrival {
      if !isKnown { try listener.report(outcome(name)) }
      _ = try vault.queue.rename(entry, as: name)
    } else {
      _ = try vault.queue.add(file, day: QueueDay.of(file, vault.vault), as: name)
      _ = try take(arrival)
      // Whoever names a file wants to hear of it.
      if !isKnown || !arrival.isTaken { try listener.report(outcome(name)) }
    }
  }
}
