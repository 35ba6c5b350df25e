internal import Envelopes
internal import Files
internal import Identities
internal import Secrets

/// A message that was exported as HL7 v2, as it was written or as an engine keeps it: segments may
/// end with CR, LF or both.
struct ExportedMDM {
  private let facts: SignedFacts
  private let document: HL7Piece.Pieces
  private let observations: [Observation]
  private let segments: [HL7Piece]

  /// An OBX, by the first component of its OBX-3.
  private struct Observation {
    let code: String
    let type: String
    let sub: String?
    let value: HL7Piece
    let fields: HL7Piece.Pieces
  }

  /// The proofs of the messages in a file. Throws ``BadEvidence`` and ``UnknownExport``.
  static func read(_ bytes: [UInt8]) throws -> [ExportProof] {
    var messages: [[HL7Piece]] = []
    for segment in HL7Piece.segments(bytes[...]) {
      if name(of: segment) == "MSH" { messages.append([]) }
      guard !messages.isEmpty else { throw UnknownExport() }
      messages[messages.count - 1].append(segment)
    }
    return try messages.map { segments in
      do { return try ExportedMDM(segments).proof() } catch let error as BadHL7 {
        throw BadEvidence(reason: "it has \(error.rawValue)")
      }
    }
  }

  private static func name(of segment: HL7Piece) -> String {
    String(decoding: segment.bytes.prefix { $0 != UInt8(ascii: "|") }.prefix(8), as: UTF8.self)
  }

  private init(_ segments: [HL7Piece]) throws {
    guard segments[0].bytes.starts(with: "MSH\(HL7Value.delimiters)|".utf8) else {
      throw UnknownExport()
    }
    self.segments = segments
    func named(_ name: String) -> [HL7Piece] { segments.filter { Self.name(of: $0) == name } }
    observations = try named("OBX").map { segment in
      let fields = segment.fields()
      return Observation(
        code: try fields[3].components()[0].text() ?? "", type: try fields[2].text() ?? "",
        sub: try fields[4].text(), value: fields[5], fields: fields)
    }
    let documents = named("TXA")
    guard documents.count <= 1 else {
      throw BadEvidence(reason: "it has more than the one message that is proven")
    }
    guard let document = documents.first else { throw UnknownExport() }
    self.document = document.fields()
    let evidence = observations.filter { $0.code == "evidence" }
    guard evidence.count <= 1 else {
      throw BadEvidence(reason: "it has more than one evidence")
    }
    facts = try SignedFacts(
      evidence.first.map { String(decoding: $0.value.components()[4].bytes, as: UTF8.self) })
  }

  private func proof() throws -> ExportProof {
    try compareDocument()
    try compareFacts()
    var facts = facts
    try facts.agree(try contents())
    try compareAttachments()
    return facts.proof(unproven: try unproven())
  }

  private func compareDocument() throws {
    let head = facts.evidence.head
    for field in [4, 6] {
      let said = try document[field].text()
      try facts.agree(said, HL7Value(head.sent).encoded, "the date")
    }
    for field in [5, 9, 22] {
      try facts.agree(
        try document[field].repetitions()[0].components()[0].text(), head.from.description,
        "the author")
    }
    let recipients = try document[23].repetitions().all.filter { number in
      try number.components()[8].subcomponents()[1].text() == FHIRNames.identity
    }.map { try $0.components()[0].text() ?? "" }
    try facts.agree(
      recipients.joined(separator: " "), head.to.map(\.description).joined(separator: " "),
      "the list of recipients")
    try facts.agree(
      try document[12].components()[0].text(),
      NamedUUID.of("\(facts.evidence.digest.hex)/document"), "the document's id")
    try facts.agree(
      try document[13].components()[0].text(), head.replaces?.hex, "what it corrects")
  }

  private func compareFacts() throws {
    let head = facts.evidence.head
    for (code, signed, name) in [
      ("subject", head.subject, "the subject"),
      ("priority", head.priority.rawValue, "the priority"),
      ("message", head.id.hex, "the id"), ("digest", facts.evidence.digest.hex, "the digest"),
      ("conversation", head.conversation.hex, "the conversation"),
      ("answers", head.inReplyTo?.hex, "what it answers"),
    ] {
      let said = observations.filter { $0.code == code }
      try facts.agree(said.count > 1 ? "\n" : try said.first.map(text), signed, name)
    }
  }

