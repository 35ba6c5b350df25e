package import Envelopes
package import Files
package import Identities
package import MessageVault
internal import Policies

/// Takes messages out for the patient's record, with who wrote them and what was known of the
/// author when they came.
package struct MessageExporter {
  private let vault: OpenVault
  private let messages: StoredMessages
  private let book: ContactBook
  private let labels: MessageLabels

  /// Throws for a `format` that the policy of this machine does not allow.
  package init(_ vault: OpenVault, as format: String) throws {
    try vault.machine.check(format, among: .exportFormats)
    self.vault = vault
    messages = StoredMessages(vault)
    book = try ContactBook(vault)
    labels = try MessageLabels(vault, book)
  }

  /// A message about to be released.
  package struct Export {
    package let message: StoredMessage
    package let content: ContentReader
    package let author: Correspondent
    package let recipients: [Correspondent]
    /// When and why its sender took it back; nil when they did not.
    package let recall: ReceiptRecord.Recall?
    /// What it bears of the team or role that it names, now.
    package let label: ShownLabel?

    package var head: MessageHead { content.head }
    package var tail: MessageTail { content.tail }
    /// The word for the author's standing when the message came; `own` for one's own.
    package var colour: String { message.summary.colour }
    /// When it came; nil for what was sent from here.
    package var received: Timestamp? {
      message.summary.isOutgoing ? nil : message.summary.received
    }
  }

  /// The messages meant by `ids`, each once, in that order.
  package func find(_ ids: [String]) throws -> [StoredMessage] {
    var seen: Set<[UInt8]> = []
    return try ids.map(messages.find).filter { seen.insert($0.rowKey).inserted }
  }

  /// The messages about the patient of these tokens, in the order in which they came.
  package func about(_ patients: Set<PatientToken>) throws -> [StoredMessage] {
    var filter = StoredMessages.Filter()
    filter.patients = patients
    let found = try messages.list(filter)
    guard !found.isEmpty else { throw ReadingError.noSuchPatient }
    return found
  }

  /// Whether the message names a patient by one of these tokens. A token under a key that is not
  /// here cannot be compared.
  package func names(_ patients: Set<PatientToken>, _ message: StoredMessage) throws -> Bool {
    try messages.head(of: message).patient.map(patients.contains) ?? false
  }

  /// The messages of the conversation whose id begins so, in the order in which they were written.
  package func conversation(_ text: String) throws -> [StoredMessage] {
    let wanted = text.lowercased()
    let found = try messages.list().map { (message: $0, head: try messages.head(of: $0)) }
      .filter { $0.head.conversation.hex.hasPrefix(wanted) }
    let conversations = Set(found.map(\.head.conversation))
    guard !wanted.isEmpty, !conversations.isEmpty else {
      throw ReadingError.unknownConversation(text)
    }
    guard conversations.count == 1 else {
      throw ReadingError.ambiguousConversation(text, count: conversations.count)
    }
    return found.sorted { left, right in
      if left.head.sent != right.head.sent { return left.head.sent < right.head.sent }
      if left.head.from == right.head.from { return left.head.seq < right.head.seq }
      return left.message.arrival < right.message.arrival
    }.map(\.message)
  }

  /// The outcome in the audit log before anything of a message is released.
  package static let begun = "begun"

  /// Opens all of `stored`, notes in the audit log that they are about to leave, and has `release`
  /// write them. They count as exported once `release` returned: all of it must have arrived by
  /// then. When it fails, that is noted instead. Nothing leaves when the sender of one asks so:
  /// ``ReadingError/noExport(_:)``.
  package func export(
    _ stored: [StoredMessage], releasing release: ([Export]) throws -> Void
  ) throws {
    let exports = try stored.map(opened)
    try refuse(exports)
    let begun = exports.map { line($0, outcome: Self.begun) }
    guard try vault.noteLeaving(stored, audit: begun) else { throw ReadingError.changedMeanwhile }
    do { try release(exports) } catch {
      try? vault.note(exports.map { line($0, outcome: "failed") })
      throw error
    }
    try vault.markExported(stored, audit: exports.map { line($0, outcome: "done") })
  }

  /// Has `send` send each of `stored` in turn, notes before and after it what is known of it, and
  /// then has `tell` report it. One that was acknowledged counts as exported. Stops after the first
  /// that was not; false then.
  /// Unless `again`, nothing is sent when a system may have one of them:
  /// ``ReadingError/sentBefore(_:)``.
  package func deliver(
    _ stored: [StoredMessage], again: Bool, by send: (Export) throws -> RecordDelivery,
    telling tell: (Export, RecordDelivery) throws -> Void
  ) throws -> Bool {
    let exports = try stored.map(opened)
    try refuse(exports)
    if !again {
      let earlier = try deliveries(of: stored)
      guard earlier.isEmpty else { throw ReadingError.sentBefore(earlier) }
    }
    for export in exports {
      let sending = line(export, outcome: RecordDelivery.sending)
      guard try vault.noteLeaving([export.message], audit: [sending]) else {
        throw ReadingError.changedMeanwhile
      }
      let delivery: RecordDelivery
      do { delivery = try send(export) } catch {
        try? vault.note([line(export, outcome: RecordDelivery.unsent("").word)])
        throw error
      }
      let told = line(export, outcome: delivery.word)
      guard case .acknowledged = delivery else {
        try vault.note([told])
        try tell(export, delivery)
        return false
      }
      try vault.markExported([export.message], audit: [told])
      try tell(export, delivery)
    }
    return true
  }

  /// Those that a system of the record has or may have, as the audit log tells.
  private func deliveries(of stored: [StoredMessage]) throws -> [ReadingError.SentBefore] {
    var histories: [String: DeliveryHistory] = [:]
    for message in stored { histories[message.rowKey.hex] = DeliveryHistory() }
    try vault.visitAuditLines { numbered in
      guard let line = numbered.line, (try? line.string("event")) == "export",
        let object = try? line.string("object")
      else { return }
      histories[object]?.add(line)
    }
    return stored.compactMap { message in
      guard let history = histories[message.rowKey.hex], let time = history.time else { return nil }
      return ReadingError.SentBefore(
        id: message.summary.id, at: time, isAcknowledged: history.isAcknowledged)
    }
  }

  private func refuse(_ exports: [Export]) throws {
    let refused = exports.filter(\.head.noExport)
    guard refused.isEmpty else {
      try vault.note(refused.map { line($0, outcome: "no-export") })
      throw ReadingError.noExport(refused.map(\.head.id))
    }
  }

  private func opened(_ message: StoredMessage) throws -> Export {
    let content = try messages.open(message)
    return Export(
      message: message, content: content,
      author: try Correspondent(authorOf: message.summary, in: book),
      recipients: try content.head.to.map { try Correspondent($0, in: book) },
      recall: try messages.recall(of: message),
      label: labels.label(message, content.head))
  }

  private func line(_ export: Export, outcome: String) -> AuditLine {
    AuditLine(
      "export", .read, at: vault.clock.now(), outcome: outcome,
      object: export.message.rowKey.hex, patient: export.head.patient?.description,
      parties: [export.head.from.description])
  }
}
