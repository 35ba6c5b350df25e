package import AgeFormat
internal import Files
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
  private let signed: SignedMessage

  package var head: MessageHead { signed.head }
  package var tail: MessageTail { signed.tail }
  package var headLine: [UInt8] { signed.headLine }
  package var tailLine: [UInt8] { signed.tailLine }
  /// 32 bytes (``MessageDigest``).
  package var digest: [UInt8] { signed.digest }

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
    let signed = try signed(headLine, tailLine, signatureLine)
    let head = signed.head
    for (index, part) in signed.tail.parts.enumerated() {
      let read = try reader.part(isText: index == 0) { try sink(index, $0) }
      // Whoever forwards leaves the key of a team out.
      let isLeftOut = head.parts[index].type == MessageHead.teamKeyType && read.size == 0
      guard isLeftOut || read == part else {
        throw BadForward(reason: "the content is not what its author signed")
      }
    }
    guard try reader.isAtEnd() else { throw BadForward(reason: "something follows the message") }
    return ForwardedMessage(signed: signed)
  }

  /// Head and tail, of a message that may be forwarded.
  private static func signed(
    _ headLine: [UInt8], _ tailLine: [UInt8], _ signatureLine: [UInt8]
  ) throws -> SignedMessage {
    let signed: SignedMessage
    do {
      signed = try SignedMessage(
        headLine: headLine, tailLine: tailLine, signatureLine: signatureLine)
    } catch let error as BadEvidence { throw BadForward(reason: error.reason) }
    let head = signed.head
    guard head.kind == .text else { throw BadForward(reason: "it is a \(head.kind.word)") }
    guard head.parts.allSatisfy({ PartName.isAllowed($0.name) }) else {
      throw BadForward(reason: "a part has a name that is not safe")
    }
    return signed
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
