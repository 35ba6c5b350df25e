internal import AgeFormat
package import Envelopes
package import Files
package import Identities
package import MessageVault

/// The messages of a home: listed, found by what a person types, read, deleted.
package struct StoredMessages {
  let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// Which messages a list shows.
  package struct Filter: Sendable {
    package var from: Identity?
    package var since: Timestamp?
    /// The id of a team that they name.
    package var team: [UInt8]?
    /// The tokens of the patient whom they are about.
    package var patients: Set<PatientToken>?
    /// The id of the conversation to which they belong.
    package var conversation: [UInt8]?
    package var unreadOnly = false
    /// Only the home's own.
    package var sentOnly = false
    package var priority: MessageHead.Priority?
    /// The most that are listed: the newest ones.
    package var limit: Int?

    package init() {}

    fileprivate func takes(_ summary: Summary) -> Bool {
      (from.map { $0 == summary.from } ?? true)
        && (since.map { $0 <= summary.received } ?? true)
        && (priority.map { $0.rawValue == summary.priority } ?? true)
        && !(unreadOnly && summary.isRead)
        && !(sentOnly && !summary.isOutgoing)
    }
  }

  /// Messages that have not expired, oldest arrival first.
  package func list(_ filter: Filter = Filter()) throws -> [StoredMessage] {
    var messages: [StoredMessage] = []
    func visit(_ message: StoredMessage) throws -> Bool {
      guard filter.takes(message.summary), try isMeant(message, filter) else { return true }
      messages.append(message)
      return messages.count < filter.limit ?? .max
    }
    if filter.unreadOnly {
      try vault.visitUnread(visit)
    } else {
      try vault.visitMessages(visit)
    }
    return messages.reversed()
  }

  /// Whether `message` has the team, the patient and the conversation that are asked for. Its head
  /// is opened only then.
  private func isMeant(_ message: StoredMessage, _ filter: Filter) throws -> Bool {
    guard filter.team != nil || filter.patients != nil || filter.conversation != nil
    else { return true }
    guard filter.team == nil || message.summary.namesGroup,
      let head = try outline(of: message)?.head
    else { return false }
    return (filter.team.map { $0 == head.team } ?? true)
      && (filter.conversation.map { $0 == head.conversation } ?? true)
      && (filter.patients.map { head.patient.map($0.contains) ?? false } ?? true)
  }

  /// The conversation of the message meant by `text`, in the order in which it was written.
  package func conversation(with text: String) throws -> [StoredMessage] {
    var filter = Filter()
    filter.conversation = try conversation(of: text)
    return try list(filter).sorted {
      ($0.summary.sent, $0.arrival) < ($1.summary.sent, $1.arrival)
    }
  }

  /// The id of the conversation to which the message meant by `text` belongs.
  package func conversation(of text: String) throws -> [UInt8] {
    try head(of: find(text)).conversation
  }

  /// When the last message from or to each person was sent, as far as messages are kept.
  package func lastUse() throws -> [Identity: Timestamp] {
    var last: [Identity: Timestamp] = [:]
    for message in try vault.messages() {
      let people =
        message.summary.isOutgoing
        ? try outline(of: message)?.head.to ?? [] : [message.summary.from]
      for person in people {
        last[person] = max(last[person] ?? message.summary.sent, message.summary.sent)
      }
    }
    return last
  }

  /// The message meant by `text`: the beginning of an id, or `@last` for the one last received.
  package func find(_ text: String) throws -> StoredMessage {
    let found = text == "@last" ? try lastReceived() : try startingWith(text.lowercased())
    guard let first = found.first else { throw ReadingError.unknownMessage(text) }
    guard found.count == 1 else {
      throw ReadingError.ambiguousMessage(text, count: found.count)
    }
    return first
  }

  private func lastReceived() throws -> [StoredMessage] {
    var found: [StoredMessage] = []
    try vault.visitMessages { message in
      if !message.summary.isOutgoing { found = [message] }
      return found.isEmpty
    }
    return found
  }

  /// From four digits on, only messages that share them are opened.
  private func startingWith(_ wanted: String) throws -> [StoredMessage] {
    guard !wanted.isEmpty else { return [] }
    let start = [UInt8](hex: String(wanted.prefix(4)))
    let candidates =
      if let start, start.count == 2 { try vault.messages(idStart: start) } else {
        try vault.messages()
      }
    return candidates.filter { $0.summary.id.hex.hasPrefix(wanted) }
  }

  /// A message opened for reading: every part is checked again before a byte of it is released.
  package func open(_ message: StoredMessage) throws -> ContentReader {
    let content = try vault.content(of: message)
    let fileKey = try FileKey(content.fileKey)
    let payload =
      switch content.payload {
      case .row(let bytes): try PayloadReader(fileKey: fileKey, bytes)
      case .object(let file): try PayloadReader(fileKey: fileKey, file)
      }
    return try ContentReader(
      headLine: content.head, tailLine: content.tail, frames: content.frames, payload: payload)
  }

  /// Head and tail of a message, without its content; nil when it is gone by now.
  package func outline(of message: StoredMessage) throws -> (head: MessageHead, tail: MessageTail)?
  {
    guard let lines = try vault.lines(of: message) else { return nil }
    return (try MessageHead(stored: lines.head), try MessageTail(line: lines.tail))
  }

  package func head(of message: StoredMessage) throws -> MessageHead { try open(message).head }

  /// Notes in the audit log that content was read, and in the list unless it is a `peek`; before it
  /// is shown. Throws ``ReadingError/unknownMessage(_:)`` when the message was taken back
  /// meanwhile.
  package func markRead(
    _ message: StoredMessage, head: MessageHead, part: Int?, peek: Bool = false
  ) throws {
    let purpose = part.map { "part \($0)" + (peek ? ", peek" : "") }
    let isHere = try vault.markRead(
      message, staysUnread: peek,
      audit: AuditLine(
        "read", .read, at: vault.clock.now(), object: message.rowKey.hex,
        patient: head.patient?.description, parties: [head.from.description], purpose: purpose))
    guard isHere else { throw ReadingError.unknownMessage(message.summary.id.hex) }
  }

  /// Deletes a message here. Copies elsewhere stay until their keys die.
  package func delete(_ message: StoredMessage) throws {
    try vault.delete(
      message,
      audit: AuditLine(
        "delete", .delete, at: vault.clock.now(), object: message.rowKey.hex,
        parties: [message.summary.from.description]))
  }
}
