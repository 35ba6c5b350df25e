package import AgeFormat
package import Files
package import Identities
internal import Secrets

/// The two operations that looking for one's own stanza costs. Passed in, so that they can be
/// counted.
package struct StanzaPrimitives: Sendable {
  /// X25519 of a hint secret with a share; nil when it is all zeros.
  package var agree: @Sendable (_ secret: [UInt8], _ share: [UInt8]) -> [UInt8]?
  /// Opens a hybrid stanza with the 32-byte seed of a prekey; nil when it is for another key.
  package var open: @Sendable (_ stanza: Stanza, _ kemSeed: [UInt8]) throws -> FileKey?

  package init(
    agree: @escaping @Sendable (_ secret: [UInt8], _ share: [UInt8]) -> [UInt8]?,
    open: @escaping @Sendable (_ stanza: Stanza, _ kemSeed: [UInt8]) throws -> FileKey?
  ) {
    self.agree = agree
    self.open = open
  }

  package static let standard = StanzaPrimitives(
    agree: { X25519.agree(secret: $0, publicKey: $1) },
    open: { try HybridIdentity(seed: $1).open($0) })
}

/// What an opening asks of the vault it opens for.
package protocol Addressee {
  /// The identity that mail must be addressed to.
  var identity: Identity { get }
  var now: Timestamp { get }
  /// Days that a message is kept at most.
  var retention: Int { get }
  /// All live generations of the prekey of `day`.
  func prekeys(on day: Day) throws -> [PrekeySecret]
  /// The days of all live prekeys, newest first.
  func prekeyDays() throws -> [Day]
  /// Whether there were prekeys for `day` that are destroyed.
  func isDestroyed(_ day: Day) throws -> Bool
  /// What ended `identity`; nil while nothing did.
  func revocation(of identity: Identity) throws -> Revocation?
  func isContact(_ identity: Identity) throws -> Bool
  /// The digest of the message received as (`sender`, `id`); nil if none was, or if nothing of it
  /// was kept because its sender took it back.
  func receipt(from sender: Identity, id: [UInt8]) throws -> [UInt8]?
}

/// An envelope whose every byte was checked and whose signature is that of the key it names; not
/// yet judged by who that is, whom it is for, and when.
package struct ReadEnvelope: Sendable {
  package let message: ReadMessage
  package let fileKey: FileKey
  /// The prekey that opened it.
  package let day: Day
  package let lastDay: Day
  fileprivate let hybridStanzas: Int
  fileprivate let hasForeignStanza: Bool
}

/// An envelope that may be shown.
package struct ReceivedEnvelope: Sendable {
  package let read: ReadEnvelope
  /// When the copy here ends.
  package let expiry: Timestamp
  /// What ended the sender's identity after the message was signed.
  package let revocation: Revocation?

  package var head: MessageHead { read.message.head }
}

/// Opens envelopes. Nothing of one is shown or released before all of this holds, in this order;
/// each failure is a ``Refusal``.
package struct EnvelopeOpener {
  private let addressee: any Addressee
  private let primitives: StanzaPrimitives
  /// How far `sent` may lie ahead of the clock here, in seconds.
  private static let clockSkew = 48 * 3600

  package init(for addressee: any Addressee, primitives: StanzaPrimitives = .standard) {
    self.addressee = addressee
    self.primitives = primitives
  }

  /// All steps. The binary payload is passed to `payload` as it is read.
  package func open(
    _ source: any ByteSource, payload: ((UnsafeRawBufferPointer) throws -> Void)? = nil
  ) throws -> ReceivedEnvelope {
    try judge(try read(source, payload: payload))
  }

  /// Steps 1 to 3, and of step 4 that it is not from me and that its signature is valid.
  package func read(
    _ source: any ByteSource, payload: ((UnsafeRawBufferPointer) throws -> Void)? = nil
  ) throws -> ReadEnvelope {
    try asRefusal {
      let binary = try Armor.unwrapped(source)
      let header = try AgeHeader.read(from: binary)
      let (fileKey, prekey) = try unwrap(header.stanzas)
      guard header.verify(fileKey) else { throw Refusal.headerFailure("its MAC is wrong") }
      let opener = try PayloadOpener(
        fileKey: fileKey, source: payload.map { TeeSource(binary, sink: $0) } ?? binary)
      let message = try MessageReader.read(opener)
      try checkBinding(message, header: SHA256.hash(header.bytes))
      try checkSignature(message)
      let own = [HintStanza.type, HybridRecipient.stanzaType]
      return ReadEnvelope(
        message: message, fileKey: fileKey, day: prekey.day, lastDay: prekey.lastDay,
        hybridStanzas: header.stanzas.filter { $0.type == HybridRecipient.stanzaType }.count,
        hasForeignStanza: header.stanzas.contains { !own.contains($0.type) })
    }
  }

  /// Step 3: part names, and that the tail speaks of what was read.
  private func checkBinding(_ message: ReadMessage, header: [UInt8]) throws {
    for part in message.head.parts where !PartName.isAllowed(part.name) {
      throw Refusal.badPartName(part.name)
    }
    guard message.tail.parts == message.parts else { throw Refusal.digestMismatch }
    guard message.tail.header == header else { throw Refusal.headerMismatch }
  }

  private func checkSignature(_ message: ReadMessage) throws {
    guard message.head.from != addressee.identity else { throw Refusal.fromMyself }
    let signed = MessageLayout.signed(headLine: message.headLine, tailLine: message.tailLine)
    guard message.signature.signer == message.head.from, message.signature.isValid(over: signed)
    else { throw Refusal.badSignature }
  }

  /// The rest of step 4, and steps 5 to 7.
  package func judge(_ read: ReadEnvelope) throws -> ReceivedEnvelope {
    let head = read.message.head
    let revocation = try addressee.revocation(of: head.from)
    if let revocation, !revocation.spares(mailOf: head.sent) { throw Refusal.revoked(head.from) }
    guard try addressee.isContact(head.from) else { throw Refusal.held(from: head.from) }
    guard head.to.contains(addressee.identity) else { throw Refusal.notAddressedToMe }
    guard !read.hasForeignStanza, head.to.count == read.hybridStanzas else {
      throw Refusal.recipientsMismatch
    }
    guard head.day == head.sent.day, head.day == read.day else { throw Refusal.wrongDay }
    switch head.kind {
    case .text, .notice, .receipt, .recall: break
    case .unknown: throw Refusal.unknownKind(from: head.from)
    }
    if let known = try addressee.receipt(from: head.from, id: head.id) {
      throw known == read.message.digest ? Refusal.duplicate : Refusal.alreadyReceived
    }
    return ReceivedEnvelope(read: read, expiry: try expiry(head), revocation: revocation)
  }

  private func expiry(_ head: MessageHead) throws -> Timestamp {
    guard head.sent <= addressee.now + Self.clockSkew else { throw Refusal.fromTheFuture }
    let expiry = min(head.expires, head.sent + addressee.retention * 86400)
    guard head.expires > head.sent, addressee.now < expiry else { throw Refusal.expired }
    return expiry
  }
}

