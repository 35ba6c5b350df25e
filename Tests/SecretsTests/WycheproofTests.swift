import Secrets
import TestSupport
import Testing

/// The cases of Project Wycheproof, through the calls of this module.
@Suite(.enabled(if: Vectors.areThere, "the test vectors are not beside the checkout"))
struct WycheproofTests {
  /// The "acceptable" cases are points on the twist and points that are not canonical. RFC 7748
  /// requires every implementation to accept them, so they must give the shared secret of the
  /// vector. age requires an all-zero secret to be refused, so that gives nil.
  @Test func x25519() throws {
    for vector in try Vectors.wycheproof("x25519") {
      let shared = X25519.agree(
        secret: try vector.bytes("private"), publicKey: try vector.bytes("public"))
      let isZero = vector.flags.contains("ZeroSharedSecret")
      #expect(try vector.result != "invalid")
      #expect(try shared == (isZero ? nil : vector.bytes("shared")), "\(vector.name)")
    }
  }

  /// `Ed25519.verify` has no "acceptable" cases, and neither have the vectors.
  @Test func ed25519() throws {
    for vector in try Vectors.wycheproof("ed25519") {
      let key = try #require(try vector.records("publicKey").first).bytes("pk")
      let isValid = Ed25519.verify(
        try vector.bytes("sig"), of: try vector.bytes("msg"), publicKey: key)
      #expect(try isValid == (vector.result == "valid"), "\(vector.name)")
      #expect(Ed25519.isAcceptable(publicKey: key), "\(vector.name)")
    }
  }

  /// This cipher is used without associated data, and another nonce size breaks a precondition. So
  /// only the cases without both are run. All of them are valid. The cases to refuse are made from
  /// them: each bit of the tag is changed.
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
