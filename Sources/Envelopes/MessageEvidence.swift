internal import Files
internal import Identities

/// What a file says of a message does not follow from what its author signed.
package struct BadEvidence: Error, Equatable, Sendable {
  /// For people, lower case and without a full stop.
  package let reason: String

  package init(reason: String) { self.reason = reason }
}

/// What proves who wrote a message, and what, wherever it is kept: the lines that its author signed
/// (section 4), and the signature. Content is compared with the digests in the tail. A value of
/// this type has been verified.
package struct MessageEvidence: Sendable {
  package let head: MessageHead
  package let tail: MessageTail
  /// 32 bytes (``MessageDigest``).
  package let digest: [UInt8]
  /// Kind line, head, tail and signature line, each with its LF.
  package let bytes: [UInt8]

  /// The media type of ``bytes``.
  package static let type = "application/vnd.tacita.evidence"

  /// Reads and verifies the four lines. Throws ``BadEvidence``.
  package init(bytes: [UInt8]) throws {
    let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    guard lines.count == 5, lines[4].isEmpty, lines[0] + [0x0a] == MessageLayout.kindLine[...],
      lines.allSatisfy({ $0.count <= MessageLayout.longestLine })
    else { throw BadEvidence(reason: "the evidence does not have its four lines") }
    let (headLine, tailLine) = (Array(lines[1]), Array(lines[2]))
    let signature: SignatureLine
    do {
      head = try MessageHead(line: headLine)
      tail = try MessageTail(line: tailLine)
      signature = try SignatureLine(lines[3])
    } catch is JSONError {
      throw BadEvidence(reason: "the head or tail of the evidence is malformed")
    } catch is DocumentError {
      throw BadEvidence(reason: "the signature line of the evidence is malformed")
    }
    guard head.parts.count == tail.parts.count else {
      throw BadEvidence(reason: "head and tail of the evidence differ in parts")
    }
    let signed = MessageLayout.signed(headLine: headLine, tailLine: tailLine)
    guard signature.signer == head.from, signature.isValid(over: signed) else {
      throw BadEvidence(reason: "the signature is not that of the author it names")
    }
    digest = MessageDigest.of(headLine: headLine, tailLine: tailLine)
    self.bytes = bytes
  }

  /// Whether `content` is what the author signed as part `index`.
  package func isPart(_ index: Int, _ content: [UInt8]) -> Bool {
    tail.parts[index]
      == MessageTail.Part(digest: PartDigest.of(content), size: content.count)
  }
}

extension ContentReader {
  /// Throws ``Refusal/badSignature`` when the signature is not the author's.
  package func evidence() throws -> MessageEvidence {
    try MessageEvidence(bytes: signed + signatureLine() + [0x0a])
  }
}
