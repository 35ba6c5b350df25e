package import Files

/// Says who may decide about a team or a role (section 8). Charters form a chain: each is issued by
/// an owner in the one before it.
package struct Charter: Equatable, Sendable {
  /// What a charter is for.
  package enum Subject: String, Sendable, CaseIterable {
    case team, role
  }

  /// Where a charter stands in its chain.
  package enum Place: Equatable, Sendable {
    /// Charter 0. `patientKey` is the hash of the team's key, there for teams and for nobody else.
    case first(patientKey: [UInt8]?)
    /// Charter `n` of the team or role `id`, after the charter with the digest `prev`.
    case next(n: Int, id: [UInt8], prev: [UInt8])
  }

  package let subject: Subject
  package let place: Place
  /// The most senior first; each once.
  package let owners: [Identity]
  package let issuer: Identity
  package let issued: Timestamp
  /// 32 bytes: how the next charter, and what stands under this one, name it.
  package let digest: [UInt8]
  /// The signed document as received.
  package let bytes: [UInt8]

  package static let mostOwners = 16
  /// The greatest `n`. After it a new team is made.
  package static let lastNumber = 63

  /// 0 for the first.
  package var n: Int {
    if case .next(let n, _, _) = place { n } else { 0 }
  }

  /// 16 bytes: the team's or role's id, which is the beginning of the digest of charter 0.
  package var id: [UInt8] {
    if case .next(_, let id, _) = place { id } else { Array(digest.prefix(16)) }
  }

  /// The digest of the charter before; nil for charter 0.
  package var prev: [UInt8]? {
    if case .next(_, _, let prev) = place { prev } else { nil }
  }

  /// 0 for the most senior owner; nil for who is not an owner.
  package func rank(of identity: Identity) -> Int? { owners.firstIndex(of: identity) }

  /// The charter that `document` is. Throws ``DocumentError``.
  package init(_ document: SignedDocument) throws {
    guard document.kind == .charter else { throw DocumentError.wrongKind }
    self = try DocumentError.reading { try Charter(reading: document) }
  }

  /// The charter in `bytes`, which are one document. Throws ``DocumentError``.
  package init(bytes: [UInt8]) throws {
    try self.init(SignedDocument.parseOne(bytes, as: .charter))
  }

  private init(reading document: SignedDocument) throws {
    let body = document.body
    subject = try body.choice("for")
    owners = try body.identities("owners")
    guard (1...Self.mostOwners).contains(owners.count), Set(owners).count == owners.count else {
      throw JSONError("“owners” are not 1 to \(Self.mostOwners) identities, each once")
    }
    place = try Self.place(body, subject)
    issuer = document.signer
    issued = try body.time("issued")
    digest = document.digest
    bytes = document.bytes
  }

  private static func place(_ body: JSONObject, _ subject: Subject) throws -> Place {
    func forbid(_ keys: String...) throws {
      for key in keys where body[key] != nil { throw JSONError("“\(key)” is out of place") }
    }
    let n = try body.number("n", in: 0...lastNumber)
    if n > 0 {
      try forbid("nonce", "patientKey")
      return .next(
        n: n, id: try body.hex("id", bytes: 16), prev: try body.hex("prev", bytes: 32))
    }
    try forbid("id", "prev")
    _ = try body.hex("nonce", bytes: 16)
    guard subject == .team else {
      try forbid("patientKey")
      return .first(patientKey: nil)
    }
    return .first(patientKey: try body.hex("patientKey", bytes: 32))
  }
}

extension Charter {
  /// Charter 0 of a new team, whose key hashes to `patientKey`, or of a new role, which has none.
  /// `nonce` is 16 random bytes. That `key` is an owner is judged where it is taken in. Throws
  /// ``DocumentError``.
  package static func found(
    by key: SigningKey, owners: [Identity], patientKey: [UInt8]?, nonce: [UInt8], issued: Timestamp
  ) throws -> Charter {
    let subject: Subject = patientKey == nil ? .role : .team
    return try sign(by: key, subject, owners: owners, issued: issued) {
      $0["n"] = .number(0)
      $0["nonce"] = .string(nonce.hex)
      $0["patientKey"] = patientKey.map { .string($0.hex) }
    }
  }

  /// The charter that follows this one. Whether `key` may issue it, and `owners` follow, is judged
  /// where it is taken in. Throws ``DocumentError``, also after charter 63.
  package func next(
    by key: SigningKey, owners: [Identity], issued: Timestamp
  ) throws -> Charter {
    try Self.sign(by: key, subject, owners: owners, issued: issued) {
      $0["n"] = .number(n + 1)
      $0["id"] = .string(id.hex)
      $0["prev"] = .string(digest.hex)
    }
  }

  private static func sign(
    by key: SigningKey, _ subject: Subject, owners: [Identity], issued: Timestamp,
    place: (inout JSONObject) -> Void
  ) throws -> Charter {
    var body = JSONObject([
      "for": .string(subject.rawValue), "issued": .text(issued), "issuer": .text(key.identity),
      "owners": .array(owners.map { .text($0) }),
    ])
    place(&body)
    return try Charter(bytes: key.sign(kind: .charter, body))
  }
}
