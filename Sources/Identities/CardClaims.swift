internal import Files

/// What a card says of its owner, and attestations about them: all that tells who somebody is, and
/// no key to write to. Its documents were verified.
package struct CardClaims: Equatable, Sendable {
  package let facts: Card.Facts
  package let attestations: [Attestation]

  package init(_ facts: Card.Facts, _ attestations: [Attestation]) {
    self.facts = facts
    self.attestations = attestations
  }

  /// One line of canonical JSON.
  package var bytes: [UInt8] {
    CanonicalJSON.encode(
      JSONObject([
        "card": .object(facts.stored),
        "documents": .array(
          attestations.map { .string(String(decoding: $0.bytes, as: UTF8.self)) }),
      ]))
  }

  /// Reads ``bytes`` back without verifying the documents again: take this only from where nobody
  /// else can write. Throws ``DocumentError``.
  package init(bytes: [UInt8]) throws {
    self = try DocumentError.reading {
      let object = try CanonicalJSON.decode(bytes)
      return CardClaims(
        try Card.Facts(stored: object.object("card")),
        try object.strings("documents").map {
          try Attestation(SignedDocument.stored(Array($0.utf8)))
        })
    }
  }
}
