internal import Secrets

/// A key or passphrase to encrypt to.
public protocol AgeRecipient: Sendable {
  /// A stanza from which the owner of the matching identity gets `fileKey`.
  func wrap(_ fileKey: FileKey) throws -> Stanza

  /// All recipients of a file must have the same kind. The default is ``RecipientKind/classical``.
  var kind: RecipientKind { get }
}

extension AgeRecipient {
  /// Not secure against a quantum computer.
  public var kind: RecipientKind { .classical }
}

/// All recipients of a file must have the same kind.
public enum RecipientKind: Sendable {
  /// Not secure against a quantum computer.
  case classical
  /// Secure against a quantum computer. A classical recipient beside it would undo that.
  case postQuantum
  /// A passphrase, always alone. It proves to the reader that the writer knew it.
  case passphrase
}

/// A key or passphrase to decrypt with.
public protocol AgeIdentity: Sendable {
  /// The file key, from the first of `stanzas` that is for this identity; nil when none is.
  ///
  /// Ignores stanzas of other types. Throws ``AgeError/header(_:)`` when any stanza of its own type
  /// is malformed.
  func unwrap(_ stanzas: [Stanza]) throws -> FileKey?
}

/// X25519 and scrypt both wrap the file key like this: ChaCha20-Poly1305 with an all-zero nonce,
/// under a key that is used for one file only.
enum KeyWrap {
  private static let nonce = [UInt8](repeating: 0, count: ChaChaPoly.nonceSize)

  static func seal(_ fileKey: FileKey, key: [UInt8]) -> [UInt8] {
    ChaChaPoly.seal(fileKey.bytes, key: key, nonce: nonce)
  }

  /// `body` has 32 bytes. The result is nil when it is not authentic.
  static func open(_ body: [UInt8], key: [UInt8]) throws -> FileKey? {
    try ChaChaPoly.open(body, key: key, nonce: nonce).map { try FileKey($0) }
  }
}
