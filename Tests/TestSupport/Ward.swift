internal import AgeFormat
package import Envelopes
package import Files
package import Identities
package import MessageVault
package import Messaging
internal import Secrets
package import Transports

/// A folder that homes share.
package final class Ward {
  package let folder: TemporaryFolder
  package let clock: MovableClock

  package init(clock: MovableClock = MovableClock()) throws {
    folder = try TemporaryFolder()
    self.clock = clock
  }

  package var route: any Route { get throws { try FolderRoute(folder.path) } }

  /// Somebody who has published their card here.
  package func person(_ name: String, registrations: [Registration] = []) throws -> Person {
    let person = Person(try TestHome(name, clock: clock, registrations: registrations), self)
    try CardKeeper(person.vault()).publish(person.home.made.card, in: route)
    return person
  }

  /// Two who know each other.
  package func pair() throws -> (Person, Person) {
    let (vries, jansen) = (try person("B. de Vries"), try person("C. Jansen"))
    try vries.meets(jansen)
    try jansen.meets(vries)
    return (vries, jansen)
  }

  /// The envelopes in all mailboxes.
  package var mail: [String] {
    get throws {
      try FileTree.files(folder.path).filter { $0.hasSuffix(".age") && $0.contains("/new/") }
        .map { folder.path($0) }
    }
  }

  /// Whatever lies in mailboxes, finished or not.
  package var everything: [String] {
    get throws { try FileTree.files(folder.path).filter { $0.hasPrefix("mailboxes") } }
  }
}

/// Somebody with a home, who does what the verbs do.
package final class Person {
  package let home: TestHome
  package let ward: Ward

  package init(_ home: TestHome, _ ward: Ward) {
    self.home = home
    self.ward = ward
  }

  package var identity: Identity { home.identity }
  package var alias: String { home.made.card.name.split(separator: " ").last?.lowercased() ?? "" }

  package func vault() throws -> OpenVault { try home.open() }

  package func book() throws -> ContactBook { try ContactBook(vault()) }

  /// Takes in the card of `other`, and compares the fingerprint unless told otherwise.
  package func meets(_ other: Person, verify: Bool = true) throws {
    var book = try book()
    _ = try book.add(
      [SignedDocument.parseOne(other.home.made.card.bytes, as: .card)], alias: other.alias,
      fingerprint: verify ? other.identity.fingerprint.description : nil)
  }

  @discardableResult
  package func send(
    _ text: String, to recipients: [String], attachments: [OutgoingMessage.Part] = [],
    change: (inout OutgoingMessage) -> Void = { _ in }
  ) throws -> MessageSender.Sent {
    var sender = try MessageSender(vault(), by: WayOut(ward.route))
    return try sender.send(message(text, recipients, attachments, change))
  }

  /// The bare envelope instead.
  package func seal(
    _ text: String, to recipients: [String], attachments: [OutgoingMessage.Part] = [],
    change: (inout OutgoingMessage) -> Void = { _ in }
  ) throws -> [UInt8] {
    var sender = try MessageSender(byHand: vault(), cardsFrom: nil)
    var envelope: [UInt8] = []
    _ = try sender.send(message(text, recipients, attachments, change)) { envelope += $0 }
    return envelope
  }

  private func message(
    _ text: String, _ recipients: [String], _ attachments: [OutgoingMessage.Part],
    _ change: (inout OutgoingMessage) -> Void
  ) -> OutgoingMessage {
    var message = OutgoingMessage(text: MemorySource(Array(text.utf8)))
    message.to = recipients
    message.attachments = attachments
    change(&message)
    return message
  }

  /// As `receive`.
  @discardableResult
  package func receive() throws -> [ReceiveOutcome] {
    var outcomes: [ReceiveOutcome] = []
    try Inbox(vault(), .init(report: { outcomes.append($0) })).look(at: ward.route)
    return outcomes
  }

  /// As `receive`, of which only what it tells of sent messages is wanted.
  package func notices(at route: (any Route)?) throws -> [Deliveries.Trouble] {
    var troubles: [Deliveries.Trouble] = []
    try Inbox(
      vault(),
      .init(
        report: { _ in },
        notice: { if case .delivery(let trouble) = $0 { troubles.append(trouble) } })
    ).look(at: route)
    return troubles
  }

  /// As `receive FILE`.
  package func receive(_ envelope: [UInt8]) throws -> ReceiveOutcome {
    let folder = try TemporaryFolder()
    try FileTree.write(envelope, to: folder.path("envelope"))
    return try receive(Descriptor.reading(folder.path("envelope")))
  }

  package func receive(_ file: Descriptor) throws -> ReceiveOutcome {
    var outcomes: [ReceiveOutcome] = []
    try MessageReceiver(vault(), route: nil, .init(report: { outcomes.append($0) }))
      .receive(file: file)
    guard let outcome = outcomes.first, outcomes.count == 1 else { throw Unexpected() }
    return outcome
  }

  /// Part `index` of a message here.
  package func part(_ index: Int, of message: StoredMessage) throws -> [UInt8] {
    let reader = try StoredMessages(vault()).open(message)
    guard let bytes = try reader.bytes(of: index, limit: 1 << 30) else { throw Unexpected() }
    return bytes
  }

  package func text(of message: StoredMessage) throws -> String {
    String(decoding: try part(0, of: message), as: UTF8.self)
  }

  package var texts: [String] { get throws { try vault().messages().map(text) } }

  package func auditEvents(_ event: String) throws -> [JSONObject] {
    try vault().auditLines().filter { try $0.string("event") == event }
  }

  package struct Unexpected: Error {}
}

extension OutgoingMessage.Part {
  package init(_ name: String, _ bytes: [UInt8], type: String = "application/octet-stream") {
    self.init(name: name, type: type, content: MemorySource(bytes))
  }
}

extension ReceiveOutcome {
  /// The message, when it was received.
  package var reception: Reception? {
    if case .received(let reception) = self { return reception }
    return nil
  }

  package var refusal: Refusal? {
    if case .refused(let refusal, _) = self { return refusal }
    return nil
  }

  package var signedFacts: SignedFacts? {
    switch self {
    case .duplicate(let facts): facts
    case .refused(_, let facts): facts
    case .receipt(let news): news.facts
    case .recall(let news): news.facts
    case .notice(let facts), .recalled(let facts): facts
    case .early(_, let facts): facts
    case .received, .queued, .held, .unknownKind, .skipped: nil
    }
  }

  package var skippedPlace: String? {
    if case .skipped(let place, _) = self { return place }
    return nil
  }

  package var heldID: String? {
    switch self {
    case .held(let id, _), .early(let id, _): id
    default: nil
    }
  }
}

/// Bytes without a period that a frame or chunk could hide in.
package func pattern(_ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: 31 &* $0 &+ 17 &* ($0 >> 8) &+ 7 &* ($0 >> 16)) }
}
