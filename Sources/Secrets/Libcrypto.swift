internal import CCrypto

/// libcrypto, set up once: without its configuration file, which could load other code, and without
/// the tables of names and messages that nobody here asks for, which cost half a millisecond.
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

  /// Sets the library up. A process without it must not go on.
  static func ready() {
    precondition(started, "libcrypto could not be set up")
  }
}
