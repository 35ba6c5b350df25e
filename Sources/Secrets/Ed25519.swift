internal import CSodium

/// Ed25519 (RFC 8032). Verification uses the cofactorless equation with S < L, and compares R as
/// bytes.
package enum Ed25519 {
  package static let publicKeySize = 32
  package static let seedSize = 32
  package static let signatureSize = 64

  /// Whether `key` is the canonical encoding of a point on the curve that is not of small order.
  /// Points of mixed order are accepted: no honest key is one, and a dishonest owner gains nothing.
  package static func isAcceptable(publicKey key: [UInt8]) -> Bool {
    Sodium.ready()
    guard key.count == publicKeySize, isCanonical(key) else { return false }
    // Adding fails unless the point is on the curve.
    var doubled = [UInt8](repeating: 0, count: 32)
    return !isOfSmallOrder(key) && crypto_core_ed25519_add(&doubled, key, key) == 0
  }

  /// y < 2^255 − 19.
  private static func isCanonical(_ key: [UInt8]) -> Bool {
    let top = key[31] & 0x7f
    let ones = top == 0x7f && key[1..<31].allSatisfy { $0 == 0xff }
    return !(ones && key[0] >= 0xed)
  }

  /// Whether y belongs to one of the eight points whose order divides 8, with either sign of x. For
  /// x = 0, one of the signs is not canonical.
  private static func isOfSmallOrder(_ key: [UInt8]) -> Bool {
    smallOrder.contains { $0.dropLast() == key.dropLast() && $0[31] == key[31] & 0x7f }
  }

  /// 0 (order 4), 1 (the neutral element), −1 (order 2), and the two y of order 8.
  private static let smallOrder: [[UInt8]] = [
    [UInt8](repeating: 0, count: 32),
    [1] + [UInt8](repeating: 0, count: 31),
    [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
    [
      0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
      0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
      0xfc, 0x05,
    ],
    [
      0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
      0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
      0x03, 0x7a,
    ],
  ]

  /// The public key that belongs to a 32-byte seed.
  package static func publicKey(seed: SecretBytes) -> [UInt8] {
    withKeyPair(seed) { publicKey, _ in publicKey }
  }

  package static func sign(_ message: [UInt8], seed: SecretBytes) -> [UInt8] {
    withKeyPair(seed) { _, secretKey in
      var signature = [UInt8](repeating: 0, count: signatureSize)
      crypto_sign_detached(&signature, nil, message, UInt64(message.count), secretKey)
      return signature
    }
  }

  package static func verify(
    _ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]
  ) -> Bool {
    Sodium.ready()
    guard signature.count == signatureSize, publicKey.count == publicKeySize else { return false }
    return crypto_sign_verify_detached(
      signature, message, UInt64(message.count), publicKey) == 0
  }

  private static func withKeyPair<Result>(
    _ seed: SecretBytes, _ body: ([UInt8], UnsafePointer<UInt8>) -> Result
  ) -> Result {
    precondition(seed.count == seedSize)
    var publicKey = [UInt8](repeating: 0, count: publicKeySize)
    let secretKey = SecretBytes(count: 64) { secret in
      seed.withUnsafeBytes { seed in
        _ = crypto_sign_seed_keypair(
          &publicKey, secret.assumingMemoryBound(to: UInt8.self).baseAddress!,
          seed.assumingMemoryBound(to: UInt8.self).baseAddress!)
      }
    }
    return secretKey.withUnsafeBytes {
      body(publicKey, $0.assumingMemoryBound(to: UInt8.self).baseAddress!)
    }
  }
}
