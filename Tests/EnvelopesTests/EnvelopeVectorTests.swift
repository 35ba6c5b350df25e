import AgeFormat
import Files
import Secrets
import TestSupport
import Testing

@testable import Envelopes

/// All the openings that an independent implementation has made vectors of.
@Suite(.enabled(if: Vectors.areThere, "the test vectors are not beside the checkout"))
struct EnvelopeVectorTests {
  /// What became of cases that were made before a patient had a token, and when several tags of a
  /// hint could be equal.
  private static let since = [
    "malformed-to-duplicate": "header-failure", "ok-all-options": "malformed",
    "ok-two-tags-match": "header-failure",
  ]

  @Test func areComplete() throws {
    let expectations = try EnvelopeVector.names.map { try EnvelopeVector($0).expect }
    #expect(expectations.count == 199)
    #expect(expectations.count { $0 == "received" } == 29)
    #expect(expectations.count { $0 == "duplicate" } == 4)
    #expect(expectations.count { $0 == "held" } == 2)
    // Every refusal that an envelope can meet, save for revocations, which the vectors leave out.
    #expect(Set(expectations).count == 23)
  }

  @Test(arguments: EnvelopeVector.names)
  func opens(_ name: String) throws {
    let vector = try EnvelopeVector(name)
    let file = try vector.file()
    let opening = try Opening(file, for: vector.addressee(of: file))
    let outcome = opening.name == "unknown-sender" ? "held" : opening.name
    #expect(outcome == (Self.since[name] ?? vector.expect))
    guard vector.expect == "received", Self.since[name] == nil else { return }
    let envelope = try #require(opening.envelope)
    let message = envelope.read.message
    #expect(String(decoding: message.headLine, as: UTF8.self) == vector.head)
    #expect(String(decoding: message.tailLine, as: UTF8.self) == vector.tail)
    #expect(envelope.read.fileKey.bytes.hex == vector.fileKey)
    #expect(message.tail.header.hex == vector.header)
    #expect(envelope.expiry.description == vector.expiry)
    #expect(try parts(of: envelope, opening.payload) == vector.parts)
  }

  /// The parts as they are read back from what was stored.
  private func parts(
    of envelope: ReceivedEnvelope, _ payload: [UInt8]
  ) throws -> [EnvelopeVector.Part] {
    let reader = try envelope.reader(of: payload)
    return try reader.head.parts.indices.map { index in
      let hash = SHA256()
      var size = 0
      try reader.read(index) {
        hash.update($0)
        size += $0.count
      }
      let part = reader.head.parts[index]
      return EnvelopeVector.Part(
        name: part.name, type: part.type, size: size, sha256: hash.finish().hex)
    }
  }
}