/// Step 1: finding one's own stanza.
extension EnvelopeOpener {
  /// How many days ahead a prekey may be tried without a hint.
  private static let daysAhead = 2
  /// How many stanzas are tried without a hint, each with every live prekey.
  private static let mostWithoutHint = 16

  private func unwrap(_ stanzas: [Stanza]) throws -> (FileKey, PrekeySecret) {
    let hint = try HintStanza.read(stanzas)
    let hybrids = stanzas.filter { $0.type == HybridRecipient.stanzaType }
    for stanza in hybrids { try HybridIdentity.checkForm(of: stanza) }
    guard !hybrids.isEmpty else {
      if let hint { try checkOrder(hint.share) }
      throw Refusal.notForThisVault
    }
    if let hint { return try unwrap(Array(stanzas.dropFirst()), hint) }
    guard hybrids.count <= Self.mostWithoutHint else {
      throw Refusal.headerFailure("\(hybrids.count) recipients without a hint")
    }
    let days = try addressee.prekeyDays().filter { $0 <= addressee.now.day + Self.daysAhead }
    for day in days {
      for prekey in try addressee.prekeys(on: day).filter(isLive) {
        for stanza in hybrids {
          if let fileKey = try primitives.open(stanza, prekey.kemSeed) { return (fileKey, prekey) }
        }
      }
    }
    throw Refusal.notForThisVault
  }

  /// By the hint: one agreement a live generation, and a trial for each tag that matches.
  private func unwrap(_ stanzas: [Stanza], _ hint: HintStanza) throws -> (FileKey, PrekeySecret) {
    let kept = try addressee.prekeys(on: hint.day)
    let prekeys = kept.filter(isLive)
    if prekeys.isEmpty {
      try checkOrder(hint.share)
      let isDestroyed = try !kept.isEmpty || addressee.isDestroyed(hint.day)
      throw isDestroyed ? Refusal.keyDestroyed : Refusal.notForThisVault
    }
    for prekey in prekeys {
      guard let shared = primitives.agree(prekey.hintSecret, hint.share) else {
        throw Refusal.headerFailure("a hint of low order")
      }
      let tag = HintTag.tag(
        shared: shared, share: hint.share, hintKey: X25519.publicKey(of: prekey.hintSecret))
      for (stanza, candidate) in zip(stanzas, hint.tags)
      where candidate == tag && stanza.type == HybridRecipient.stanzaType {
        if let fileKey = try primitives.open(stanza, prekey.kemSeed) { return (fileKey, prekey) }
      }
    }
    throw Refusal.notForThisVault
  }

  /// A prekey whose last day is past counts as destroyed, even where the vault still holds it.
  private func isLive(_ prekey: PrekeySecret) -> Bool { prekey.lastDay >= addressee.now.day }

  /// A share of low order is a malformed hint also when there is no key to try it with.
  private func checkOrder(_ share: [UInt8]) throws {
    guard X25519.agree(secret: [UInt8](repeating: 0x40, count: 32), publicKey: share) != nil else {
      throw Refusal.headerFailure("a hint of low order")
    }
  }

  private func asRefusal<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as AgeError {
      switch error {
      case .armor(let reason): throw Refusal.armorFailure(reason)
      case .header(let reason): throw Refusal.headerFailure(reason)
      case .tooLarge(let reason): throw Refusal.tooLarge(reason)
      case .payload(let reason): throw Refusal.payloadDamaged(reason)
      case .mac: throw Refusal.headerFailure("its MAC is wrong")
      case .noMatch: throw Refusal.notForThisVault
      case .recipients(let reason), .key(let reason): throw Refusal.headerFailure(reason)
      }
    }
  }
}

/// Passes on what is read from another source.
private final class TeeSource: ByteSource {
  private let source: any ByteSource
  private let sink: (UnsafeRawBufferPointer) throws -> Void

  init(_ source: any ByteSource, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.source = source
    self.sink = sink
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try source.read(into: buffer)
    if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
    return count
  }
}