  private func text(_ observation: Observation) throws -> String {
    try observation.value.text() ?? ""
  }

  /// The content of the parts in order.
  private func contents() throws -> [[UInt8]?] {
    let texts = observations.filter { $0.code == "11488-4" }
    guard texts.count == 1 else {
      throw BadEvidence(reason: "it has other parts than its author signed")
    }
    let attachments = observations.filter { $0.code == "attachment" }
    let indices = facts.evidence.shownIndices.dropFirst()
    guard attachments.map(\.sub) == indices.map({ String($0) }) else {
      throw BadEvidence(reason: "it has other parts than its author signed")
    }
    return [try text(of: texts[0])] + (try attachments.map(data))
  }

  /// The text: each line is a repetition.
  private func text(of observation: Observation) throws -> [UInt8] {
    guard observation.type != "ED" else { return try data(of: observation) }
    let lines = try observation.value.repetitions().all.map { try $0.text() ?? "" }
    return Array(lines.joined(separator: "\n").utf8)
  }

  private func data(of observation: Observation) throws -> [UInt8] {
    let data = observation.value.components()[4]
    guard let bytes = Base64.decode(data.bytes, padded: true) else {
      throw BadEvidence(reason: "an attachment is damaged: its base 64 cannot be read")
    }
    return bytes
  }

  /// Names, types and plain digests of the attachments.
  private func compareAttachments() throws {
    for observation in observations where observation.code == "attachment" {
      guard let index = observation.sub.flatMap({ Int($0) }) else { continue }
      let part = facts.evidence.head.parts[index]
      for (code, signed, name) in [
        ("file-name", part.name, "the name of part \(index)"),
        ("media-type", part.type, "the type of part \(index)"),
        ("sha-256", SHA256.hash(try data(of: observation)).hex, "the SHA-256 of part \(index)"),
      ] {
        let said = observations.filter { $0.code == code && $0.sub == observation.sub }
        try facts.agree(said.count > 1 ? "\n" : try said.first.map(text), signed, name)
      }
    }
  }

  private static let signedCodes: Set<String> = [
    "11488-4", "subject", "priority", "message", "digest", "conversation", "answers", "attachment",
    "file-name", "media-type", "sha-256", "evidence",
  ]
  private static let toldCodes: Set<String> = [
    "received", "colour", "attested-by", "attested-until", "name-now", "registration-now",
    "recalled",
  ]
  private static let segmentNames = ["MSH", "EVN", "PID", "PV1", "TXA"]
  private static let documentFields: Set<Int> = [
    0, 1, 2, 3, 4, 5, 6, 9, 12, 13, 17, 19, 21, 22, 23,
  ]
  private static let observationFields: Set<Int> = [0, 1, 2, 3, 4, 5, 11]

  private func unproven() throws -> [String] {
    let codes = Set(observations.map(\.code))
    let isRecalled = try codes.contains("recalled") || document[19].text() == "OB"
    var found = Unproven.of(author: true, received: codes.contains("received"))
    found += [Unproven.patient, "what MSH, EVN and PV1 say"]
    if isRecalled || !document[21].isEmpty { found.append(Unproven.recall) }
    let known = Self.signedCodes.union(Self.toldCodes)
    let others = observations.map(\.code).filter { !known.contains($0) }
    if !others.isEmpty { found.append("OBX that were added: \(Unproven.shown(others))") }
    let names = segments.map(Self.name).filter { $0 != "OBX" }
    let added = names.enumerated().filter {
      !Self.segmentNames.contains($1) || names.firstIndex(of: $1) != $0
    }.map(\.element)
    if !added.isEmpty { found.append("segments that were added: \(Unproven.shown(added))") }
    let fields =
      filled(document, beyond: Self.documentFields).map { "TXA-\($0)" }
      + observations.flatMap { filled($0.fields, beyond: Self.observationFields) }
      .map { "OBX-\($0)" }
    if !fields.isEmpty { found.append("fields that were added: \(Unproven.shown(fields))") }
    return found
  }

  private func filled(_ fields: HL7Piece.Pieces, beyond known: Set<Int>) -> [Int] {
    fields.all.indices.filter { !known.contains($0) && !fields[$0].isEmpty }
  }
}
