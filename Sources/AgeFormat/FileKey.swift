internal import Secrets

/// The 16 random bytes that one age file is encrypted under, and that each stanza wraps.
///
/// Wiped when the last copy goes, as far as Swift allows: temporary copies made by the libraries
/// underneath are out of reach.
public struct FileKey: Sendable {
  /// Bytes in a file key.
  public static let size = 16

  /// Changed only when nobody else holds it any more, hence safe to share.
  private final class Storage: @unchecked Sendable {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    deinit { wipe(&bytes) }
  }

  private let storage: Storage

  /// A fresh random key. A key must never serve two files.
  public init() { storage = Storage(RandomBytes.make(Self.size)) }

  /// The key with these bytes; ``AgeError/key(_:)`` unless there are 16.
  public init(_ bytes: [UInt8]) throws {
    guard bytes.count == Self.size else { throw AgeError.key("a file key has 16 bytes") }
    storage = Storage(bytes)
  }

  /// The raw key.
  package var bytes: [UInt8] { storage.bytes }

  /// 32 bytes of HKDF-SHA-256 from this key: what the header's MAC and the payload are keyed with.
  func derive(salt: [UInt8] = [], info: String) -> [UInt8] {
    HKDFSHA256.derive(bytes, salt: salt, info: Array(info.utf8))
  }
}
