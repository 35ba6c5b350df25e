internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

/// An exported message for a record: as text, and as JSON.
enum ExportText {
  /// The longest text that is put into JSON.
  private static let longestText = 16 << 20

  static func json(_ export: MessageExporter.Export) throws -> JSONObject {
    var json = MessageText.json(export.head, export.tail, export.message.summary)
    try MessageText.addSHA256(to: &json, of: export.content)
    json["schema"] = "tacita/export/1"
    json["author"] = .object(MessageText.json(export.author))
    json["digest"] = .string(export.content.digest.hex)
    json["evidence"] = .string(Base64.text(try export.content.evidence().bytes, padded: true))
    LabelText.fill(&json, export.label)
    json["exported"] = nil
    json["recall"] = export.recall.map { .object(AnswerText.json($0)) }
    json["recipients"] = .array(export.recipients.map { .object(MessageText.json($0)) })
    if export.received == nil { json["received"] = nil }
    guard let text = try export.content.bytes(of: 0, limit: longestText) else {
      throw Failure(
        "too-long", .badData, "the text of \(export.head.id.hex) is too long for JSON",
        hint: "export it with --format text or --format eml")
    }
    json["text"] = .string(String(decoding: text, as: UTF8.self))
    return json
  }

  /// Lines about each message, an empty one, its text; a line of hyphens between two.
  static func write(_ exports: [MessageExporter.Export], to target: Descriptor) throws {
    for (index, export) in exports.enumerated() {
      if index > 0 {
        try target.write(Array("\n\(String(repeating: "-", count: 72))\n\n".utf8))
      }
      try target.write(Array((try header(export) + "\n\n").utf8))
      guard target.isTerminal else {
        var last: UInt8 = 0x0a
        try export.content.read(0) { bytes in
          last = bytes.last ?? last
          try target.write(bytes)
        }
        if last != 0x0a { try target.write([0x0a]) }
        continue
      }
      let text = try export.content.bytes(of: 0, limit: longestText) ?? []
      try target.write(
        Array((String(decoding: text, as: UTF8.self).escapedForTerminal(lines: true) + "\n").utf8))
    }
  }

  private static func header(_ export: MessageExporter.Export) throws -> String {
    let head = export.head
    var rows = [["author", name(export.author)]]
    if export.author.name != nil { rows.append(["identity", head.from.description]) }
    rows += export.author.registrations.map {
      ["registration", "\($0), as the card claims".escapedForTerminal()]
    }
    if let attestation = export.author.attestation {
      rows.append(["attested", MessageText.text(attestation)])
    }
    if let present = export.author.present {
      rows.append(["card now", MessageText.text(present)])
    }
    rows.append([
      "colour", export.received == nil ? "own message" : "\(export.colour) when received",
    ])
    rows.append(["to", export.recipients.map(name).joined(separator: ", ")])
    rows += LabelText.exported(export.label)
    rows.append(["sent", head.sent.description])
    if let received = export.received { rows.append(["received", received.description]) }
    if let recall = export.recall {
      let reason = recall.reason.map { " (\($0.escapedForTerminal()))" } ?? ""
      rows.append(["recalled", "by the sender \(recall.sent)\(reason)"])
    }
    rows.append(["priority", head.priority.rawValue])
    if let subject = head.subject { rows.append(["subject", subject.escapedForTerminal()]) }
    if let patient = head.patient { rows.append(["patient", patient.description]) }
    rows += [
      ["message", head.id.hex], ["conversation", head.conversation.hex],
    ]
    if let answered = head.inReplyTo { rows.append(["answers", answered.hex]) }
    rows.append(["digest", export.content.digest.hex])
    for (index, part) in head.parts.enumerated().dropFirst()
    where !AuthorityPart.isCarried(part.type) {
      let facts = export.tail.parts[index]
      rows.append([
        "part \(index)",
        "\(part.name.escapedForTerminal())  \(facts.size) B  "
          + "\(part.type.escapedForTerminal())  \(facts.digest.hex)",
      ])
      rows.append(["sha256", try export.content.sha256(of: index).hex])
    }
    return Columns.aligned(rows)
  }

  private static func name(_ person: Correspondent) -> String {
    person.name.map { $0.escapedForTerminal() } ?? person.identity.description
  }
}
