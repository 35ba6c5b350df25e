internal import AgeFormat
internal import Envelopes
package import Files
internal import Identities
package import MessageVault
internal import Secrets
package import Transports

/// Opens envelopes, keeps what may be shown, and says what became of each.
///
/// Messages are committed in batches; an outcome is reported, and an envelope acknowledged to its
/// transport, only after the commit.
package final class MessageReceiver {
  /// At most so many messages share one commit.
  private static let batchSize = 256

  private let vault: OpenVault
  private let addressee: VaultAddressee
  private let opener: EnvelopeOpener
  private let report: (ReceiveOutcome) throws -> Void
  private var batch: [Waiting] = []
  private var positions: [[UInt8]: ConversationPosition] = [:]

  private struct Waiting {
    let message: NewMessage
    let envelope: ReceivedEnvelope
    let acknowledge: () throws -> Void
  }

  package init(
    _ vault: OpenVault, spool: SpoolFolder?, report: @escaping (ReceiveOutcome) throws -> Void
  ) throws {
    self.vault = vault
    addressee = try VaultAddressee(vault, book: try ContactBook(vault), spool: spool)
    opener = EnvelopeOpener(for: addressee)
    self.report = report
  }

  /// Opens what waits in the queue.
  package func receiveQueue() throws {
    for entry in try vault.queue.entries() {
      try receive(try Descriptor.readingRegular(entry.path), arrival: .queued(entry))
    }
    try flush()
  }

  /// Opens what waits in the mailbox of this home.
  package func receive(from spool: SpoolFolder, mailbox: String) throws {
    try spool.clean(mailbox, now: vault.clock.now())
    for entry in try spool.entries(in: mailbox) {
      do {
        try receive(try Descriptor.readingRegular(entry.path), arrival: .mailbox(entry))
      } catch let error as FileError where error.isMissing {
        continue  // another run took it
      }
    }
    try flush()
  }

  /// Opens one file, which stays where it is; a pipe is laid into the queue first.
  package func receive(file: Descriptor) throws {
    if try file.size() == nil {
      let entry = try vault.queue.add(file, day: vault.today)
      try receive(try Descriptor.readingRegular(entry.path), arrival: .queued(entry))
    } else {
      try receive(file, arrival: .file(file.path))
    }
    try flush()
  }

  /// Where an envelope came from, hence what acknowledging it means.
  private enum Arrival {
    case mailbox(SpoolFolder.Entry)
    case queued(EnvelopeQueue.Entry)
    case file(String)
  }

  private func receive(_ file: Descriptor, arrival: Arrival) throws {
    let keeper = PayloadKeeper(vault.objects)
    do {
      let envelope = try opener.open(DescriptorSource(file), payload: keeper.write)
      addressee.note(envelope)
      batch.append(
        Waiting(
          message: try message(envelope, keeper), envelope: envelope,
          acknowledge: { try self.remove(arrival) }))
      if batch.count >= Self.batchSize { try flush() }
    } catch Refusal.duplicate {
      try flush()
      try remove(arrival)
      try report(.duplicate)
    } catch Refusal.held(let sender) {
      try flush()
      try report(.held(id: try hold(file, arrival), from: sender))
    } catch let refusal as Refusal {
      try flush()
      try refuse(refusal, file, arrival)
      try report(.refused(refusal))
    }
  }

  /// Commits the batch, then acknowledges and reports each of its messages.
  private func flush() throws {
    guard !batch.isEmpty else { return }
    let waiting = batch
    batch = []
    let lines = waiting.map { line($0.envelope.head, outcome: "done") }
    let orders = try orders(of: waiting.map(\.envelope.head))
    let results = try vault.keep(waiting.map(\.message), audit: lines)
    addressee.committed()
    try vault.note(
      waiting.map { waiting in
        let head = waiting.envelope.head
        return (head.from, head.conversation, ConversationPosition(seq: head.seq, id: head.id))
      })
    let stored = Dictionary(
      try vault.messages().map { ($0.rowKey, $0) }, uniquingKeysWith: { first, _ in first })
    for ((item, result), order) in zip(zip(waiting, results), orders) {
      try item.acknowledge()
      switch result {
      case .duplicate: try report(.duplicate)
      case .alreadyReceived: try report(.refused(.alreadyReceived))
      case .kept:
        if let reception = reception(item, order, stored) { try report(.received(reception)) }
      }
    }
  }

  private func reception(
    _ item: Waiting, _ order: Reception.Order, _ stored: [[UInt8]: StoredMessage]
  ) -> Reception? {
    let head = item.envelope.head
    guard let message = stored[vault.rowKey(from: head.from, id: head.id)],
      let sender = addressee.book[head.from], let standing = addressee.standing(of: head.from)
    else { return nil }
    return Reception(
      message: message, head: head, tail: item.envelope.read.message.tail, sender: sender,
      standing: standing, order: order)
  }

  private func message(
    _ envelope: ReceivedEnvelope, _ keeper: PayloadKeeper
  ) throws -> NewMessage {
    let (read, head) = (envelope.read, envelope.head)
    let summary = Summary(
      id: head.id, from: head.from, sent: head.sent, received: vault.clock.now(),
      expires: envelope.expiry, keyDay: read.lastDay, priority: head.priority.rawValue,
      colour: addressee.standing(of: head.from)?.colour.rawValue ?? "red",
      parts: head.parts.count, isRead: false, isOutgoing: false, subject: head.subject ?? "")
    return NewMessage(
      summary: summary, head: read.message.headLine, tail: read.message.tailLine,
      fileKey: read.fileKey.bytes, frames: Array(read.message.frames.joined()),
      payload: try keeper.finish(), header: read.header)
  }

  /// Where each message stands. What came together is put into its senders' order first: a folder
  /// or queue hands it out in any.
  private func orders(of heads: [MessageHead]) throws -> [Reception.Order] {
    var orders = [Reception.Order](repeating: .inOrder, count: heads.count)
    for index in heads.indices.sorted(by: { heads[$0].seq < heads[$1].seq }) {
      orders[index] = try order(heads[index])
    }
    return orders
  }

  private func order(_ head: MessageHead) throws -> Reception.Order {
    let key = head.from.publicKey + head.conversation
    let last = try positions[key] ?? vault.position(of: head.from, in: head.conversation)
    if head.seq > last?.seq ?? 0 {
      positions[key] = ConversationPosition(seq: head.seq, id: head.id)
    }
    let missing = head.seq - (last?.seq ?? 0) - 1
    if missing > 0 { return .missing(missing) }
    return missing == 0 && head.previous == last?.id ? .inOrder : .outOfOrder
  }

  private func line(_ head: MessageHead, outcome: String) -> AuditLine {
    AuditLine(
      "receive", .create, at: vault.clock.now(), outcome: outcome,
      object: vault.rowKey(from: head.from, id: head.id).hex, patient: head.patient,
      parties: [head.from.description])
  }
}

