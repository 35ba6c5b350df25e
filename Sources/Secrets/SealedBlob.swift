internal import CSodium

/// Sealed bytes of the vault: 24-byte random nonce ‖ XChaCha20-Poly1305-IETF.
package enum SealedBlob {
  package static let keySize = 32
  package static let overhead = 24 + 16

  package static func seal(
    _ plaintext: [UInt8], key: some SecretBuffer, associated: [UInt8]
  ) -> [UInt8] {
    plaintext.withUnsafeBytes { seal($0, key: key, associated: associated) }
  }

  /// A secret, which is read where it lies.
  package static func seal(
    secret: some SecretBuffer, key: some SecretBuffer, associated: [UInt8]
  ) -> [UInt8] {
    secret.withUnsafeBytes { seal($0, key: key, associated: associated) }
  }

  private static func seal(
    _ plaintext: UnsafeRawBufferPointer, key: some SecretBuffer, associated: [UInt8]
  ) -> [UInt8] {
    precondition(key.count == keySize)
    let nonce = RandomBytes.make(24)
    var sealed = [UInt8](repeating: 0, count: plaintext.count + 16)
    key.withUnsafeBytes { key in
      _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
        &sealed, nil, plaintext.assumingMemoryBound(to: UInt8.self).baseAddress,
        UInt64(plaintext.count), associated, UInt64(associated.count), nil, nonce,
        key.assumingMemoryBound(to: UInt8.self).baseAddress!)
    }
    return nonce + sealed
  }

  /// The plaintext; nil when the key, the associated data or the blob is not the original one.
  package static func open(
    _ blob: [UInt8], key: some SecretBuffer, associated: [UInt8]
  ) -> [UInt8]? {
    guard blob.count >= overhead, key.count == keySize else { return nil }
    var plaintext = [UInt8](repeating: 0, count: blob.count - overhead)
    let isWhole = plaintext.withUnsafeMutableBytes {
      open(blob, into: $0, key: key, associated: associated)
    }
    return isWhole ? plaintext : nil
  }

  /// The same, opened into guarded memory and nowhere else.
  package static func openSecret(
    _ blob: [UInt8], key: some SecretBuffer, associated: [UInt8]
  ) -> SecretBytes? {
    guard blob.count >= overhead, key.count == keySize else { return nil }
    var isWhole = false
    let secret = SecretBytes(count: blob.count - overhead) {
      isWhole = open(blob, into: $0, key: key, associated: associated)
    }
    return isWhole ? secret : nil
  }

  private static func open(
    _ blob: [UInt8], into plaintext: UnsafeMutableRawBufferPointer, key: some SecretBuffer,
    associated: [UInt8]
  ) -> Bool {
    blob.withUnsafeBufferPointer { blob in
      key.withUnsafeBytes { key in
        crypto_aead_xchacha20poly1305_ietf_decrypt(
          plaintext.assumingMemoryBound(to: UInt8.self).baseAddress, nil, nil,
          blob.baseAddress! + 24, UInt64(blob.count - 24), associated, UInt64(associated.count),
          blob.baseAddress!, key.assumingMemoryBound(to: UInt8.self).baseAddress!) == 0
      }
    }
  }
}
