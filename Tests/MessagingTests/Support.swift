import AgeFormat
import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import TestSupport
import Testing
import Transports

@testable import Messaging

/// A folder that homes share.
final class Ward {
  let folder: TemporaryFolder
  let clock: MovableClock

  init(clock: MovableClock = MovableClock()) throws {
    folder = try TemporaryFolder()
    self.clock = clock
  }

  var spool: SpoolFolder { get throws { try SpoolFolder(folder.path) } }

  /// Somebody who has published their card here.
  func person(_ name: String, registrations: [Registration] = []) throws -> Person {
    let person = Person(try TestHome(name, clock: clock, registrations: registrations), self)
    try CardKeeper(person.vault()).publish(person.home.made.card, in: spool)
    return person
  }

  /// Two who know each other.
  func pair() throws -> (Person, Person) {
    let (vries, jansen) = (try person("B. de Vries"), try person("C. Jansen"))
    try vries.meets(jansen)
    try jansen.meets(vries)
    return (vries, jansen)
  }

  /// The envelopes in all mailboxes.
  var mail: [String] {
    get throws {
      try FileTree.files(folder.path).filter { $0.hasSuffix(".age") && $0.contains("/new/") }
        .map { folder.path($0) }
    }
  }

  /// Whatever lies in mailboxes, finished or not.
  var everything: [String] {
    get throws { try FileTree.files(folder.path).filter { $0.hasPrefix("mailboxes") } }
  }
}

/// Somebody with a home, who does what the verbs do.
final class Person {
  let home: TestHome
  let ward: Ward

  init(_ home: TestHome, _ ward: Ward) {
    self.home = home
    self.ward = ward
  }

  var identity: Identity { home.identity }
  var alias: String { home.made.card.name.split(separator: " ").last?.lowercased() ?? "" }

  func vault() throws -> OpenVault { try home.open() }

  func book() throws -> ContactBook { try ContactBook(vault()) }

  /// Takes in the card of `other`, and compares the fingerprint unless told otherwise.
  func meets(_ other: Person, verify: Bool = true) throws {
    var book = try book()
    _ = try book.add(
      [SignedDocument.parseOne(other.home.made.card.bytes, as: .card)], alias: nil,
      fingerprint: verify ? other.identity.fingerprint.description : nil)
  }

  @discardableResult
  func send(
    _ text: String, to recipients: [String], attachments: [OutgoingMessage.Part] = [],
    change: (inout OutgoingMessage) -> Void = { _ in }
  ) throws -> MessageSender.Sent {
    var sender = try MessageSender(vault(), spool: ward.spool)
    return try sender.send(message(text, recipients, attachments, change))
  }

  /// The bare envelope instead.
  func seal(
    _ text: String, to recipients: [String], attachments: [OutgoingMessage.Part] = [],
    change: (inout OutgoingMessage) -> Void = { _ in }
  ) throws -> [UInt8] {
    var sender = try MessageSender(vault(), spool: nil)
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

  /// As `receive`: publishes, refreshes, opens the queue, then the mailbox.
  func receive() throws -> [ReceiveOutcome] {
    let (vault, spool) = (try vault(), try ward.spool)
    try vault.sweepObjects()
    try CardKeeper(vault).publish(CardKeeper(vault).current(), in: spool)
    try Deliveries(vault).release(spool)
    var book = try ContactBook(vault)
    _ = try book.refresh(book.contacts, from: spool)
    var outcomes: [ReceiveOutcome] = []
    let receiver = try MessageReceiver(vault, spool: spool) { outcomes.append($0) }
    try receiver.receiveQueue()
    try receiver.receive(from: spool, mailbox: home.made.card.mailbox)
    return outcomes
  }

  /// As `receive FILE`.
  func receive(_ envelope: [UInt8]) throws -> ReceiveOutcome {
    let folder = try TemporaryFolder()
    try FileTree.write(envelope, to: folder.path("envelope"))
    return try receive(Descriptor.reading(folder.path("envelope")))
  }

  func receive(_ file: Descriptor) throws -> ReceiveOutcome {
    var outcomes: [ReceiveOutcome] = []
    try MessageReceiver(vault(), spool: nil) { outcomes.append($0) }.receive(file: file)
    #expect(outcomes.count == 1)
    return try #require(outcomes.first)
  }

  /// Part `index` of a message here.
  func part(_ index: Int, of message: StoredMessage) throws -> [UInt8] {
    let reader = try StoredMessages(vault()).open(message)
    return try #require(try reader.bytes(of: index, limit: 1 << 30))
  }

  func text(of message: StoredMessage) throws -> String {
    String(decoding: try part(0, of: message), as: UTF8.self)
  }

  var texts: [String] { get throws { try vault().messages().map(text) } }

  func auditEvents(_ event: String) throws -> [JSONObject] {
    try vault().auditLines().filter { try $0.string("event") == event }
  }

  func expectWhole(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(try vault().firstAuditBreak() == nil, sourceLocation: sourceLocation)
  }
}

extension OutgoingMessage.Part {
  init(_ name: String, _ bytes: [UInt8], type: String = "application/octet-stream") {
    self.init(name: name, type: type, content: MemorySource(bytes))
  }
}

extension ReceiveOutcome {
  /// The message, when it was received.
  var reception: Reception? {
    if case .received(let reception) = self { return reception }
    return nil
  }

  var refusal: Refusal? {
    if case .refused(let refusal) = self { return refusal }
    return nil
  }

  var heldID: String? {
    if case .held(let id, _) = self { return id }
    return nil
  }
}

/// A source that does something when it is read for the first time.
final class WaitingSource: ByteSource {
  private let source: MemorySource
  private var action: (() throws -> Void)?

  init(_ text: String, action: @escaping () throws -> Void) {
    source = MemorySource(Array(text.utf8))
    self.action = action
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try action?()
    action = nil
    return source.read(into: buffer)
  }
}

/// Bytes without a period that a frame or chunk could hide in.
func pattern(_ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: 31 &* $0 &+ 17 &* ($0 >> 8) &+ 7 &* ($0 >> 16)) }
}

/// Expects a ``MessagingError`` that `isExpected` knows.
func expectError(
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void,
  isExpected: (MessagingError) -> Bool
) {
  let error = #expect(throws: MessagingError.self, sourceLocation: sourceLocation) { try body() }
  guard let error else { return }
  #expect(isExpected(error), "\(error)", sourceLocation: sourceLocation)
}

/// A card of somebody without a home, with a key for one day.
func strangersCard(_ name: String, key: SigningKey = .generate(), day: Day) throws -> Card {
  let secret = PrekeySecret(
    day: day, generation: 0, lastDay: day + 30, kemSeed: RandomBytes.make(32),
    hintSecret: RandomBytes.make(32))
  return try Card.sign(
    by: key, name: name, mailbox: RandomBytes.make(16).hex, registrations: [], firstDay: day,
    prekeys: [secret.publicHalf], issued: day.start)
}
