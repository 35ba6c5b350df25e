import TestSupport
import Testing

@testable import AgeFormat

/// Published vectors for the primitives of swift-crypto, through the calls of this module.
@Suite(.enabled(if: Vectors.areThere, "the test vectors are not beside the checkout"))
struct PrimitiveTests {
  /// The invalid cases ask for more than 255 blocks. Here that breaks a precondition.
  @Test func hkdf() throws {
    for vector in try Vectors.wycheproof("hkdf_sha256") where try vector.result == "valid" {
      let derived = HKDFSHA256.derive(
        try vector.bytes("ikm"), salt: try vector.bytes("salt"), info: try vector.bytes("info"),
        count: try vector.integer("size"))
      #expect(try derived == vector.bytes("okm"), "\(vector.name)")
    }
  }

  /// The only vector of KEM 0x647a, KDF 1, AEAD 3, through the function that opens stanzas. That
  /// function opens the first message of an encapsulated key only. age does not use the others.
  @Test func hpke() throws {
    let suite = ["kem_id": 0x647a, "kdf_id": 1, "aead_id": 3, "mode": 0]
    let vectors = try Vectors.records("hpke-pq.json").filter { vector in
      try suite.allSatisfy { try vector.integer($0.key) == $0.value }
    }
    #expect(vectors.count == 1)
    for vector in vectors {
      let identity = try HybridIdentity(seed: vector.bytes("skRm"))
      #expect(try identity.recipient.publicKey == vector.bytes("pkRm"))
      let message = try #require(try vector.records("encryptions").first)
      var body = try message.bytes("ct")
      func open() throws -> [UInt8]? {
        try identity.open(
          body, encapsulated: vector.bytes("enc"), info: vector.bytes("info"),
          associated: message.bytes("aad"))
      }
      #expect(try open() == message.bytes("pt"))
      body[0] ^= 1
      #expect(try open() == nil)
    }
  }
}
