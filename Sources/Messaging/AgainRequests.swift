internal import AgeFormat
internal import Envelopes
package import Files
package import Identities
package import MessageVault

/// Asks the senders of what never arrived, or was lost with a home, to send it again: a message
/// that a person reads, who looks what they still have and decides.
package struct AgainRequests {
  private let vault: OpenVault
  private let book: ContactBook

  package init(_ vault: OpenVault) throws {
    self.vault = vault
    book = try ContactBook(vault)
  }

  /// What one person is asked for.
  package struct Request: Sendable {
    package let contact: Contact
    /// How many of their messages are known to be missing.
    package let missing: Int
    package let text: String
  }

  /// One request for each contact of whom something is missing that they were not asked for yet;
  /// with `since`, from which time on this home may lack messages, one for each who ever wrote.
  /// `only` names those of them who are asked.
  package func requests(since: Timestamp?, only: [String] = []) throws -> [Request] {
    let wanted = try Set(only.map { try book.find($0).identity })
    let gaps = Dictionary(
      grouping: try MissingMessages(vault).all().filter { $0.asked == nil }, by: \.from)
    let writers = since == nil ? [] : try StoredMessages(vault).lastUse().map(\.key)
    return try Set(gaps.keys).union(writers).union(since == nil ? [] : wanted).sorted()
      .filter { wanted.isEmpty || wanted.contains($0) }
      .compactMap { identity in
        guard let contact = try book.contact(identity),
          book.standing(of: contact).colour != .revoked
        else { return nil }
        let spans = try gaps[identity, default: []].map(span)
        return Request(
          contact: contact, missing: spans.map(\.number).reduce(0, +),
          text: Self.text(spans, since: since))
      }
  }

  /// Sends a request; from then on its gaps count as asked for.
  package func send(_ request: Request, by way: WayOut) throws -> MessageSender.Sent {
    var message = OutgoingMessage(text: MemorySource(Array(request.text.utf8)))
    message.to = [request.contact.identity.description]
    message.subject = "please send again"
    // It says nothing of a patient, and goes to somebody who wrote.
    message.unverifiedReason = "ask-again"
    var sender = try MessageSender(vault, by: way)
    let sent = try sender.send(message)
    try MissingMessages(vault).noteAsked(request.contact.identity)
    return sent
  }

  /// Missing messages between two that are here.
  private struct Span {
    let number: Int
    let after: Timestamp?
    let before: Timestamp?
  }

  private func span(_ gap: MissingMessages.Gap) throws -> Span {
    var filter = StoredMessages.Filter()
    filter.conversation = gap.conversation
    filter.from = gap.from
    let messages = StoredMessages(vault)
    let heads = try messages.list(filter).map(messages.head)
    return Span(
      number: gap.numbers.count,
      after: heads.filter { $0.seq < gap.numbers.lowerBound }.map(\.sent).max(),
      before: heads.filter { $0.seq > gap.numbers.upperBound }.map(\.sent).min())
  }

  private static func text(_ spans: [Span], since: Timestamp?) -> String {
    var lines: [String] = []
    if !spans.isEmpty {
      lines.append("Messages that you sent did not arrive here:")
      lines += spans.map { span in
        let bounds =
          (span.after.map { ["after \($0.description)"] } ?? [])
          + (span.before.map { ["before \($0.description)"] } ?? [])
        let when = bounds.isEmpty ? "" : ", sent \(bounds.joined(separator: " and "))"
        return "- \(span.number)\(when)"
      }
    }
    if let since {
      lines.append("What you sent from \(since.description) on may not be here.")
    }
    lines.append(
      "Please send again what you still have: tacita list --sent shows it, and tacita forward ID "
        + "sends one message with its signature.")
    return lines.joined(separator: "\n") + "\n"
  }
}
