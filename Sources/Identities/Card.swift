package import Files

/// What a person publishes so that others can write to them: name, mailbox, claimed registrations,
/// and a prekey for each day of a horizon (section 2). Every key in it has been checked.
@dynamicMemberLookup
package struct Card: Sendable {
  package let facts: Facts

  /// One a day from ``Facts/firstDay`` on.
  package let prekeys: [Prekey]

  /// The signed document as received.
  package let bytes: [UInt8]

  /// All of a card but its keys: what is kept of a contact, whose prekeys a vault stores by day.
  package struct Facts: Hashable, Sendable {
    package let identity: Identity
    package let issued: Timestamp
    /// 16 bytes in 32 hexadecimal digits.
    package let mailbox: String
    package let name: String
    package let notAfter: Timestamp
    /// The first and the last day that has a prekey.
    package let firstDay: Day
    package let lastDay: Day
    /// Claims, until a verifier attests them.
    package let registrations: [Registration]
    package let seq: Int
    /// Of the card's document.
    package let digest: [UInt8]
  }

  package subscript<Value>(dynamicMember fact: KeyPath<Facts, Value>) -> Value {
    facts[keyPath: fact]
  }

  /// The card that `document` is. Throws ``DocumentError``.
  package init(_ document: SignedDocument) throws {
    guard document.kind == .card else { throw DocumentError.wrongKind }
    let body = document.body
    (facts, prekeys) = try DocumentError.reading {
      let prekeys = try Self.prekeys(in: body.object("prekeys"))
      let firstDay = Day(try body.object("prekeys").number("firstDay"))
      let facts = try Facts(
        body, of: body.identity("identity"), firstDay: firstDay,
        lastDay: firstDay + (prekeys.count - 1), digest: document.digest)
      return (facts, prekeys)
    }
    bytes = document.bytes
  }

  /// The card in `bytes`, which are one document. Throws ``DocumentError``.
  package init(bytes: [UInt8]) throws {
    try self.init(SignedDocument.parseOne(bytes, as: .card))
  }

  /// What the card in `bytes` says of its owner, who signed it. Its keys are not looked at: nothing
  /// can be sealed by this. Throws ``DocumentError``.
  package static func facts(bytes: [UInt8]) throws -> Facts {
    let document = try SignedDocument.parseOne(bytes, as: .card)
    return try DocumentError.reading {
      let prekeys = try document.body.object("prekeys")
      let (count, firstDay) = (try prekeys.strings("kem").count, try prekeys.number("firstDay"))
      guard count > 0 else { throw JSONError("“kem” has no key") }
      return try Facts(
        document.body, of: document.body.identity("identity"), firstDay: Day(firstDay),
        lastDay: Day(firstDay) + (count - 1),
        digest: document.digest)
    }
  }

  private static func prekeys(in object: JSONObject) throws -> [Prekey] {
    let kem = try object.keys("kem", size: Prekey.kemSize)
    let hint = try object.keys("hint", size: Prekey.hintSize)
    guard kem.count == hint.count, !kem.isEmpty else {
      throw JSONError("“kem” and “hint” are not as many keys, or none")
    }
    let prekeys = zip(kem, hint).map { Prekey(kem: $0, hint: $1) }
    guard prekeys.allSatisfy(\.isAcceptable) else { throw JSONError("a prekey is not valid") }
    return prekeys
  }

  /// The prekey for `day`, if the card has one.
  package func prekey(on day: Day) -> Prekey? {
    let index = day.number - facts.firstDay.number
    return prekeys.indices.contains(index) ? prekeys[index] : nil
  }
}

extension Card.Facts {
  /// 9999-12-31: no time after it can be written.
  static let latestDay = Day(2_932_896)

  /// Reads the members that a card's object and a stored contact have in common.
  init(
    _ body: JSONObject, of identity: Identity, firstDay: Day, lastDay: Day, digest: [UInt8]
  ) throws {
    guard lastDay <= Self.latestDay else { throw JSONError("“firstDay” is beyond the year 9999") }
    self.identity = identity
    issued = try body.time("issued")
    mailbox = try body.hex("mailbox", bytes: 16).hex
    name = try body.shortText("name")
    notAfter = try body.time("notAfter")
    registrations = try body.objects("registrations").map { try $0.registration() }
    seq = try body.number("seq")
    guard notAfter <= lastDay.end else {
      throw JSONError("“notAfter” is beyond the last day that has a prekey")
    }
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.digest = digest
  }

  /// The same members as JSON.
  var json: JSONObject {
    JSONObject([
      "identity": .text(identity), "issued": .text(issued), "mailbox": .string(mailbox),
      "name": .string(name), "notAfter": .text(notAfter),
      "registrations": .array(registrations.map { .object($0.json) }), "seq": .number(seq),
    ])
  }

  /// As a vault keeps it.
  var stored: JSONObject {
    var stored = json
    stored["digest"] = .string(digest.hex)
    stored["firstDay"] = .number(firstDay.number)
    stored["lastDay"] = .number(lastDay.number)
    return stored
  }

  /// Reads ``stored`` back. To be taken only from where nobody else can write.
  init(stored: JSONObject) throws {
    guard let identity = Identity(stored: try stored.string("identity")) else {
      throw JSONError("“identity” is not an identity")
    }
    try self.init(
      stored, of: identity, firstDay: Day(stored.number("firstDay")),
      lastDay: Day(stored.number("lastDay")),
      digest: stored.hex("digest", bytes: 32))
  }

  /// Whether mail may no longer be sent under this card. It may still be added.
  package func hasEnded(_ now: Timestamp) -> Bool { now > notAfter }

  /// What taking in a card in the place of another comes to.
  package enum Replacement: Sendable { case newer, unchanged }

  /// Whether this card takes the place of `previous`, or is it. Throws
  /// ``DocumentError/differentIdentity``, or ``DocumentError/staleCard`` for a roll-back: a lower
  /// `seq`, or the same on another card.
  package func replaces(_ previous: Self) throws -> Replacement {
    guard identity == previous.identity else { throw DocumentError.differentIdentity }
    if seq > previous.seq { return .newer }
    guard seq == previous.seq, digest == previous.digest else { throw DocumentError.staleCard }
    return .unchanged
  }
}

extension Card {
  package func hasEnded(_ now: Timestamp) -> Bool { facts.hasEnded(now) }

  package func replaces(_ previous: Card.Facts) throws -> Facts.Replacement {
    try facts.replaces(previous)
  }

  /// Makes a card that lasts to the end of its last prekey's day, unless `notAfter` is earlier.
  /// `previous` is the `seq` of the card it follows. Throws ``DocumentError`` rather than make one
  /// that others would refuse.
  package static func sign(
    by key: SigningKey, name: String, mailbox: String, registrations: [Registration],
    firstDay: Day, prekeys: [Prekey], issued: Timestamp, notAfter: Timestamp? = nil,
    after previous: Int? = nil
  ) throws -> Card {
    let lists = JSONObject([
      "firstDay": .number(firstDay.number),
      "hint": .array(prekeys.map { .string(Base64.text($0.hint)) }),
      "kem": .array(prekeys.map { .string(Base64.text($0.kem)) }),
    ])
    let body = JSONObject([
      "identity": .text(key.identity), "issued": .text(issued), "mailbox": .string(mailbox),
      "name": .string(name), "notAfter": .text(notAfter ?? (firstDay + prekeys.count).start),
      "prekeys": .object(lists), "registrations": .array(registrations.map { .object($0.json) }),
      "seq": .number(max((previous ?? 0) + 1, issued.unix)),
    ])
    return try Card(bytes: key.sign(kind: .card, body))
  }
}
