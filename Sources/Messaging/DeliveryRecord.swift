package import Envelopes
package import Files
package import Identities
internal import MessageVault
package import Transports

/// What a home knows of one copy of a message that it sent: for whom it is, where it was put, and
/// what became of it there. docs/vault.md, `deliveries`.
package struct DeliveryRecord: Sendable {
  package enum State: String, Sendable, CaseIterable {
    /// The route does not have it yet.
    case waiting
    /// It is in the recipient's mailbox.
    case inMailbox = "in-mailbox"
    /// It is not in the mailbox any more. The recipient fetched it, or somebody removed it: the
    /// route does not tell which.
    case gone
    /// The route never got it, and never will.
    case failed
    /// It was still in the mailbox when its time was up.
    case expired
    /// This home took it back before it was fetched.
    case retracted
  }

  /// 16 bytes, the message's.
  package let id: [UInt8]
  package let recipient: Identity
  package let sent: Timestamp
  package let expires: Timestamp
  package let priority: MessageHead.Priority
  /// Where it was put, or is to be put.
  package let route: String
  package let mailbox: String
  package private(set) var name: EnvelopeName
  /// Whether the recipient was asked to tell that they have it, has told nothing, and the copy was
  /// put once only.
  private var awaitsAnswer: Bool
  package private(set) var state = State.waiting
  /// When the state was found to be so.
  package private(set) var since: Timestamp

  init(
    _ head: MessageHead, for recipient: Identity, at mailbox: String, on route: RouteAddress
  ) {
    id = head.id
    self.recipient = recipient
    (sent, expires, priority) = (head.sent, head.expires, head.priority)
    self.route = route.description
    self.mailbox = mailbox
    name = EnvelopeName(at: head.sent)
    awaitsAnswer = head.wants.contains(.delivered)
    since = head.sent
  }

  func becoming(_ state: State, at moment: Timestamp) -> DeliveryRecord {
    var record = self
    (record.state, record.since) = (state, moment)
    return record
  }

  /// Whether its route has it and it may be put once more.
  var waits: OpenVault.Waiting { awaitsAnswer ? .perhapsAgain : .no }

  /// Seconds after which a copy that vanished without an answer is put again.
  private static let patience = 86400

  func isDueAgain(at now: Timestamp) -> Bool {
    awaitsAnswer && state == .gone && now.unix - sent.unix >= Self.patience
  }

  /// The same, to be put once more under another name.
  func repeated(at now: Timestamp) -> DeliveryRecord {
    var record = answered.becoming(.waiting, at: now)
    record.name = EnvelopeName(at: now)
    return record
  }

  /// The same, which is not put again.
  var answered: DeliveryRecord {
    var record = self
    record.awaitsAnswer = false
    return record
  }

  var encoded: [UInt8] {
    CanonicalJSON.encode(
      JSONObject([
        "awaitsAnswer": awaitsAnswer ? .bool(true) : nil, "expires": .string(expires.description),
        "id": .string(id.hex),
        "mailbox": .string(mailbox), "name": .string(name.description),
        "priority": .string(priority.rawValue), "route": .string(route),
        "sent": .string(sent.description), "since": .string(since.description),
        "state": .string(state.rawValue), "to": .string(recipient.description),
      ]))
  }

  /// Reads it back. Throws ``VaultError/damaged(_:)``.
  init(encoded bytes: [UInt8]) throws {
    do {
      let json = try JSONParser.object(bytes)
      guard let recipient = Identity(try json.string("to")),
        let name = EnvelopeName(try json.string("name")),
        let priority = MessageHead.Priority(rawValue: try json.string("priority")),
        let state = State(rawValue: try json.string("state"))
      else { throw VaultError.damaged("deliveries.delivery") }
      id = try json.hex("id", bytes: 16)
      (self.recipient, self.name, self.priority, self.state) = (recipient, name, priority, state)
      (sent, expires) = (try json.time("sent"), try json.time("expires"))
      (route, mailbox) = (try json.string("route"), try json.string("mailbox"))
      since = try json.time("since")
      awaitsAnswer = json["awaitsAnswer"] == nil ? false : try json.bool("awaitsAnswer")
    } catch is JSONError { throw VaultError.damaged("deliveries.delivery") }
  }
}
