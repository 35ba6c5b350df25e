internal import CSodium

/// X25519 (RFC 7748). Keys are 32 bytes.
package enum X25519 {
  package static let keySize = 32

  /// The public key of `secret`.
  package static func publicKey(of secret: [UInt8]) -> [UInt8] {
    precondition(secret.count == keySize)
    var publicKey = [UInt8](repeating: 0, count: keySize)
    crypto_scalarmult_base(&publicKey, secret)
    return publicKey
  }

  /// The shared secret; nil when it is all zeros, which means that `publicKey` is of low order.
  package static func agree(secret: [UInt8], publicKey: [UInt8]) -> [UInt8]? {
    precondition(secret.count == keySize)
    guard publicKey.count == keySize else { return nil }
    var shared = [UInt8](repeating: 0, count: keySize)
    return crypto_scalarmult(&shared, secret, publicKey) == 0 ? shared : nil
  }
}
