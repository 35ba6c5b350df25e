internal import CSodium

/// Ed25519 (RFC 8032), verified by the cofactorless equation with S < L and R compared as bytes.
package enum Ed25519 {
  package static let publicKeySize = 32
  package static let seedSize = 32
  package static let signatureSize = 64

  /// Whether `key` is the canonical encoding of a point on the curve that is not of small order.
  /// Points of mixed order pass: no honest key is one, and no valid signature comes of it.
  package static func isAcceptable(publicKey key: [UInt8]) -> Bool {
    Sodium.ready()
    guard key.count == publicKeySize, isCanonical(key) else { return false }
    // Adding a point to itself fails unless it is on the curve; three doublings clear the cofactor.
    var point = key
    for _ in 0..<3 {
      var doubled = [UInt8](repeating: 0, count: 32)
      guard crypto_core_ed25519_add(&doubled, point, point) == 0 else { return false }
      point = doubled
    }
    let neutral = [1] + [UInt8](repeating: 0, count: 31)
    return point != neutral
  }

  /// y < 2^255 − 19. (The points with x = 0 and the sign bit set are of small order.)
  private static func isCanonical(_ key: [UInt8]) -> Bool {
    let top = key[31] & 0x7f
    let ones = top == 0x7f && key[1..<31].allSatisfy { $0 == 0xff }
    return !(ones && key[0] >= 0xed)
  }

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
