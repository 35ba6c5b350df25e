internal import Crypto

/// HKDF-SHA-256 (RFC 5869), swift-crypto's.
package enum HKDFSHA256 {
  /// `count` bytes, at most 8,160.
  package static func derive(
    _ secret: [UInt8], salt: [UInt8], info: [UInt8], count: Int = 32
  ) -> [UInt8] {
    HKDF<Crypto.SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret), salt: salt, info: info, outputByteCount: count
    ).withUnsafeBytes { Array($0) }
  }
}
