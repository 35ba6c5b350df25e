internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

/// A message as people and scripts see it.
enum MessageText {
  /// The lines above a message's text: who, when, how long, and what hangs on it.
  static func header(
    _ reader: ContentReader, _ message: StoredMessage, answering answered: String?,
    copies: [DeliveryRecord], answers: [[String]], _ book: ContactBook, own: Identity
  ) throws -> String {
    let (head, summary) = (reader.head, message.summary)
    var rows = [
      ["id", summary.id.hex],
      ["from", from(head, summary, book)],
    ]
    rows += try record(summary, book)
    let authorities = try AuthorityBook(book.openVault, trust: book.trust)
    let names = PeopleNames(book, authorities)
    rows += LabelText.rows(
      MessageLabels(authorities, own: own).label(message, head), names)
    rows += [
      ["to", head.to.map { $0 == own ? "you" : name($0, book, names) }.joined(separator: ", ")],
      [
        "sent",
        summary.isOutgoing
          ? head.sent.short : "\(head.sent.short), received \(summary.received.short)",
      ],
      ["expires", "\(summary.expires.short) here; no copy opens after \(summary.keyDay)"],
      ["priority", summary.priority],
    ]
    let others = summary.isOutgoing ? head.to.filter { $0 != own } : []
    for copy in DeliveryText.lines(copies, for: others, names) {
      rows.append(["copy", copy.joined(separator: ": ")])
    }
    if let answered { rows.append(["answers", answered]) }
    if let subject = head.subject { rows.append(["subject", subject.escapedForTerminal()]) }
    if let patient = head.patient { rows.append(["patient", patient.description]) }
    for (index, part) in head.parts.enumerated().dropFirst()
    where !AuthorityPart.isCarried(part.type) {
      let size = Size.text(reader.tail.parts[index].size)
      rows.append(
        [
          "part \(index)",
          "\(part.name.escapedForTerminal())  \(size)  \(part.type.escapedForTerminal())",
        ])
    }
    rows += answers
    if head.noExport { rows.append(["note", "the sender asks not to export this"]) }
    return Columns.aligned(rows)
  }

  /// One line above a message in its conversation: when, from whom, and what hangs on it.
  static func heading(_ reader: ContentReader, _ message: StoredMessage, _ book: ContactBook)
    -> String
  {
    let summary = message.summary
    var cells = ["\(summary.sent.short)  \(from(reader.head, summary, book))"]
    if summary.priority != "routine" { cells.append(summary.priority) }
    if let subject = reader.head.subject { cells.append(subject.escapedForTerminal()) }
    let parts = reader.head.parts.count - 1
    if parts > 0 { cells.append(parts.counted("attachment")) }
    cells.append(String(summary.id.hex.prefix(12)))
    return "-- " + cells.joined(separator: "; ")
  }

  /// The message `id` that is answered, with its time when it is still here.
  static func answered(_ id: [UInt8], _ message: StoredMessage?) -> String {
    guard let summary = message?.summary else {
      return "\(id.hex.prefix(12)), which is not here any more"
    }
    let subject = summary.subject.isEmpty ? "" : ": \(summary.subject.escapedForTerminal())"
    return "\(id.hex.prefix(12)) of \(summary.sent.short)\(subject)"
  }

  private static func from(_ head: MessageHead, _ summary: Summary, _ book: ContactBook) -> String {
    guard !summary.isOutgoing else { return "you" }
    let name = book[head.from].map { contact in
      let name = summary.sender?.name ?? contact.card.name
      return "\(contact.alias) (\(name.escapedForTerminal()))"
    }
    let stranger = PeopleNames.stranger(head.from, summary.sender?.name).escapedForTerminal()
    return "\(name ?? stranger), \(summary.colour) when received"
  }

