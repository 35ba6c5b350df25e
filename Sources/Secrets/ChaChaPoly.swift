internal import CCrypto
internal import CSodium

/// ChaCha20-Poly1305 (RFC 8439) with a fixed key, for many pieces in a row.
///
/// A whole chunk goes to libcrypto, which is several times faster on it than libsodium. What is shorter
/// goes to libsodium, which need not be set up for it. Do not use an instance from two threads at once.
package final class ChaChaPoly {
  package static let keySize = 32
  package static let nonceSize = 12
  package static let tagSize = 16

  /// From so many bytes on a piece goes to libcrypto.
  private static let long = 65536

  private var key: [UInt8]
  private let sealing: Bool
  /// libcrypto's, with the key in it, once a piece was long.
  private var context: OpaquePointer?

  private init(key: [UInt8], sealing: Bool) {
    precondition(key.count == Self.keySize)
    Sodium.ready()
    self.key = key
    self.sealing = sealing
  }

  deinit {
    EVP_CIPHER_CTX_free(context)
    wipe(&key)
  }

  package static func sealer(key: [UInt8]) -> ChaChaPoly { ChaChaPoly(key: key, sealing: true) }
  package static func opener(key: [UInt8]) -> ChaChaPoly { ChaChaPoly(key: key, sealing: false) }

  /// Writes ciphertext and tag of `plaintext` to `target`, which must have 16 bytes more.
  package func seal(
    _ plaintext: UnsafeRawBufferPointer, nonce: [UInt8], into target: UnsafeMutableRawBufferPointer
  ) {
    precondition(sealing && target.count == plaintext.count + Self.tagSize)
    precondition(nonce.count == Self.nonceSize)
    guard plaintext.count >= Self.long else {
      crypto_aead_chacha20poly1305_ietf_encrypt(
        target.bytes!, nil, plaintext.bytes, UInt64(plaintext.count), nil, 0, nil, nonce, key)
      return
    }
    begin(nonce)
    run(plaintext, into: target)
    let tag = target.baseAddress! + plaintext.count
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagSize), tag)
  }

  /// Writes the plaintext of `sealed` to `target`, which must have 16 bytes fewer. If the tag does
  /// not match the ciphertext, wipes `target` and returns false.
  package func open(
    _ sealed: UnsafeRawBufferPointer, nonce: [UInt8], into target: UnsafeMutableRawBufferPointer
  ) -> Bool {
    guard sealed.count >= Self.tagSize else { return false }
    let ciphertext = UnsafeRawBufferPointer(rebasing: sealed.dropLast(Self.tagSize))
    precondition(!sealing && target.count == ciphertext.count && nonce.count == Self.nonceSize)
    guard ciphertext.count >= Self.long else {
      // A target without a place would only have the tag checked.
      var none: UInt8 = 0
      return withUnsafeMutablePointer(to: &none) { none in
        crypto_aead_chacha20poly1305_ietf_decrypt(
          target.bytes ?? none, nil, nil, sealed.bytes!, UInt64(sealed.count), nil, 0, nonce, key)
          == 0
      }
    }
    begin(nonce)
    let tag = UnsafeMutableRawPointer(mutating: sealed.baseAddress! + ciphertext.count)
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagSize), tag)
    let authentic = run(ciphertext, into: target)
    if !authentic { target.initializeMemory(as: UInt8.self, repeating: 0) }
    return authentic
  }

  private func begin(_ nonce: [UInt8]) {
    if context == nil {
      Libcrypto.ready()
      context = EVP_CIPHER_CTX_new()
      EVP_CipherInit_ex(context, EVP_chacha20_poly1305(), nil, key, nil, sealing ? 1 : 0)
    }
    EVP_CipherInit_ex(context, nil, nil, nil, nonce, sealing ? 1 : 0)
  }

  @discardableResult
  private func run(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var written: Int32 = 0
    EVP_CipherUpdate(context, target.bytes, &written, source.bytes, Int32(source.count))
    var none: UInt8 = 0
    return EVP_CipherFinal_ex(context, &none, &written) == 1
  }
}

extension ChaChaPoly {
  /// Seals one piece: ciphertext and tag.
  package static func seal(_ plaintext: [UInt8], key: [UInt8], nonce: [UInt8]) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: plaintext.count + tagSize)
    plaintext.withUnsafeBytes { plaintext in
      sealed.withUnsafeMutableBytes {
        sealer(key: key).seal(plaintext, nonce: nonce, into: $0)
      }
    }
    return sealed
  }

  /// Opens one piece. Nil when it is not authentic.
  package static func open(_ sealed: [UInt8], key: [UInt8], nonce: [UInt8]) -> [UInt8]? {
    guard sealed.count >= tagSize else { return nil }
    var plaintext = [UInt8](repeating: 0, count: sealed.count - tagSize)
    let authentic = sealed.withUnsafeBytes { sealed in
      plaintext.withUnsafeMutableBytes {
        opener(key: key).open(sealed, nonce: nonce, into: $0)
      }
    }
    return authentic ? plaintext : nil
  }
}

extension UnsafeRawBufferPointer {
  fileprivate var bytes: UnsafePointer<UInt8>? { assumingMemoryBound(to: UInt8.self).baseAddress }
}

extension UnsafeMutableRawBufferPointer {
  fileprivate var bytes: UnsafeMutablePointer<UInt8>? {
    assumingMemoryBound(to: UInt8.self).baseAddress
  }
}
