package import Files

/// Somebody known here: a card under a local alias, and what the user decided and collected about
/// them. The card's prekeys and document are kept elsewhere.
package struct Contact: Equatable, Sendable {
  package private(set) var alias: Alias
  package private(set) var card: Card.Facts
  package let added: Timestamp

  /// Set once the fingerprint was compared.
  package private(set) var comparison: Comparison?

  /// Whether the user chose to believe this person's attestations.
  package var isVerifier = false

  /// Attestations about this contact, in the order they came in: see ``AttestationLimits``.
  package private(set) var attestations: [Attestation] = []

  package struct Comparison: Hashable, Sendable {
    package let time: Timestamp
    package let manner: Manner

    package enum Manner: String, Sendable {
      /// The user was shown the groups and said that they agree.
      case confirmed
      /// The groups were given and did agree.
      case given
    }
  }

  package init(alias: Alias, card: Card.Facts, added: Timestamp) {
    self.alias = alias
    self.card = card
    self.added = added
  }

  package var identity: Identity { card.identity }

  /// The same person under another alias.
  package func renamed(_ alias: Alias) -> Contact {
    var renamed = self
    renamed.alias = alias
    return renamed
  }

  /// Takes in a newer card of the same identity; trust stays. Throws
  /// ``DocumentError/differentIdentity`` or ``DocumentError/staleCard`` and changes nothing.
  package mutating func update(_ card: Card.Facts) throws -> Card.Facts.Replacement {
    let replacement = try card.replaces(self.card)
    if replacement == .newer { self.card = card }
    return replacement
  }

  /// The contact after its key changed: the alias stays, everything that spoke for the old key
  /// goes.
  package func replaced(by card: Card.Facts, at time: Timestamp) -> Contact {
    Contact(alias: alias, card: card, added: time)
  }

  /// Notes that the fingerprint was compared; false when it was that of another identity.
  @discardableResult
  package mutating func note(_ proof: FingerprintComparison, at time: Timestamp) -> Bool {
    guard proof.identity == identity else { return false }
    comparison = Comparison(time: time, manner: proof.manner)
    return true
  }

  /// Keeps `attestation` within ``AttestationLimits``; false when nothing changed by it.
  @discardableResult
  package mutating func add(
    _ attestation: Attestation, now: Timestamp, believes: (Identity) -> Bool
  ) -> Bool {
    attestation.subject == identity
      && AttestationLimits.add(attestation, to: &attestations, now: now, believes: believes)
  }
}

/// As a vault keeps it: one line of canonical JSON.
extension Contact {
  package var bytes: [UInt8] {
    let documents = attestations.map(\.bytes)
    return CanonicalJSON.encode(
      JSONObject([
        "added": .text(added), "alias": .text(alias), "card": .object(card.stored),
        "compared": comparison.map { .text($0.time) },
        "comparedBy": comparison.map { .string($0.manner.rawValue) },
        "documents": .array(documents.map { .string(String(decoding: $0, as: UTF8.self)) }),
        "verifier": .bool(isVerifier),
      ]))
  }

  /// Reads ``bytes`` back. The documents in it were verified when they came in and are not verified
  /// again: take this only from where nobody else can write. Throws ``DocumentError``.
  package init(bytes: [UInt8]) throws {
    self = try DocumentError.reading { try Contact(CanonicalJSON.decode(bytes)) }
  }

  private init(_ object: JSONObject) throws {
    guard let alias = Alias(try object.string("alias")) else {
      throw JSONError("“alias” is not an alias")
    }
    let card = try Card.Facts(stored: object.object("card"))
    self.init(alias: alias, card: card, added: try object.time("added"))
    if let time = try object.optional("compared", JSONObject.time) {
      comparison = Comparison(time: time, manner: try object.choice("comparedBy"))
    }
    isVerifier = try object.bool("verifier")
    for text in try object.strings("documents") {
      attestations.append(try Attestation(SignedDocument.stored(Array(text.utf8))))
    }
  }
}
