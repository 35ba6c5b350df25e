internal import CCrypto
internal import CSodium

/// SHA-256 (FIPS 180-4). What is long, or comes in pieces, goes to libcrypto, which uses the
/// processor's own instructions.
package final class SHA256 {
  package static let size = 32
  private let context: OpaquePointer

  package init() {
    Libcrypto.ready()
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { EVP_MD_CTX_free(context) }

  package func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  package func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  package func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Self.size)
    EVP_DigestFinal_ex(context, &digest, nil)
    return digest
  }

  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { hash($0) }
  }

  /// Below so many bytes libsodium is done before libcrypto is set up.
  private static let long = 16384

  package static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    guard bytes.count >= long else {
      var digest = [UInt8](repeating: 0, count: size)
      crypto_hash_sha256(
        &digest, bytes.assumingMemoryBound(to: UInt8.self).baseAddress, UInt64(bytes.count))
      return digest
    }
    let hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }
}

/// SHA-1 (FIPS 180-4), for names that a standard derives with it. It protects nothing.
package final class SHA1 {
  private let context: OpaquePointer

  package init() {
    Libcrypto.ready()
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha1(), nil)
  }

  deinit { EVP_MD_CTX_free(context) }

  package func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  package func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 20)
    EVP_DigestFinal_ex(context, &digest, nil)
    return digest
  }

  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    let hash = SHA1()
    bytes.withUnsafeBytes(hash.update)
    return hash.finish()
  }
}

/// SHA-512 (FIPS 180-4).
package enum SHA512 {
  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 64)
    crypto_hash_sha512(&digest, bytes, UInt64(bytes.count))
    return digest
  }
}

/// HMAC-SHA-256 (RFC 2104) under a key of any length.
package enum HMACSHA256 {
  package static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    message.withUnsafeBytes { authenticate($0, key: key, size: key.count) }
  }

  package static func authenticate(_ message: [UInt8], key: SecretBytes) -> [UInt8] {
    authenticate(message[...], key: key)
  }

  package static func authenticate(_ message: ArraySlice<UInt8>, key: SecretBytes) -> [UInt8] {
    message.withUnsafeBytes { message in
      key.withUnsafeBytes {
        authenticate(
          message, key: $0.assumingMemoryBound(to: UInt8.self).baseAddress!, size: $0.count)
      }
    }
  }

  /// From so many bytes on libcrypto is quicker, which uses the processor's own instructions;
  /// libsodium begins at once.
  private static let long = 65536

  private static func authenticate(
    _ message: UnsafeRawBufferPointer, key: UnsafePointer<UInt8>, size: Int
  ) -> [UInt8] {
    if message.count >= long, let code = authenticateLong(message, key: key, size: size) {
      return code
    }
    var state = crypto_auth_hmacsha256_state()
    defer { withUnsafeMutableBytes(of: &state) { sodium_memzero($0.baseAddress!, $0.count) } }
    var code = [UInt8](repeating: 0, count: 32)
    crypto_auth_hmacsha256_init(&state, key, size)
    crypto_auth_hmacsha256_update(
      &state, message.assumingMemoryBound(to: UInt8.self).baseAddress, UInt64(message.count))
    crypto_auth_hmacsha256_final(&state, &code)
    return code
  }

  private static func authenticateLong(
    _ message: UnsafeRawBufferPointer, key: UnsafePointer<UInt8>, size: Int
  ) -> [UInt8]? {
    Libcrypto.ready()
    var code = [UInt8](repeating: 0, count: 32)
    var written = 0
    guard
      EVP_Q_mac(
        nil, "HMAC", nil, "SHA256", nil, key, size, message.baseAddress, message.count, &code,
        code.count, &written) != nil, written == code.count
    else { return nil }
    return code
  }
}

/// SipHash-2-4 (Aumasson and Bernstein, 2012): a short keyed hash of short texts, for tables. Nobody
/// without the key can tell which texts have the same.
package enum SipHash {
  package static let keySize = Int(crypto_shorthash_KEYBYTES)

  /// The hash of `message` under `key`, of ``keySize`` bytes.
  package static func hash(_ message: [UInt8], key: SecretBytes) -> UInt64 {
    var hash: UInt64 = 0
    withUnsafeMutableBytes(of: &hash) { hash in
      key.withUnsafeBytes { key in
        _ = crypto_shorthash(
          hash.assumingMemoryBound(to: UInt8.self).baseAddress!, message, UInt64(message.count),
          key.assumingMemoryBound(to: UInt8.self).baseAddress!)
      }
    }
    return UInt64(littleEndian: hash)
  }
}

/// Keyed BLAKE2b (RFC 7693).
package enum BLAKE2b {
  /// `size` bytes (16 … 64) of the hash of `message` under `key`.
  package static func hash(_ message: [UInt8], key: SecretBytes, size: Int) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: size)
    key.withUnsafeBytes { key in
      _ = crypto_generichash(
        &digest, size, message, UInt64(message.count),
        key.assumingMemoryBound(to: UInt8.self).baseAddress, key.count)
    }
    return digest
  }

  /// The hash of `prefix` ‖ `secret` under `key`, in guarded memory from beginning to end.
  package static func hash(
    _ prefix: [UInt8], _ secret: SecretBytes, key: SecretBytes, size: Int
  ) -> SecretBytes {
    let message = SecretBytes(count: prefix.count + secret.count) { message in
      message.copyBytes(from: prefix)
      secret.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: message[prefix.count...]).copyMemory(from: $0)
      }
    }
    return SecretBytes(count: size) { digest in
      message.withUnsafeBytes { message in
        key.withUnsafeBytes { key in
          _ = crypto_generichash(
            digest.assumingMemoryBound(to: UInt8.self).baseAddress!, size,
            message.assumingMemoryBound(to: UInt8.self).baseAddress, UInt64(message.count),
            key.assumingMemoryBound(to: UInt8.self).baseAddress, key.count)
        }
      }
    }
  }
}
