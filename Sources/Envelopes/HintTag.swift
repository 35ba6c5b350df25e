internal import Secrets

/// The mark by which a recipient finds their own stanza without trying all (section 3).
package enum HintTag {
  static let size = 8

  /// `shared` is the X25519 of `share`, the envelope's, and `hintKey`, the recipient's.
  package static func tag(shared: [UInt8], share: [UInt8], hintKey: [UInt8]) -> [UInt8] {
    let message = Array("tacita/v1/hint".utf8) + [0] + share + hintKey
    return Array(HMACSHA256.authenticate(message, key: shared).prefix(size))
  }
}
