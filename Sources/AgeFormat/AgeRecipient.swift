internal import Secrets

/// Somebody to encrypt to.
public protocol AgeRecipient: Sendable {
  /// A stanza from which the owner of the identity gets `fileKey`.
  func wrap(_ fileKey: FileKey) throws -> Stanza

  /// What this recipient can share a file with; ``RecipientKind/classical`` unless said otherwise.
  var kind: RecipientKind { get }
}

extension AgeRecipient {
  /// Not secure against a quantum computer.
  public var kind: RecipientKind { .classical }
}

/// Recipients share a file only with their own kind.
public enum RecipientKind: Sendable {
  /// Not secure against a quantum computer.
  case classical
  /// Secure against one; a classical recipient beside it would undo that.
  case postQuantum
  /// A passphrase, which proves to its reader that the writer knew it: always alone.
  case passphrase
}

/// Somebody who can decrypt.
public protocol AgeIdentity: Sendable {
  /// The file key, from the first of `stanzas` that is for this identity; nil when none is.
  ///
  /// Stanzas of other types are ignored. ``AgeError/header(_:)`` when any of its own is malformed.
  func unwrap(_ stanzas: [Stanza]) throws -> FileKey?
}

/// The wrapping that X25519 and scrypt have in common: ChaCha20-Poly1305 with an all-zero nonce,
/// under a key that serves one file only.
enum KeyWrap {
  private static let nonce = [UInt8](repeating: 0, count: ChaChaPoly.nonceSize)

  static func seal(_ fileKey: FileKey, key: [UInt8]) -> [UInt8] {
    ChaChaPoly.seal(fileKey.bytes, key: key, nonce: nonce)
  }

  /// `body` has 32 bytes. Nil when it is not authentic.
  static func open(_ body: [UInt8], key: [UInt8]) throws -> FileKey? {
    try ChaChaPoly.open(body, key: key, nonce: nonce).map { try FileKey($0) }
  }
}
