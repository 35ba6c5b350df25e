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

  package var kind = MessageKind.text
  /// 16 bytes.
  package var id: [UInt8]
  package var from: Identity
  /// Strictly ascending.
  package var to: [Identity]
  package var sent: Timestamp
  package var expires: Timestamp
  package var priority: Priority
  package var parts: [Part]
  /// The team or role it is addressed to. ``conversation`` follows it.
  package var label: MessageLabel? {
    didSet { conversation = Conversation.id(from: from, to: to, label: label) }
  }
  /// What the sender of a text asks to be told.
  package var wants: Set<MessageWant> = []
  /// The id of an earlier message of this sender that a text corrects.
  package var replaces: [UInt8]?
  /// This sender's number in this conversation, from 1; 0 for what is about other messages.
  package var seq: Int
  /// The id of this sender's message before; nil at the first.
  package var previous: [UInt8]?
  package var subject: String?
  package var patient: PatientToken?
  /// What a person compares beside the token.
  package var patientCheck: PatientCheck?
  package var inReplyTo: [UInt8]?
  package var noExport = false
  /// The day of every prekey used. `send` sets that of `sent`.
  package var day: Day
  /// 16 bytes, as the line says; equal to what `from`, `to` and `label` give, unless the kind is
  /// unknown.
  package var conversation: [UInt8]

  /// The type that part 0, the text, always has.
  package static let textType = "text/plain; charset=utf-8"
  /// The type of a card that travels as a part.
  package static let cardType = "application/vnd.tacita.card"
  /// The type of a part that carries the key of a team, to members alone.
  package static let teamKeyType = "application/vnd.tacita.team-key"

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

  /// The head of a message about others: a receipt, a recall or a notice.
  package init(
    _ kind: MessageKind, id: [UInt8], from: Identity, to: [Identity], sent: Timestamp,
    expires: Timestamp, parts: [Part]
  ) {
    precondition(kind.isAboutOthers)
    self.init(
      id: id, from: from, to: to, sent: sent, expires: expires, priority: .routine, parts: parts,
      seq: 0, previous: nil)
    self.kind = kind
  }

  /// The canonical line, without LF.
  package var line: [UInt8] {
    var json = JSONObject([
      "conversation": .string(conversation.hex), "day": .number(day.number),
      "expires": .string(expires.description), "from": .string(from.description),
      "id": .string(id.hex), "inReplyTo": inReplyTo.map { .string($0.hex) },
      "noExport": noExport ? .bool(true) : nil,
      "parts": .array(
        parts.map { .object(JSONObject(["name": .string($0.name), "type": .string($0.type)])) }),
      "patient": patient.map { .string($0.description) },
      "patientCheck": patientCheck.map { .string($0.description) },
      "prev": previous.map { .string($0.hex) } ?? .null,
      "priority": .string(priority.rawValue), "replaces": replaces.map { .string($0.hex) },
      "sent": .string(sent.description), "seq": .number(seq),
      "subject": subject.map { .string($0) }, "to": .array(to.map { .string($0.description) }),
      "wants": wants.isEmpty ? nil : .array(wants.map(\.rawValue).sorted().map { .string($0) }),
    ])
    kind.write(to: &json)
    label?.write(to: &json)
    return CanonicalJSON.encode(json)
  }

  /// Reads a line. Part names are left to a later step, which has a name of its own. Throws
  /// ``JSONError``.
  package init(line: [UInt8]) throws { try self.init(line) { Identity($0) } }

  /// Reads a line of identities that were looked at before it was sealed or stored: whether their
  /// keys are acceptable is not asked again, which takes most of the time.
  package init(stored line: [UInt8]) throws { try self.init(line, Identity.init(stored:)) }

  private init(_ line: [UInt8], _ identity: (String) -> Identity?) throws {
    let json = try CanonicalJSON.decode(line, nullable: "prev")
    try self.init(base: json, identity)
    kind = try MessageKind(json)
    // What a later version means by the other keys is not known here.
    if case .unknown = kind { return }
    try readOptions(json)
    try checkPlace(of: json)
    guard conversation == Conversation.id(from: from, to: to, label: label) else {
      throw JSONError("“conversation” is not that of “from”, “to” and “team”")
    }
  }

  /// The keys that messages of every kind have, with a conversation that is right in form.
  private init(base json: JSONObject, _ read: (String) -> Identity?) throws {
    func identity(_ text: String) throws -> Identity {
      guard let identity = read(text) else { throw JSONError("“\(text)” is no identity") }
      return identity
    }
    id = try Self.id(json)("id")
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
    if case .null = try json.required("prev") {
      previous = nil
    } else {
      previous = try Self.id(json)("prev")
    }
    inReplyTo = try json.optional("inReplyTo", Self.id)
    subject = try Self.shortText(json, "subject")
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
    conversation = try Self.id(json)("conversation")
  }

  private mutating func readOptions(_ json: JSONObject) throws {
    let named = conversation
    label = try MessageLabel.read(json)
    conversation = named
    wants = try MessageWant.read(json)
    replaces = try json.optional("replaces", Self.id)
    patient = try json.optional("patient", JSONObject.patientToken)
    patientCheck = try json.optional("patientCheck", JSONObject.patientCheck)
  }

  /// Which keys a kind may have, and what they must be in it.
  private func checkPlace(of json: JSONObject) throws {
    func forbid(_ keys: String...) throws {
      for key in keys where json[key] != nil {
        throw JSONError("“\(key)” in a message of kind “\(kind.word)”")
      }
    }
    switch kind {
    case .text, .unknown:
      guard seq >= 1 else { throw JSONError("“seq” begins at 1") }
      try forbid("about", "reason")
    case .notice, .receipt, .recall:
      guard seq == 0, previous == nil, priority == .routine else {
        throw JSONError("a \(kind.word) has “seq” 0, no “prev”, and is routine")
      }
      try forbid("team", "role", "wants", "replaces", "patient", "subject")
    }
    switch kind {
    case .notice: try forbid("about", "reason")
    case .receipt:
      try forbid("reason")
      guard to.count == 1 else { throw JSONError("a receipt has one recipient") }
    case .text, .recall, .unknown: break
    }
  }

  private static func id(_ object: JSONObject) -> (String) throws -> [UInt8] {
    { try object.hex($0, bytes: 16) }
  }

  private static func shortText(_ json: JSONObject, _ key: String) throws -> String? {
    let text = try json.optional(key, JSONObject.string)
    if let text, !ShortText.isAllowed(text) { throw JSONError("“\(key)” is no short text") }
    return text
  }
}
