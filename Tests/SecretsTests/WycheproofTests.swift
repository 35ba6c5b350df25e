import Secrets
import TestSupport
import Testing

/// Project Wycheproof's cases through the primitives as this house calls them.
@Suite(.enabled(if: Vectors.areThere, "the test vectors are not beside the checkout"))
struct WycheproofTests {
  /// "Acceptable" here are points on the twist and points that are not canonical, which RFC 7748 has
  /// every implementation take: they must give the shared secret of the vector. The exception is an
  /// all-zero secret, which age has its implementations refuse: nil.
  @Test func x25519() throws {
    for vector in try Vectors.wycheproof("x25519") {
      let shared = X25519.agree(
        secret: try vector.bytes("private"), publicKey: try vector.bytes("public"))
      let isZero = vector.flags.contains("ZeroSharedSecret")
      #expect(try vector.result != "invalid")
      #expect(try shared == (isZero ? nil : vector.bytes("shared")), "\(vector.name)")
    }
  }

  /// `Ed25519.verify` knows no acceptable cases, and the set has none.
  @Test func ed25519() throws {
    for vector in try Vectors.wycheproof("ed25519") {
      let key = try #require(try vector.records("publicKey").first).bytes("pk")
      let isValid = Ed25519.verify(
        try vector.bytes("sig"), of: try vector.bytes("msg"), publicKey: key)
      #expect(try isValid == (vector.result == "valid"), "\(vector.name)")
      #expect(Ed25519.isAcceptable(publicKey: key), "\(vector.name)")
    }
  }

  /// Nothing here authenticates associated data in this cipher, and a nonce of another size is a
  /// broken precondition, so only the cases without either are left; all are valid. What has to be
  /// refused is made of them by changing each bit of the tag.
  @Test func chaCha20Poly1305() throws {
    var count = 0
    for vector in try Vectors.wycheproof("chacha20_poly1305") {
      let nonce = try vector.bytes("iv")
      guard try vector.bytes("aad").isEmpty, nonce.count == ChaChaPoly.nonceSize else { continue }
      count += 1
      let key = try vector.bytes("key")
      let message = try vector.bytes("msg")
      let sealed = try vector.bytes("ct") + vector.bytes("tag")
      #expect(try vector.result == "valid")
      #expect(ChaChaPoly.seal(message, key: key, nonce: nonce) == sealed, "\(vector.name)")
      #expect(ChaChaPoly.open(sealed, key: key, nonce: nonce) == message, "\(vector.name)")
      for bit in 0..<128 {
        var altered = sealed
        altered[message.count + bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(ChaChaPoly.open(altered, key: key, nonce: nonce) == nil, "\(vector.name)")
      }
    }
    #expect(count == 45)
  }
}
