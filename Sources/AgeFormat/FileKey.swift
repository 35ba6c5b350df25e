internal import Secrets

/// The 16 random bytes that encrypt one age file. Each stanza wraps them.
///
/// They are wiped when the last copy is released, as far as Swift allows. Temporary copies inside
/// the libraries below are out of reach.
public struct FileKey: Sendable {
  /// Bytes in a file key.
  public static let size = 16

  /// Safe to share, because it changes only when nobody else holds it any more.
  private final class Storage: @unchecked Sendable {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    deinit { wipe(&bytes) }
  }

  private let storage: Storage

  /// A new random key. Never use a key for two files.
  public init() { storage = Storage(RandomBytes.make(Self.size)) }

  /// The key with these bytes. Throws ``AgeError/key(_:)`` unless there are 16.
  public init(_ bytes: [UInt8]) throws {
    guard bytes.count == Self.size else { throw AgeError.key("a file key has 16 bytes") }
    storage = Storage(bytes)
  }

  /// The raw key.
  package var bytes: [UInt8] { storage.bytes }

  /// 32 bytes of HKDF-SHA-256 from this key: the key of the header's MAC, or of the payload.
  func derive(salt: [UInt8] = [], info: String) -> [UInt8] {
    HKDFSHA256.derive(bytes, salt: salt, info: Array(info.utf8))
  }
}
