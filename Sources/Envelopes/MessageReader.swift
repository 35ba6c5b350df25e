internal import AgeFormat
internal import Files
package import Identities
internal import Secrets

/// A message as it was read from an authentic payload: well-formed, not yet believed.
package struct ReadMessage: Sendable {
  package let head: MessageHead
  package let headLine: [UInt8]
  package let tail: MessageTail
  package let tailLine: [UInt8]
  package let signature: SignatureLine
  /// Sizes and digests of the parts as read.
  package let parts: [MessageTail.Part]
  /// The SHA-256 of every frame, in order.
  package let frames: [[UInt8]]
}

/// Reads a message from its plaintext in one pass, keeping none of its content.
struct MessageReader {
  private let stream: PlaintextStream
  private let hasher = FrameHasher()
  private var frames = 0

  private init(_ stream: PlaintextStream) { self.stream = stream }

  /// Throws ``Refusal``; when a chunk anywhere is not authentic, that comes before whatever is
  /// malformed.
  static func read(_ opener: PayloadOpener) throws -> ReadMessage {
    let stream = PlaintextStream(opener)
    do {
      var reader = MessageReader(stream)
      return try reader.read()
    } catch let refusal as Refusal {
      try stream.drain()
      throw refusal
    }
  }

  private mutating func read() throws -> ReadMessage {
    try readKind()
    let headLine = try stream.readLine(limit: MessageLayout.longestLine)
    let head = try Self.malformed("head") { try MessageHead(line: headLine) }
    var sizes: [(size: Int, frames: Range<Int>)] = []
    for index in head.parts.indices { sizes.append(try readPart(isText: index == 0)) }
    let tailLine = try stream.readLine(limit: MessageLayout.longestLine)
    let tail = try Self.malformed("tail") { try MessageTail(line: tailLine) }
    let signature = try readSignature()
    let length = stream.position
    guard try stream.onlyZerosRemain(), stream.position == Padme.padded(length) else {
      throw Refusal.malformed("the padding")
    }
    let digests = hasher.finish()
    let parts = sizes.map {
      MessageTail.Part(digest: PartDigest.joining(digests[$0.frames]), size: $0.size)
    }
    return ReadMessage(
      head: head, headLine: headLine, tail: tail, tailLine: tailLine, signature: signature,
      parts: parts, frames: digests)
  }

  private static func malformed<Value>(_ what: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as JSONError {
      throw Refusal.malformed("\(what): \(error)")
    }
  }

  /// `tacita/v1/message`, or the kind line of something else.
  private func readKind() throws {
    let line: [UInt8]
    do { line = try stream.readLine(limit: 64) } catch Refusal.tooLarge {
      throw Refusal.malformed("no kind line")
    }
    if line + [0x0a] == MessageLayout.kindLine { return }
    let text = String(decoding: line, as: UTF8.self)
    guard text.hasPrefix("tacita/v1/") else { throw Refusal.malformed("no kind line") }
    let kind = text.dropFirst("tacita/v1/".count)
    guard !kind.isEmpty, kind.utf8.allSatisfy({ (0x61...0x7a).contains($0) }) else {
      throw Refusal.malformed("no kind line")
    }
    throw Refusal.wrongKind(String(kind))
  }

  /// The frames of one part, to the empty one that ends it.
  private mutating func readPart(isText: Bool) throws -> (size: Int, frames: Range<Int>) {
    let first = frames
    var size = 0
    var text = UTF8Check()
    while true {
      let count = try readLength()
      if count == 0 { break }
      guard count <= PartDigest.frameSize, size.isMultiple(of: PartDigest.frameSize) else {
        throw Refusal.malformed("a frame of the wrong size")
      }
      let buffer = UnsafeMutableRawBufferPointer(rebasing: hasher.buffer(frames)[..<count])
      try stream.read(into: buffer)
      if isText, !text.accepts(UnsafeRawBufferPointer(buffer)) {
        throw Refusal.malformed("the text is not UTF-8")
      }
      hasher.submit(frames, count: count)
      frames += 1
      size += count
    }
    if isText, !text.isComplete { throw Refusal.malformed("the text is not UTF-8") }
    return (size, first..<frames)
  }

  private func readLength() throws -> Int {
    var bytes: UInt32 = 0
    try withUnsafeMutableBytes(of: &bytes) { try stream.read(into: $0) }
    return Int(UInt32(bigEndian: bytes))
  }

  /// `-- <signer> <b64p signature>` LF; the end, or padding, in its place means unsigned.
  private func readSignature() throws -> SignatureLine {
    guard let first = try stream.peek(), first != 0 else { throw Refusal.unsigned }
    do {
      return try SignatureLine(try stream.readLine(limit: 256))
    } catch is DocumentError {
      throw Refusal.malformed("the signature line")
    } catch Refusal.tooLarge {
      throw Refusal.malformed("the signature line")
    }
  }
}
