internal import CCrypto

/// Sets up libcrypto once. It reads no configuration file, because that could load other code. It
/// loads no tables of names and messages, because nothing here needs them and they take half a
/// millisecond.
package enum Libcrypto {
  private static let started: Bool = {
    let options =
      OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS
      | OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS | OPENSSL_INIT_NO_ATEXIT
    return OPENSSL_init_crypto(UInt64(options), nil) == 1
  }()

  package static var version: String {
    String(cString: OpenSSL_version(OPENSSL_FULL_VERSION_STRING))
  }

  /// Sets up the library. Stops the process if that fails.
  static func ready() {
    precondition(started, "libcrypto could not be set up")
  }
}