/// What happens to the envelope itself.
extension MessageReceiver {
  private func remove(_ arrival: Arrival) throws {
    switch arrival {
    case .mailbox(let entry): try Directories.removeFile(entry.path)
    case .queued(let entry): try vault.queue.remove(entry)
    case .file: break
    }
  }

  /// Keeps an envelope from an unknown sender; the name under which it is kept.
  private func hold(_ file: Descriptor, _ arrival: Arrival) throws -> String {
    if case .queued(let entry) = arrival { return entry.name }
    let entry = try vault.queue.add(
      try Descriptor.reading(file.path), day: QueueDay.of(file.path, vault.vault))
    try remove(arrival)
    return entry.name
  }

  /// Keeps a refused envelope apart, so that it is reported once, and says so in the audit log.
  private func refuse(_ refusal: Refusal, _ file: Descriptor, _ arrival: Arrival) throws {
    switch arrival {
    case .mailbox(let entry):
      let day = QueueDay.of(entry.path, vault.vault)
      try vault.queue.add(try Descriptor.readingRegular(entry.path), day: day, refused: true)
      try remove(arrival)
    case .queued(let entry): try vault.queue.refuse(entry)
    case .file: break
    }
    try vault.note([
      AuditLine("receive", .create, at: vault.clock.now(), outcome: refusal.name)
    ])
  }
}
