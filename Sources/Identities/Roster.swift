package import Files

/// Says who is in a team (section 8).
package struct Roster: Equatable, Sendable {
  /// The patient whom a team was made for.
  package struct Case: Equatable, Sendable {
    package var patient: PatientToken
    package var patientCheck: PatientCheck?

    package init(patient: PatientToken, patientCheck: PatientCheck? = nil) {
      self.patient = patient
      self.patientCheck = patientCheck
    }
  }

  /// What a roster says, before anybody signs it.
  package struct Facts: Equatable, Sendable {
    /// 16 bytes.
    package var team: [UInt8]
    /// The digest of the charter it stands under, 32 bytes.
    package var charter: [UInt8]
    /// From 0 under each charter.
    package var epoch: Int
    package var name: String
    /// Strictly ascending.
    package var members: [Identity]
    package var issued: Timestamp
    package var notAfter: Timestamp
    package var patientCase: Case?
    /// Days after which messages of the team expire at the latest.
    package var expires: Int?

    package init(
      under charter: Charter, epoch: Int, name: String, members: some Sequence<Identity>,
      issued: Timestamp, notAfter: Timestamp, patientCase: Case? = nil, expires: Int? = nil
    ) {
      team = charter.id
      self.charter = charter.digest
      self.epoch = epoch
      self.name = name
      self.members = members.sorted()
      self.issued = issued
      self.notAfter = notAfter
      self.patientCase = patientCase
      self.expires = expires
    }
  }

  package let facts: Facts
  package let issuer: Identity
  /// 32 bytes.
  package let digest: [UInt8]
  /// The signed document as received.
  package let bytes: [UInt8]

  package static let mostMembers = 2047
  package static let longestDays = 400
  package static let expiryRange = 1...365

  package func contains(_ identity: Identity) -> Bool {
    // Ascending, and up to 2,047: halved, not scanned.
    var (low, high) = (0, facts.members.count)
    while low < high {
      let middle = (low + high) / 2
      if facts.members[middle] < identity { low = middle + 1 } else { high = middle }
    }
    return low < facts.members.count && facts.members[low] == identity
  }

  /// The roster that `document` is. Throws ``DocumentError``.
  package init(_ document: SignedDocument) throws {
    guard document.kind == .roster else { throw DocumentError.wrongKind }
    facts = try DocumentError.reading { try Facts(document.body) }
    issuer = document.signer
    digest = document.digest
    bytes = document.bytes
  }

  /// The roster in `bytes`, which are one document. Throws ``DocumentError``.
  package init(bytes: [UInt8]) throws {
    try self.init(SignedDocument.parseOne(bytes, as: .roster))
  }

  /// Throws ``DocumentError`` rather than make one that every reader would refuse.
  package static func sign(by key: SigningKey, _ facts: Facts) throws -> Roster {
    try Roster(bytes: key.sign(kind: .roster, facts.body(issuer: key.identity)))
  }
}

extension Roster.Facts {
  fileprivate init(_ body: JSONObject) throws {
    team = try body.hex("team", bytes: 16)
    charter = try body.hex("charter", bytes: 32)
    epoch = try body.number("epoch")
    name = try body.shortText("name")
    members = try body.identities("members")
    guard (1...Roster.mostMembers).contains(members.count),
      zip(members, members.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw JSONError("“members” are not 1 to \(Roster.mostMembers) identities, ascending") }
    (issued, notAfter) = try body.term(longestDays: Roster.longestDays)
    expires = try body.optional("expires") { body in
      { try body.number($0, in: Roster.expiryRange) }
    }
    patientCase = try body.optional("case", JSONObject.object).map {
      Roster.Case(
        patient: try $0.patientToken("patient"),
        patientCheck: try $0.optional("patientCheck", JSONObject.patientCheck))
    }
  }

  fileprivate func body(issuer: Identity) -> JSONObject {
    JSONObject([
      "case": patientCase.map {
        .object(
          JSONObject([
            "patient": .text($0.patient), "patientCheck": $0.patientCheck.map { .text($0) },
          ]))
      },
      "charter": .string(charter.hex), "epoch": .number(epoch),
      "expires": expires.map { .number($0) }, "issued": .text(issued), "issuer": .text(issuer),
      "members": .array(members.map { .text($0) }), "name": .string(name),
      "notAfter": .text(notAfter), "team": .string(team.hex),
    ])
  }
}

extension JSONObject {
  /// `issued` and `notAfter`, which is later, by `longestDays` at most.
  func term(longestDays: Int) throws -> (issued: Timestamp, notAfter: Timestamp) {
    let (issued, notAfter) = (try time("issued"), try time("notAfter"))
    guard issued < notAfter, notAfter <= issued + longestDays * 86400 else {
      throw JSONError("“notAfter” is not within \(longestDays) days after “issued”")
    }
    return (issued, notAfter)
  }
}
