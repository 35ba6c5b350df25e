package import Files
package import Identities

/// The first JSON line of a message: who wrote what to whom, and for how long.
package struct MessageHead: Sendable {
  package enum Priority: String, Sendable, CaseIterable {
    case routine, urgent, stat
  }

  /// One part as the head announces it.
  package struct Part: Sendable, Equatable {
    package var name: String
    package var type: String

    package init(name: String, type: String) {
      self.name = name
      self.type = type
    }
  }

  /// 16 bytes.
  package var id: [UInt8]
  package var from: Identity
  /// Strictly ascending.
  package var to: [Identity]
  package var sent: Timestamp
  package var expires: Timestamp
  package var priority: Priority
  package var parts: [Part]
  /// This sender's number in this conversation, from 1.
  package var seq: Int
  /// The id of this sender's message before; nil at the first.
  package var previous: [UInt8]?
  package var subject: String?
  package var patient: String?
  package var inReplyTo: [UInt8]?
  package var noExport = false
  /// The day of every prekey used. `send` sets that of `sent`.
  package var day: Day
  /// 16 bytes, as the line says; equal to what `from` and `to` give.
  package var conversation: [UInt8]

  /// The type that part 0, the text, always has.
  package static let textType = "text/plain; charset=utf-8"
  /// The type of a card that travels as a part.
  package static let cardType = "application/vnd.tacita.card"

  package init(
    id: [UInt8], from: Identity, to: [Identity], sent: Timestamp, expires: Timestamp,
    priority: Priority, parts: [Part], seq: Int, previous: [UInt8]?
  ) {
    self.id = id
    self.from = from
    self.to = to.sorted()
    self.sent = sent
    self.expires = expires
    self.priority = priority
    self.parts = parts
    self.seq = seq
    self.previous = previous
    day = sent.day
    conversation = Conversation.id(from: from, to: to)
  }

  /// The canonical line, without LF.
  package var line: [UInt8] {
    CanonicalJSON.encode(
      JSONObject([
        "conversation": .string(conversation.hex), "day": .number(day.number),
        "expires": .string(expires.description), "from": .string(from.description),
        "id": .string(id.hex), "inReplyTo": inReplyTo.map { .string($0.hex) }, "kind": "text",
        "noExport": noExport ? .bool(true) : nil,
        "parts": .array(
          parts.map { .object(JSONObject(["name": .string($0.name), "type": .string($0.type)])) }),
        "patient": patient.map { .string($0) },
        "prev": previous.map { .string($0.hex) } ?? .null,
        "priority": .string(priority.rawValue), "sent": .string(sent.description),
        "seq": .number(seq), "subject": subject.map { .string($0) },
        "to": .array(to.map { .string($0.description) }),
      ]))
  }

  /// Reads a line. Part names are left to a later step, which has a name of its own. Throws
  /// ``JSONError``.
  package init(line: [UInt8]) throws {
    let json = try CanonicalJSON.decode(line, nullable: "prev")
    func identity(_ text: String) throws -> Identity {
      guard let identity = Identity(text) else { throw JSONError("“\(text)” is no identity") }
      return identity
    }
    func id(_ object: JSONObject) -> (String) throws -> [UInt8] {
      { try object.hex($0, bytes: 16) }
    }
    guard try json.string("kind") == "text" else { throw JSONError("an unknown kind of message") }
    self.id = try id(json)("id")
    from = try identity(try json.string("from"))
    to = try json.strings("to").map(identity)
    guard !to.isEmpty, zip(to, to.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw JSONError("“to” is empty or not ascending")
    }
    sent = try json.time("sent")
    expires = try json.time("expires")
    day = Day(try json.number("day"))
    guard let priority = Priority(rawValue: try json.string("priority")) else {
      throw JSONError("an unknown priority")
    }
    self.priority = priority
    seq = try json.number("seq")
    guard seq >= 1 else { throw JSONError("“seq” begins at 1") }
    if case .null = try json.required("prev") {
      previous = nil
    } else {
      previous = try id(json)("prev")
    }
    inReplyTo = try json.optional("inReplyTo", id)
    subject = try Self.shortText(json, "subject")
    patient = try Self.shortText(json, "patient")
    if json["noExport"] != nil {
      guard try json.bool("noExport") else { throw JSONError("“noExport” is absent or true") }
      noExport = true
    }
    parts = try json.objects("parts").map { part in
      let type = try part.string("type")
      guard ShortText.isAllowed(type) else { throw JSONError("a type that is no short text") }
      return Part(name: try part.string("name"), type: type)
    }
    guard parts.first?.type == Self.textType else { throw JSONError("part 0 is not the text") }
    conversation = try id(json)("conversation")
    guard conversation == Conversation.id(from: from, to: to) else {
      throw JSONError("“conversation” is not that of “from” and “to”")
    }
  }

  private static func shortText(_ json: JSONObject, _ key: String) throws -> String? {
    let text = try json.optional(key, JSONObject.string)
    if let text, !ShortText.isAllowed(text) { throw JSONError("“\(key)” is no short text") }
    return text
  }
}
