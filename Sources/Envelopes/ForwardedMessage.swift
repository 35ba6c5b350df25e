package import AgeFormat
internal import Files
internal import Identities
internal import Secrets

/// A part that is not the message it claims to hold: only the forwarder's own words count.
package struct BadForward: Error, Equatable, Sendable {
  /// For people, lower case and without a full stop.
  package let reason: String

  /// The stable name.
  package var name: String { "bad-forward" }
}

/// A message of somebody else that travels as a part, with their signature (section 11). A value of
/// this type has been verified: the signature under the head's `from`, and every part's size and
/// digest. The envelope it came in is gone, so the tail's `header` says nothing.
package struct ForwardedMessage: Sendable {
  package let head: MessageHead
  package let tail: MessageTail
  package let headLine: [UInt8]
  package let tailLine: [UInt8]
  /// 32 bytes (``MessageDigest``).
  package let digest: [UInt8]

  /// The type of such a part.
  package static let type = "application/vnd.tacita.forwarded"

  /// Receives content of the parts: the part's number, and some of its bytes.
  package typealias Sink = (_ part: Int, UnsafeRawBufferPointer) throws -> Void

  /// Reads `source` to its end, one frame at a time. What was passed to `sink` counts for nothing
  /// when this throws: read once without one, then again. Throws ``BadForward``; errors of reading
  /// pass through.
  package static func read(
    _ source: any ByteSource, sink: Sink = { _, _ in }
  ) throws -> ForwardedMessage {
    let reader = ForwardReader(source)
    let headLine = try reader.line(limit: MessageLayout.longestLine)
    let tailLine = try reader.line(limit: MessageLayout.longestLine)
    let signatureLine = try reader.line(limit: ForwardReader.longestSignature)
    let (head, tail) = try lines(headLine, tailLine, signatureLine)
    for (index, part) in tail.parts.enumerated() {
      let read = try reader.part(isText: index == 0) { try sink(index, $0) }
      // Whoever forwards leaves the key of a team out.
      let isLeftOut = head.parts[index].type == MessageHead.teamKeyType && read.size == 0
      guard isLeftOut || read == part else {
        throw BadForward(reason: "the content is not what its author signed")
      }
    }
    guard try reader.isAtEnd() else { throw BadForward(reason: "something follows the message") }
    return ForwardedMessage(
      head: head, tail: tail, headLine: headLine, tailLine: tailLine,
      digest: MessageDigest.of(headLine: headLine, tailLine: tailLine))
  }

  /// Head and tail, which the signature covers.
  private static func lines(
    _ headLine: [UInt8], _ tailLine: [UInt8], _ signatureLine: [UInt8]
  ) throws -> (MessageHead, MessageTail) {
    let (head, tail): (MessageHead, MessageTail)
    let signature: SignatureLine
    do {
      head = try MessageHead(line: headLine)
      tail = try MessageTail(line: tailLine)
      signature = try SignatureLine(signatureLine)
    } catch is JSONError {
      throw BadForward(reason: "its head or tail is malformed")
    } catch is DocumentError {
      throw BadForward(reason: "its signature line is malformed")
    }
    guard head.kind == .text else { throw BadForward(reason: "it is a \(head.kind.word)") }
    guard head.parts.allSatisfy({ PartName.isAllowed($0.name) }) else {
      throw BadForward(reason: "a part has a name that is not safe")
    }
    guard tail.parts.count == head.parts.count else {
      throw BadForward(reason: "head and tail differ in parts")
    }
    let signed = MessageLayout.signed(headLine: headLine, tailLine: tailLine)
    guard signature.signer == head.from, signature.isValid(over: signed) else {
      throw BadForward(reason: "the signature is not that of the author it names")
    }
    return (head, tail)
  }
}

/// Takes a forwarded message apart.
private final class ForwardReader {
  /// Bytes of a signature line; one has 157.
  static let longestSignature = 256
  private let source: any ByteSource
  private let frame = UnsafeMutableRawBufferPointer.allocate(
    byteCount: PartDigest.frameSize, alignment: 64)

  init(_ source: any ByteSource) { self.source = source }

  deinit { frame.deallocate() }

  /// A line after its length. Nothing of a line over `limit` is read.
  func line(limit: Int) throws -> [UInt8] {
    let count = try length()
    guard count <= limit else { throw BadForward(reason: "a line over \(limit) bytes") }
    guard let bytes = try take(count) else { throw Self.cut }
    return Array(bytes)
  }

  /// The frames of one part, to the empty one that ends it.
  func part(
    isText: Bool, _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> MessageTail.Part {
    var (size, text) = (0, UTF8Check())
    let digest = SHA256()
    while true {
      let count = try length()
      if count == 0 { break }
      guard count <= PartDigest.frameSize, size.isMultiple(of: PartDigest.frameSize) else {
        throw BadForward(reason: "a frame of the wrong size")
      }
      guard let bytes = try take(count) else { throw Self.cut }
      guard !isText || text.accepts(bytes) else { throw Self.noText }
      digest.update(SHA256.hash(bytes))
      size += count
      try sink(bytes)
    }
    guard !isText || text.isComplete else { throw Self.noText }
    return MessageTail.Part(digest: digest.finish(), size: size)
  }

  func isAtEnd() throws -> Bool { try take(1) == nil }

  private func length() throws -> Int {
    guard let bytes = try take(4) else { throw Self.cut }
    return Int(bytes.bigEndianInteger)
  }

  /// The next `count` bytes, until the next call; nil when there are fewer.
  private func take(_ count: Int) throws -> UnsafeRawBufferPointer? {
    let room = UnsafeMutableRawBufferPointer(rebasing: frame[..<count])
    return try source.read(into: room) == count ? UnsafeRawBufferPointer(room) : nil
  }

  private static let cut = BadForward(reason: "it is cut short")
  private static let noText = BadForward(reason: "the text is not UTF-8")
}
