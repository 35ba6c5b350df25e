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
  /// At most so many messages share one commit, and as many as the process can hold open files
  /// for: each has its envelope, and a large one its object and the object's lock.
  private static let batchSize = 256
  private static let descriptorsEach = 3

  private let vault: OpenVault
  private let addressee: VaultAddressee
  private let opener: EnvelopeOpener
  private let report: (ReceiveOutcome) throws -> Void
  private let progress: ((Int) -> Void)?
  private var batch: [Waiting] = []
  private let mostWaiting = max(
    1, min(batchSize, (Process.mostOpenFiles - 64) / descriptorsEach))
  private var positions: [[UInt8]: ConversationPosition] = [:]

  private struct Waiting {
    let message: NewMessage
    let envelope: ReceivedEnvelope
    let file: Descriptor
    let arrival: Arrival
  }

  /// `progress` hears of every piece that was opened, in bytes.
  package init(
    _ vault: OpenVault, spool: SpoolFolder?, progress: ((Int) -> Void)? = nil,
    report: @escaping (ReceiveOutcome) throws -> Void
  ) throws {
    self.vault = vault
    addressee = try VaultAddressee(vault, book: try ContactBook(vault), spool: spool)
    opener = EnvelopeOpener(for: addressee)
    self.report = report
    self.progress = progress
  }

  /// Opens what waits in the queue.
  package func receiveQueue() throws {
    for entry in try vault.queue.entries() {
      // Nil when another run took it.
      guard let file = try Descriptor.readingForeign(entry.path) else { continue }
      try receive(file, arrival: .queued(entry))
    }
    try flush()
  }

  /// Opens what waits in the mailbox of this home.
  package func receive(from spool: SpoolFolder, mailbox: String) throws {
    try spool.clean(mailbox, now: vault.clock.now())
    var trouble: (any Error)?
    for entry in try spool.entries(in: mailbox) {
      do {
        // Nil when another run took it.
        guard let file = try entry.open() else { continue }
        try receive(file, arrival: .mailbox(entry))
      } catch let error as FileError where error.path == entry.path {
        trouble = trouble ?? error  // what others left here must not keep the rest from arriving
      } catch VaultError.queueFull(let cap) {
        trouble = trouble ?? VaultError.queueFull(cap: cap)
      }
    }
    try flush()
    if let trouble { throw trouble }
  }

  /// Opens one file, which stays where it is; a pipe is laid into the queue first.
  package func receive(file: Descriptor) throws {
    if try file.size() == nil {
      let entry = try QueueDay.queue(file, in: vault.vault)
      try receive(try Descriptor.reading(entry.path), arrival: .queued(entry))
    } else {
      try receive(file, arrival: .file)
    }
    try flush()
  }

  /// Where an envelope came from, hence what acknowledging it means.
  private enum Arrival {
    case mailbox(SpoolFolder.Entry)
    case queued(EnvelopeQueue.Entry)
    case file
  }

  private func receive(_ file: Descriptor, arrival: Arrival) throws {
    let keeper = PayloadKeeper(vault.objects)
    do {
      let envelope = try opener.open(
        DescriptorSource(fromStart: file),
        payload: {
          try keeper.write($0)
          self.progress?($0.count)
        })
      addressee.note(envelope)
      batch.append(
        Waiting(
          message: try message(envelope, keeper), envelope: envelope,
          file: file, arrival: arrival))
      if batch.count >= mostWaiting { try flush() }
    } catch Refusal.duplicate {
      try flush()
      try remove(arrival)
      try report(.duplicate)
    } catch Refusal.held(let sender) {
      try flush()
      try report(.held(id: try hold(file, arrival), from: sender))
    } catch Refusal.unknownKind(let sender) {
      try flush()
      try report(.unknownKind(id: try hold(file, arrival), from: sender))
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
    // What is committed is acknowledged and reported whatever comes of this.
    let noted = Result {
      try vault.note(
        waiting.map { waiting in
          let head = waiting.envelope.head
          return (head.from, head.conversation, ConversationPosition(seq: head.seq, id: head.id))
        })
    }
    for ((item, result), order) in zip(zip(waiting, results), orders) {
      switch result {
      case .duplicate:
        try remove(item.arrival)
        try report(.duplicate)
      case .alreadyReceived:
        try keepRefused(item.file, item.arrival)
        try report(.refused(.alreadyReceived))
      case .kept:
        try remove(item.arrival)
        if let reception = try reception(item, order) { try report(.received(reception)) }
      }
    }
    try noted.get()
  }

  private func reception(_ item: Waiting, _ order: Reception.Order) throws -> Reception? {
    let head = item.envelope.head
    guard let message = try vault.message(vault.rowKey(from: head.from, id: head.id)),
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
    let sender = addressee.book[head.from].map { ($0, addressee.book.standing(of: $0)) }
    let summary = Summary(
      id: head.id, from: head.from, sent: head.sent, received: vault.clock.now(),
      expires: envelope.expiry, keyDay: read.lastDay, priority: head.priority.rawValue,
      colour: sender?.1.colour.rawValue ?? "red",
      sender: sender.map { SenderRecord($0, $1) },
      parts: head.parts.count, isRead: false, isOutgoing: false, subject: head.subject ?? "")
    return NewMessage(
      summary: summary, head: read.message.headLine, tail: read.message.tailLine,
      fileKey: read.fileKey.bytes, frames: Array(read.message.frames.joined()),
      payload: try keeper.finish(), digest: read.message.digest)
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
    if missing > 0 {
      // A run that was killed may have kept the message before and not noted its position.
      let follows = try head.previous.map { try vault.receipt(from: head.from, id: $0) != nil }
      return follows ?? false ? .inOrder : .missing(missing)
    }
    return missing == 0 && head.previous == last?.id ? .inOrder : .outOfOrder
  }

  private func line(_ head: MessageHead, outcome: String) -> AuditLine {
    AuditLine(
      "receive", .create, at: vault.clock.now(), outcome: outcome,
      object: vault.rowKey(from: head.from, id: head.id).hex, patient: head.patient?.description,
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
    let entry = try vault.queue.add(file, day: QueueDay.of(file, vault.vault))
    try orTakingBack(entry) { try remove(arrival) }
    return entry.name
  }

  /// Keeps a refused envelope apart, so that it is reported once, and says so in the audit log.
  private func refuse(_ refusal: Refusal, _ file: Descriptor, _ arrival: Arrival) throws {
    try keepRefused(file, arrival)
    try vault.note([
      AuditLine("receive", .create, at: vault.clock.now(), outcome: refusal.name)
    ])
  }

  private func keepRefused(_ file: Descriptor, _ arrival: Arrival) throws {
    switch arrival {
    case .mailbox(let entry):
      do {
        let kept = try vault.queue.add(
          file, day: QueueDay.of(file, vault.vault), refused: true)
        try orTakingBack(kept) { try remove(arrival) }
      } catch VaultError.queueFull {
        // Nobody will read it; it must not be refused again at every run.
        try Directories.removeFile(entry.path)
      }
    case .queued(let entry): try vault.queue.refuse(entry)
    case .file: break
    }
  }

  /// Runs `body`; when it fails, `entry` goes again, or every run would add another copy.
  private func orTakingBack(_ entry: EnvelopeQueue.Entry, _ body: () throws -> Void) throws {
    do { try body() } catch {
      try? vault.queue.remove(entry)
      throw error
    }
  }
}
