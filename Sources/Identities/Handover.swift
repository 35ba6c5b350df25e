package import Files

/// Says that who has a shift hands the rest of it to somebody else (section 8).
package struct Handover: Equatable, Sendable {
  /// 16 bytes.
  package let role: [UInt8]
  /// The digest of the duty, 32 bytes.
  package let duty: [UInt8]
  /// The shift's `from`.
  package let shift: Timestamp
  /// 1 for the first handover of a shift.
  package let n: Int
  /// Who has the shift from `issued` on.
  package let holder: Identity
  package let issuer: Identity
  package let issued: Timestamp
  /// 32 bytes.
  package let digest: [UInt8]
  /// The signed document as received.
  package let bytes: [UInt8]

  /// The handover that `document` is. Throws ``DocumentError``.
  package init(_ document: SignedDocument) throws {
    guard document.kind == .handover else { throw DocumentError.wrongKind }
    self = try DocumentError.reading { try Handover(reading: document) }
  }

  /// The handover in `bytes`, which are one document. Throws ``DocumentError``.
  package init(bytes: [UInt8]) throws {
    try self.init(SignedDocument.parseOne(bytes, as: .handover))
  }

  private init(reading document: SignedDocument) throws {
    let body = document.body
    role = try body.hex("role", bytes: 16)
    duty = try body.hex("duty", bytes: 32)
    shift = try body.time("shift")
    n = try body.number("n", in: 1...JSONValue.greatestNumber)
    holder = try body.identity("holder")
    issuer = document.signer
    issued = try body.time("issued")
    digest = document.digest
    bytes = document.bytes
  }

  /// Hands `shift` of `duty` to `holder`, as the `n`th to do so.
  package static func sign(
    by key: SigningKey, of shift: Duty.Shift, in duty: Duty, n: Int, to holder: Identity,
    issued: Timestamp
  ) throws -> Handover {
    let body = JSONObject([
      "duty": .string(duty.digest.hex), "holder": .text(holder), "issued": .text(issued),
      "issuer": .text(key.identity), "n": .number(n), "role": .string(duty.facts.role.hex),
      "shift": .text(shift.from),
    ])
    return try Handover(bytes: key.sign(kind: .handover, body))
  }
}
