package import Files

/// The end of an identity or of one attestation (section 5). Whatever its date, it is final.
package struct Revocation: Equatable, Sendable {
  package let issuer: Identity
  package let target: Target
  package let reason: Reason
  package let issued: Timestamp
  package let digest: [UInt8]
  /// The signed document as received.
  package let bytes: [UInt8]

  package enum Target: Hashable, Sendable {
    case identity(Identity)
    /// The attestation with this digest.
    case attestation([UInt8])
  }

  package enum Reason: String, Sendable, CaseIterable {
    case compromised, superseded, left, error
  }

  /// Whether an identity ends itself by it.
  package var isOwn: Bool { target == .identity(issuer) }

  /// Whether mail that says it was sent at `time` is still to be read: the owner left or has a
  /// newer key, and this key was good until then. After a key was in other hands, no date is
  /// believed.
  package func spares(mailOf time: Timestamp) -> Bool {
    switch reason {
    case .left, .superseded: time < issued
    case .compromised, .error: false
    }
  }

  /// The revocation that `document` is. Throws ``DocumentError``.
  package init(_ document: SignedDocument) throws {
    guard document.kind == .revocation else { throw DocumentError.wrongKind }
    self = try DocumentError.reading { try Revocation(reading: document) }
  }

  private init(reading document: SignedDocument) throws {
    let body = document.body
    let identity = try body.optional("identity", JSONObject.identity)
    let attestation = try body.optional("attestation") { body in
      { try body.hex($0, bytes: 32) }
    }
    switch (identity, attestation) {
    case (let identity?, nil): target = .identity(identity)
    case (nil, let digest?): target = .attestation(digest)
    default: throw JSONError("not exactly one of “identity” and “attestation”")
    }
    issuer = document.signer
    reason = try body.choice("reason")
    issued = try body.time("issued")
    digest = document.digest
    bytes = document.bytes
  }

  /// The revocation in `bytes`, which are one document. Throws ``DocumentError``.
  package init(bytes: [UInt8]) throws {
    try self.init(SignedDocument.parseOne(bytes, as: .revocation))
  }

  /// Returns when this revocation counts for somebody who believes `verifiers` and knows
  /// `attestations`, else throws ``DocumentError/revocationDoesNotApply(_:)`` with the reason.
  package func applies(
    verifiers: Set<Identity>, attestations: some Sequence<Attestation>
  ) throws {
    try Trust(verifiers: verifiers, attestations: attestations).check(self)
  }

  package static func sign(
    by key: SigningKey, of target: Target, reason: Reason, issued: Timestamp
  ) throws -> Revocation {
    var body = JSONObject([
      "issued": .text(issued), "issuer": .text(key.identity), "reason": .string(reason.rawValue),
    ])
    switch target {
    case .identity(let identity): body["identity"] = .text(identity)
    case .attestation(let digest): body["attestation"] = .string(digest.hex)
    }
    return try Revocation(bytes: key.sign(kind: .revocation, body))
  }
}
