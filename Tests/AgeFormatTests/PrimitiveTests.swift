import TestSupport
import Testing

@testable import AgeFormat

/// Published vectors for what this module has from swift-crypto, through its own calls.
@Suite(.enabled(if: Vectors.areThere, "the test vectors are not beside the checkout"))
struct PrimitiveTests {
  /// The invalid cases ask for more than 255 blocks, which is a broken precondition here.
  @Test func hkdf() throws {
    for vector in try Vectors.wycheproof("hkdf_sha256") where try vector.result == "valid" {
      let derived = HKDFSHA256.derive(
        try vector.bytes("ikm"), salt: try vector.bytes("salt"), info: try vector.bytes("info"),
        count: try vector.integer("size"))
      #expect(try derived == vector.bytes("okm"), "\(vector.name)")
    }
  }

  /// The one vector of KEM 0x647a, KDF 1, AEAD 3 through what opens stanzas. That takes the first
  /// message of an encapsulated key only; the others belong to a context that age has no use for.
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
