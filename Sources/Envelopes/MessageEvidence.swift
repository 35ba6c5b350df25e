internal import Files

/// What proves who wrote a message, and what, wherever it is kept: the lines that its author signed
/// (section 4), and the signature. Content is compared with the digests in the tail. A value of
/// this type has been verified.
package struct MessageEvidence: Sendable {
  private let signed: SignedMessage
  /// Kind line, head, tail and signature line, each with its LF.
  package let bytes: [UInt8]

  package var head: MessageHead { signed.head }
  package var tail: MessageTail { signed.tail }
  /// 32 bytes (``MessageDigest``).
  package var digest: [UInt8] { signed.digest }

  /// The media type of ``bytes``.
  package static let type = "application/vnd.tacita.evidence"

  /// Reads and verifies the four lines. Throws ``BadEvidence``.
  package init(bytes: [UInt8]) throws {
    let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    guard lines.count == 5, lines[4].isEmpty, lines[0] + [0x0a] == MessageLayout.kindLine[...],
      lines.allSatisfy({ $0.count <= MessageLayout.longestLine })
    else { throw BadEvidence(reason: "the evidence does not have its four lines") }
    signed = try SignedMessage(
      headLine: Array(lines[1]), tailLine: Array(lines[2]), signatureLine: Array(lines[3]))
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
