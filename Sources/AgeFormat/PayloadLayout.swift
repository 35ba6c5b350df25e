/// The layout of a payload: a 16-byte nonce, then chunks of 64 KiB, each with a 16-byte tag. Only
/// the last chunk may be shorter. It is empty only if it is the only one (age v1, "Payload").
public enum PayloadLayout {
  /// Bytes of plaintext in every chunk but the last.
  public static let chunk = 65536
  /// Bytes that sealing adds to a chunk.
  public static let tag = 16
  /// Bytes before the first chunk.
  public static let nonce = 16

  static let sealedChunk = chunk + tag

  /// Bytes of the payload for `plaintext` bytes.
  public static func sealedSize(plaintext: Int) -> Int {
    nonce + plaintext + max(1, (plaintext + chunk - 1) / chunk) * tag
  }

  /// Bytes of plaintext in a payload of `sealed` bytes; nil when no payload has that size.
  public static func plaintextSize(sealed: Int) -> Int? {
    guard sealed >= nonce + tag else { return nil }
    let chunks = (sealed - nonce + sealedChunk - 1) / sealedChunk
    let plaintext = sealed - nonce - chunks * tag
    return sealedSize(plaintext: max(0, plaintext)) == sealed ? plaintext : nil
  }
}

/// The nonce of a chunk: its index as an 11-byte big-endian number, then a byte that is one in the
/// last chunk only. It is changed in place, so that chunks need no allocations.
struct ChunkNonce {
  private(set) var bytes = [UInt8](repeating: 0, count: 12)

  mutating func set(index: Int, isLast: Bool) {
    bytes.withUnsafeMutableBytes {
      $0.storeBytes(of: UInt64(index).bigEndian, toByteOffset: 3, as: UInt64.self)
    }
    bytes[11] = isLast ? 1 : 0
  }
}

extension FileKey {
  /// The ChaCha20-Poly1305 key of the payload that begins with `nonce`.
  func payloadKey(nonce: [UInt8]) -> [UInt8] { derive(salt: nonce, info: "payload") }
}

/// A piece of memory at a fixed address. It is wiped when it is released.
final class ChunkBuffer {
  let bytes: UnsafeMutableRawBufferPointer

  init(_ count: Int) { bytes = .allocate(byteCount: count, alignment: 64) }

  deinit {
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    bytes.deallocate()
  }

  subscript(range: Range<Int>) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: bytes[range])
  }
}
