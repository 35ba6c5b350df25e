internal import Files

/// The revocations that a home keeps, each of which applied when it came in.
///
/// They belong to the identities and attestations that they end, not to contacts: what is ended
/// stays ended when a contact is removed and added again, when a verifier is no longer trusted,
/// and when the attestation comes in after its revocation.
package struct KeptRevocations: Equatable, Sendable {
  package private(set) var documents: [Revocation] = []

  /// The most in all, and the most of one issuer, of those that are not about a contact.
  package static let most = 4096
  package static let ofIssuer = 1024

  package enum Addition: Sendable { case new, known, noRoom }

  package init() {}

  /// Keeps `revocation` unless one of the same issuer ended the same thing. Those about contacts
  /// are always kept.
  package mutating func add(_ revocation: Revocation, isAboutContact: Bool) -> Addition {
    let isKnown = documents.contains {
      $0.issuer == revocation.issuer && $0.target == revocation.target
    }
    guard !isKnown else { return .known }
    guard isAboutContact || hasRoom(for: revocation.issuer) else { return .noRoom }
    documents.append(revocation)
    return .new
  }

  private func hasRoom(for issuer: Identity) -> Bool {
    documents.count < Self.most && documents.count { $0.issuer == issuer } < Self.ofIssuer
  }
}

/// As a vault keeps them: one line of canonical JSON.
extension KeptRevocations {
  package var bytes: [UInt8] {
    CanonicalJSON.encode(
      JSONObject([
        "documents": .array(documents.map { .string(String(decoding: $0.bytes, as: UTF8.self)) })
      ]))
  }

  /// Reads ``bytes`` back, whose signatures were verified when they came in: take this only from
  /// where nobody else can write. Throws ``DocumentError``.
  package init(bytes: [UInt8]) throws {
    documents = try DocumentError.reading {
      try JSONParser.object(bytes).strings("documents").map {
        try Revocation(SignedDocument.stored(Array($0.utf8)))
      }
    }
  }
}