  /// Who vouched for the author when the message came, and what their card says now if it is
  /// something else.
  private static func record(_ summary: Summary, _ book: ContactBook) throws -> [[String]] {
    let author = try Correspondent(authorOf: summary, in: book)
    var rows: [[String]] = []
    if let attestation = author.attestation { rows.append(["attested", text(attestation)]) }
    if let present = author.present {
      rows.append([
        "claimed",
        author.registrations.map(\.description).joined(separator: ", ").escapedForTerminal(),
      ])
      rows.append(["card now", text(present)])
    }
    return rows.filter { !$0[1].isEmpty }
  }

  static func text(_ attestation: SenderRecord.AttestationRecord) -> String {
    "when received, by \(attestation.issuer), until \(attestation.validUntil.short)"
  }

  static func text(_ claims: Correspondent.Claims) -> String {
    ([claims.name] + claims.registrations.map(\.description)).joined(separator: ", ")
      .escapedForTerminal()
  }

  /// A person as they were known when a message came, and as they are known now.
  static func json(_ person: Correspondent) -> JSONObject {
    func list(_ registrations: [Registration]) -> JSONValue {
      .array(registrations.map { .string($0.description) })
    }
    return JSONObject([
      "attestation": person.attestation.map {
        .object(
          JSONObject([
            "attestation": .string($0.digest.hex), "issuer": .string($0.issuer.description),
            "validUntil": .string($0.validUntil.description),
          ]))
      },
      "identity": .string(person.identity.description), "name": person.name.map { .string($0) },
      "present": person.present.map {
        .object(
          JSONObject(["name": .string($0.name), "registrations": list($0.registrations)]))
      },
      "registrations": list(person.registrations),
    ])
  }

  private static func name(
    _ identity: Identity, _ book: ContactBook, _ names: PeopleNames
  ) -> String {
    guard let contact = book[identity] else { return names.name(identity).escapedForTerminal() }
    return "\(contact.alias) (\(contact.card.name.escapedForTerminal()))"
  }

  /// What `receive`, `list` and `show` have in common.
  static func json(_ summary: Summary) -> JSONObject {
    JSONObject([
      "colour": .string(summary.colour), "expires": .string(summary.expires.description),
      "from": .string(summary.from.description), "id": .string(summary.id.hex),
      "keyDestroyedAfter": .string(summary.keyDay.description),
      "outgoing": .bool(summary.isOutgoing), "priority": .string(summary.priority),
      "read": .bool(summary.isRead), "recalled": summary.isRecalled ? .bool(true) : nil,
      "received": .string(summary.received.description),
      "sent": .string(summary.sent.description),
    ])
  }

  static func json(_ head: MessageHead, _ tail: MessageTail, _ summary: Summary) -> JSONObject {
    var json = json(summary)
    json["conversation"] = .string(head.conversation.hex)
    json["replaces"] = head.replaces.map { .string($0.hex) }
    json["kind"] = head.kind == .text ? nil : .string(head.kind.word)
    json["wants"] =
      head.wants.isEmpty ? nil : .array(head.wants.map(\.rawValue).sorted().map { .string($0) })
    json["inReplyTo"] = head.inReplyTo.map { .string($0.hex) }
    json["noExport"] = head.noExport ? .bool(true) : nil
    json["patient"] = head.patient.map { .string($0.description) }
    json["subject"] = head.subject.map { .string($0) }
    json["to"] = .array(head.to.map { .string($0.description) })
    json["size"] = .number(tail.size)
    json["parts"] = .array(
      zip(head.parts, tail.parts).map { part, read in
        .object(
          JSONObject([
            "digest": .string(read.digest.hex), "name": .string(part.name),
            "size": .number(read.size), "type": .string(part.type),
          ]))
      })
    return json
  }

  /// Beside the digest of each part, its plain SHA-256, which other programs compute too.
  static func addSHA256(to json: inout JSONObject, of content: ContentReader) throws {
    json["parts"] = .array(
      try json.objects("parts").enumerated().map { index, part in
        var part = part
        part["sha256"] = .string(try content.sha256(of: index).hex)
        return .object(part)
      })
  }
}
