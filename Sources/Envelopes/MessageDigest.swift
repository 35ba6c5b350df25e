internal import Secrets

/// What names a message's content: the SHA-256 of the bytes that its sender signed, which are the
/// kind line, the head and the tail with their LFs (section 4).
package enum MessageDigest {
  /// 32 bytes, from the lines as received, without their LFs.
  package static func of(headLine: [UInt8], tailLine: [UInt8]) -> [UInt8] {
    SHA256.hash(MessageLayout.signed(headLine: headLine, tailLine: tailLine))
  }
}

extension ReadMessage {
  /// See ``MessageDigest``.
  package var digest: [UInt8] { MessageDigest.of(headLine: headLine, tailLine: tailLine) }
}
