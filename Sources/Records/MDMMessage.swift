internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
package import Messaging
internal import Teams

/// An exported message as HL7 v2.5.1 `MDM^T02`, original document notification and content: MSH,
/// EVN, PID, PV1, TXA, then an OBX for the text, each fact and each attachment (docs/record.md).
/// Ids and times are those of the message, so the same message gives the same ones in every home.
package struct MDMMessage {
  private let export: MessageExporter.Export
  private let patient: RecordPatient
  private let evidence: MessageEvidence
  private let out: HL7Writer

  /// The longest text that is written as text; a longer one is written as an attachment.
  private static let longestText = 16 << 20

  private init(
    _ export: MessageExporter.Export, _ patient: RecordPatient,
    _ sink: @escaping InternetMessage.Sink
  ) throws {
    self.export = export
    self.patient = patient
    out = HL7Writer(sink)
    evidence = try export.content.evidence()
  }

  /// MSH-10, by which a receiver knows a message that it has had: 20 characters.
  package static func controlID(of export: MessageExporter.Export) -> String {
    String(export.content.digest.hex.prefix(20))
  }

  /// Writes one message; each segment ends with CR.
  package static func write(
    _ export: MessageExporter.Export, patient: RecordPatient,
    to sink: @escaping InternetMessage.Sink
  ) throws {
    try MDMMessage(export, patient, sink).write()
  }

  private var head: MessageHead { export.head }

  private func write() throws {
    try out.segment("MSH", header)
    try out.segment("EVN", ["T02", HL7Value(head.sent)])
    try out.segment("PID", patient.segment)
    try out.segment("PV1", ["1", "N"])
    try out.segment("TXA", document())
    try writeText()
    if let subject = head.subject {
      try out.observation(
        HL7Value(code: "subject", "Subject", system: "L"), HL7Value(subject), type: "TX")
    }
    for (code, words, value) in facts() {
      try out.observation(HL7Value(code: code, words, system: "L"), value)
    }
    for (index, part) in head.parts.enumerated().dropFirst()
    where !AuthorityPart.isCarried(part.type) {
      try attachment(index, part)
    }
    try out.data(
      HL7Value(code: "evidence", "Evidence", system: "L"), type: MessageEvidence.type
    ) { encoder in try evidence.bytes.withUnsafeBytes(encoder.add) }
  }

  /// From MSH-3 on.
  private var header: [HL7Value] {
    let empty: [HL7Value] = Array(repeating: .none, count: 5)
    return [
      "tacita", .none, .none, .none, HL7Value(head.sent), .none,
      .components(["MDM", "T02", "MDM_T02"]), HL7Value(Self.controlID(of: export)), "P", "2.5.1",
    ] + empty + ["UNICODE UTF-8"]
  }

  private func document() -> [HL7Value] {
    let author = HL7Person.professional(export.author)
    let sent = HL7Value(head.sent)
    var fields = [HL7Value](repeating: .none, count: 23)
    fields[0] = "1"
    fields[1] = "CN"
    fields[2] = "TEXT"
    fields[3] = sent
    fields[4] = author
    fields[5] = sent
    fields[8] = author
    fields[11] = .components([
      HL7Value(NamedUUID.of("\(evidence.digest.hex)/document")), "tacita",
    ])
    if let replaced = head.replaces {
      fields[12] = .components([
        HL7Value(replaced.hex), "tacita", HL7Value(FHIRNames.message), "URI",
      ])
    }
    fields[16] = "AU"
    fields[18] = export.recall == nil ? "AV" : "OB"
    fields[20] = HL7Value(export.recall.map { $0.reason ?? "taken back by its sender" })
    fields[21] = HL7Person.authenticator(export.author, at: head.sent)
    fields[22] = .repetitions(export.recipients.map(HL7Person.professional))
    return fields
  }

  /// What a document has no field for.
  private func facts() -> [(code: String, words: String, value: HL7Value)] {
    var facts: [(String, String, String?)] = [
      ("priority", "Priority", head.priority.rawValue),
      ("message", "Message id", head.id.hex), ("digest", "Digest", evidence.digest.hex),
      ("conversation", "Conversation id", head.conversation.hex),
      ("answers", "Answers the message", head.inReplyTo?.hex),
      ("received", "Received", export.received?.description),
      ("colour", "Colour when received", export.received == nil ? nil : export.colour),
    ]
    if let attestation = export.author.attestation {
      facts.append(("attested-by", "Attested by", attestation.issuer.description))
      facts.append(("attested-until", "Attested until", attestation.validUntil.description))
    }
    if let present = export.author.present {
      facts.append(("name-now", "Name on the author's card now", present.name))
      facts += present.registrations.map {
        ("registration-now", "Registration on the author's card now", $0.description)
      }
    }
    if let recall = export.recall {
      facts.append(("recalled", "Taken back by its sender", recall.sent.description))
    }
    return facts.compactMap { code, words, value in
      value.map { (code, words, HL7Value($0)) }
    }
  }

  private func writeText() throws {
    let code = HL7Value(code: "11488-4", "Consult note", system: "LN")
    guard let bytes = try export.content.bytes(of: 0, limit: Self.longestText) else {
      return try out.data(code, type: head.parts[0].type) { encoder in
        try export.content.read(0) { try encoder.add($0) }
      }
    }
    try out.observation(code, .lines(String(decoding: bytes, as: UTF8.self)), type: "TX")
  }

  /// The bytes, then what is known of them under the same number. A name may be longer than ST is.
  private func attachment(_ index: Int, _ part: MessageHead.Part) throws {
    let sub = HL7Value(index)
    try out.data(
      HL7Value(code: "attachment", "Attachment", system: "L"), sub: sub, type: part.type
    ) { encoder in try export.content.read(index) { try encoder.add($0) } }
    try out.observation(
      HL7Value(code: "file-name", "Name of the attachment", system: "L"), sub: sub,
      HL7Value(part.name), type: "TX")
    try out.observation(
      HL7Value(code: "media-type", "Media type of the attachment", system: "L"), sub: sub,
      HL7Value(part.type))
    try out.observation(
      HL7Value(code: "sha-256", "SHA-256 of the attachment", system: "L"), sub: sub,
      HL7Value(try export.content.sha256(of: index).hex))
  }
}
