package import Files

/// Says who has a role, shift by shift (section 8). It holds no secret.
package struct Duty: Equatable, Sendable {
  /// From `from` on, until just before `until`.
  package struct Shift: Equatable, Sendable {
    package var from: Timestamp
    package var until: Timestamp
    package var holder: Identity
    package var backup: Identity?

    package init(from: Timestamp, until: Timestamp, holder: Identity, backup: Identity? = nil) {
      self.from = from
      self.until = until
      self.holder = holder
      self.backup = backup
    }

    package func covers(_ moment: Timestamp) -> Bool { from <= moment && moment < until }
  }

  /// Minutes within which an answer is wanted; nil where the duty does not say.
  package struct Within: Equatable, Sendable {
    package var routine: Int?
    package var urgent: Int?
    package var stat: Int?

    package init(routine: Int? = nil, urgent: Int? = nil, stat: Int? = nil) {
      self.routine = routine
      self.urgent = urgent
      self.stat = stat
    }
  }

  /// What a duty says, before anybody signs it.
  package struct Facts: Equatable, Sendable {
    /// 16 bytes.
    package var role: [UInt8]
    /// The digest of the charter it stands under, 32 bytes.
    package var charter: [UInt8]
    package var seq: Int
    package var name: String
    /// Ascending, without overlaps; there may be gaps.
    package var shifts: [Shift]
    /// Minutes around a change of shift in which both sides are addressed.
    package var overlap: Int
    /// Who is addressed while nobody is on duty; may be empty.
    package var vacant: [Identity]
    package var within: Within
    package var issued: Timestamp
    package var notAfter: Timestamp

    package init(
      under charter: Charter, seq: Int, name: String, shifts: [Shift], overlap: Int,
      vacant: [Identity], within: Within, issued: Timestamp, notAfter: Timestamp
    ) {
      role = charter.id
      self.charter = charter.digest
      self.seq = seq
      self.name = name
      self.shifts = shifts
      self.overlap = overlap
      self.vacant = vacant
      self.within = within
      self.issued = issued
      self.notAfter = notAfter
    }
  }

  package let facts: Facts
  package let issuer: Identity
  /// 32 bytes.
  package let digest: [UInt8]
  /// The signed document as received.
  package let bytes: [UInt8]

  package static let mostShifts = 1000
  package static let longestDays = 35
  package static let overlapRange = 0...240

  /// The duty that `document` is. Throws ``DocumentError``.
  package init(_ document: SignedDocument) throws {
    guard document.kind == .duty else { throw DocumentError.wrongKind }
    facts = try DocumentError.reading { try Facts(document.body) }
    issuer = document.signer
    digest = document.digest
    bytes = document.bytes
  }

  /// The duty in `bytes`, which are one document. Throws ``DocumentError``.
  package init(bytes: [UInt8]) throws {
    try self.init(SignedDocument.parseOne(bytes, as: .duty))
  }

  /// Throws ``DocumentError`` rather than make one that every reader would refuse.
  package static func sign(by key: SigningKey, _ facts: Facts) throws -> Duty {
    try Duty(bytes: key.sign(kind: .duty, facts.body(issuer: key.identity)))
  }
}

extension Duty.Facts {
  fileprivate init(_ body: JSONObject) throws {
    role = try body.hex("role", bytes: 16)
    charter = try body.hex("charter", bytes: 32)
    seq = try body.number("seq")
    name = try body.shortText("name")
    let list = try body.objects("shifts")
    guard list.count <= Duty.mostShifts else {
      throw JSONError("“shifts” are more than \(Duty.mostShifts)")
    }
    shifts = try list.map(Duty.Shift.init)
    guard shifts.allSatisfy({ $0.from < $0.until }),
      zip(shifts, shifts.dropFirst()).allSatisfy({ $0.until <= $1.from })
    else { throw JSONError("“shifts” are empty, not in order, or overlap") }
    overlap = try body.number("overlap", in: Duty.overlapRange)
    vacant = try body.identities("vacant")
    let minutes = try body.object("within")
    within = Duty.Within(
      routine: try minutes.optional("routine", JSONObject.number),
      urgent: try minutes.optional("urgent", JSONObject.number),
      stat: try minutes.optional("stat", JSONObject.number))
    (issued, notAfter) = try body.term(longestDays: Duty.longestDays)
  }

  fileprivate func body(issuer: Identity) -> JSONObject {
    JSONObject([
      "charter": .string(charter.hex), "issued": .text(issued), "issuer": .text(issuer),
      "name": .string(name), "notAfter": .text(notAfter), "overlap": .number(overlap),
      "role": .string(role.hex), "seq": .number(seq),
      "shifts": .array(shifts.map { .object($0.body) }),
      "vacant": .array(vacant.map { .text($0) }),
      "within": .object(
        JSONObject([
          "routine": within.routine.map { .number($0) }, "stat": within.stat.map { .number($0) },
          "urgent": within.urgent.map { .number($0) },
        ])),
    ])
  }
}

extension Duty.Shift {
  fileprivate init(_ body: JSONObject) throws {
    from = try body.time("from")
    until = try body.time("until")
    holder = try body.identity("holder")
    backup = try body.optional("backup", JSONObject.identity)
  }

  fileprivate var body: JSONObject {
    JSONObject([
      "backup": backup.map { .text($0) }, "from": .text(from), "holder": .text(holder),
      "until": .text(until),
    ])
  }
}
