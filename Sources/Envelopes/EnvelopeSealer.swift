package import AgeFormat
package import Files
package import Identities
internal import Secrets

/// A recipient of an envelope: the identity and its prekey of the day.
package struct EnvelopeRecipient: Sendable {
  package let identity: Identity
  package let prekey: Prekey

  package init(identity: Identity, prekey: Prekey) {
    self.identity = identity
    self.prekey = prekey
  }
}

/// What the sender keeps of a sealed envelope, to read it again.
package struct SealedMessage: Sendable {
  package let headLine: [UInt8]
  package let tailLine: [UInt8]
  package let fileKey: [UInt8]
  /// The SHA-256 of every frame, joined in order.
  package let frames: [UInt8]
  package let tail: MessageTail
}

/// Seals one message in one pass: the content may come from pipes.
package struct EnvelopeSealer {
  /// At most this many recipients.
  package static let mostRecipients = 2047

  private let header: AgeHeader
  private let fileKey: FileKey
  private let identities: [Identity]
  private let day: Day

  /// Wraps a fresh file key for `recipients`, in random order, with a hint for `day`. Throws
  /// ``AgeError`` for a key that cannot be sealed to.
  package init(recipients: [EnvelopeRecipient], day: Day) throws {
    precondition((1...Self.mostRecipients).contains(recipients.count))
    let shuffled = recipients.shuffled()
    let fileKey = FileKey()
    let hint = try HintStanza(day: day, hintKeys: shuffled.map(\.prekey.hint))
    let stanzas = try mapInParallel(shuffled) {
      try HybridRecipient(uncheckedPublicKey: $0.prekey.kem).wrap(fileKey)
    }
    self.fileKey = fileKey
    self.day = day
    identities = recipients.map(\.identity).sorted()
    header = AgeHeader(sealing: [hint.stanza] + stanzas, fileKey: fileKey)
  }

  /// The age header; the payload follows it.
  package var headerBytes: [UInt8] { header.bytes }

  /// Writes the payload of the message `head` with `contents`, one for each part, to `sink`.
  ///
  /// What no recipient would accept is not sealed: a head that is not well-formed or not that of
  /// these recipients and this day, a bad part name, a text that is not UTF-8 and so on throw the
  /// ``Refusal`` that it would meet, some of them only after part of the payload was written.
  package func seal(
    _ head: MessageHead, contents: [any ByteSource], by signingKey: SigningKey,
    sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws -> SealedMessage {
    precondition(head.parts.count == contents.count && head.from == signingKey.identity)
    let headLine = head.line
    try check(head, headLine)
    let payload = try PayloadSealer(fileKey: fileKey, sink: sink)
    var writer = MessageWriter(payload)
    try writer.write(MessageLayout.kindLine + headLine + [0x0a])
    var parts: [MessageTail.Part] = []
    for (index, content) in contents.enumerated() {
      parts.append(try writer.writePart(content, isText: index == 0))
    }
    let tail = MessageTail(header: SHA256.hash(header.bytes), parts: parts)
    let tailLine = tail.line
    guard tailLine.count <= MessageLayout.longestLine else {
      throw Refusal.tooLarge("the tail of the message")
    }
    let signed = MessageLayout.signed(headLine: headLine, tailLine: tailLine)
    try writer.write(tailLine + [0x0a] + signingKey.signatureLine(under: signed))
    try writer.pad()
    try payload.finish()
    return SealedMessage(
      headLine: headLine, tailLine: tailLine, fileKey: fileKey.bytes,
      frames: Array(writer.digests.joined()), tail: tail)
  }

  private func check(_ head: MessageHead, _ line: [UInt8]) throws {
    guard line.count <= MessageLayout.longestLine else {
      throw Refusal.tooLarge("the head of the message")
    }
    do { _ = try MessageHead(stored: line) } catch let error as JSONError {
      throw Refusal.malformed("head: \(error)")
    }
    for part in head.parts where !PartName.isAllowed(part.name) {
      throw Refusal.badPartName(part.name)
    }
    guard head.to == identities else { throw Refusal.recipientsMismatch }
    guard head.day == day, head.day == head.sent.day else { throw Refusal.wrongDay }
    guard head.expires > head.sent else { throw Refusal.expired }
  }
}

/// The fixed lines of a message.
enum MessageLayout {
  static let kindLine = DocumentKind.message.line
  /// Bytes of a JSON line without its LF.
  static let longestLine = 1 << 20

  /// The bytes that the sender signs.
  static func signed(headLine: [UInt8], tailLine: [UInt8]) -> [UInt8] {
    kindLine + headLine + [0x0a] + tailLine + [0x0a]
  }
}

/// Writes the plaintext of a message into a payload, counting bytes and hashing frames.
private struct MessageWriter {
  private let payload: PayloadSealer
  private let hasher = FrameHasher()
  private var frames = 0
  private var written = 0
  private(set) var digests: [[UInt8]] = []

  init(_ payload: PayloadSealer) { self.payload = payload }

  mutating func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try payload.write($0) }
    written += bytes.count
  }

  /// Frames `content` to its end.
  mutating func writePart(_ content: any ByteSource, isText: Bool) throws -> MessageTail.Part {
    let first = frames
    var size = 0
    var text = UTF8Check()
    while true {
      let buffer = hasher.buffer(frames)
      let count = try content.read(into: buffer)
      if count > 0 {
        let frame = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        if isText, !text.accepts(frame) { throw Refusal.malformed("the text is not UTF-8") }
        hasher.submit(frames, count: count)
        try writeLength(count)
        try payload.write(frame)
        written += count
        size += count
        frames += 1
      }
      if count < PartDigest.frameSize { break }
    }
    if isText, !text.isComplete { throw Refusal.malformed("the text is not UTF-8") }
    try writeLength(0)
    let all = hasher.finish()
    digests = all
    return MessageTail.Part(digest: PartDigest.joining(all[first...]), size: size)
  }

  private mutating func writeLength(_ length: Int) throws {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: UInt32(length))
    try write(bytes)
  }

  mutating func pad() throws {
    var missing = Padme.padded(written) - written
    let zeros = [UInt8](repeating: 0, count: min(missing, 65536))
    while missing > 0 {
      let count = min(missing, zeros.count)
      try zeros.withUnsafeBytes {
        try payload.write(UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      missing -= count
    }
  }
}
