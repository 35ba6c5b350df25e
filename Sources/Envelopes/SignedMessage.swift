internal import Files
internal import Identities

/// What a file says of a message does not follow from what its author signed.
package struct BadEvidence: Error, Equatable, Sendable {
  /// For people, lower case and without a full stop.
  package let reason: String

  package init(reason: String) { self.reason = reason }
}

/// Head and tail of a message, wherever its lines are kept. A value of this type has been verified:
/// the signature is that of the head's `from`, over both lines (section 4).
struct SignedMessage: Sendable {
  let head: MessageHead
  let tail: MessageTail
  let headLine: [UInt8]
  let tailLine: [UInt8]

  /// Lines without their LF. Throws ``BadEvidence``.
  init(headLine: [UInt8], tailLine: [UInt8], signatureLine: [UInt8]) throws {
    let signature: SignatureLine
    do {
      head = try MessageHead(line: headLine)
      tail = try MessageTail(line: tailLine)
      signature = try SignatureLine(signatureLine)
    } catch is JSONError {
      throw BadEvidence(reason: "its head or tail is malformed")
    } catch is DocumentError {
      throw BadEvidence(reason: "its signature line is malformed")
    }
    guard head.parts.count == tail.parts.count else {
      throw BadEvidence(reason: "its head and tail differ in parts")
    }
    let signed = MessageLayout.signed(headLine: headLine, tailLine: tailLine)
    guard signature.signer == head.from, signature.isValid(over: signed) else {
      throw BadEvidence(reason: "the signature is not that of the author it names")
    }
    self.headLine = headLine
    self.tailLine = tailLine
  }

  /// 32 bytes (``MessageDigest``).
  var digest: [UInt8] { MessageDigest.of(headLine: headLine, tailLine: tailLine) }
}
