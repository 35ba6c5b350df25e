internal import CSodium

/// Argon2id (RFC 9106), as libsodium's `argon2id13`.
package enum Argon2id {
  package static let saltSize = 16

  /// 32 bytes from `passphrase`; nil when `memory` bytes are not available.
  package static func derive(
    passphrase: SecretBytes, salt: [UInt8], operations: Int, memory: Int
  ) -> SecretBytes? {
    precondition(salt.count == saltSize)
    Sodium.ready()
    var result: Int32 = -1
    let key = SecretBytes(count: 32) { key in
      passphrase.withUnsafeBytes { passphrase in
        result = crypto_pwhash(
          key.assumingMemoryBound(to: UInt8.self).baseAddress!, 32,
          passphrase.assumingMemoryBound(to: CChar.self).baseAddress!, UInt64(passphrase.count),
          salt, UInt64(operations), memory, crypto_pwhash_ALG_ARGON2ID13)
      }
    }
    return result == 0 ? key : nil
  }
}

/// scrypt (RFC 7914) with the block size and parallelism of age: r = 8, p = 1.
package enum Scrypt {
  /// `size` bytes; nil when N = 2^`logN` needs more memory than there is.
  package static func derive(
    passphrase: [UInt8], salt: [UInt8], logN: Int, size: Int = 32
  ) -> [UInt8]? {
    Sodium.ready()
    var key = [UInt8](repeating: 0, count: size)
    let result = crypto_pwhash_scryptsalsa208sha256_ll(
      passphrase, passphrase.count, salt, salt.count, 1 << UInt64(logN), 8, 1, &key, size)
    return result == 0 ? key : nil
  }
}

extension SecretBytes {
  /// Subkey `id` of this 32-byte key: `crypto_kdf_derive_from_key` under the context `tacita_1`.
  package func subkey(_ id: UInt64) -> SecretBytes {
    precondition(count == Int(crypto_kdf_keybytes()))
    return SecretBytes(count: 32) { subkey in
      withUnsafeBytes { key in
        _ = crypto_kdf_derive_from_key(
          subkey.assumingMemoryBound(to: UInt8.self).baseAddress!, 32, id, "tacita_1",
          key.assumingMemoryBound(to: UInt8.self).baseAddress!)
      }
    }
  }
}
