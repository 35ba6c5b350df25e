internal import Envelopes
internal import Files
internal import Identities
internal import Secrets

/// A part of a message that was exported as a DocumentReference, as a server may give it back: the
/// order of members is free.
struct ExportedDocument {
  let evidence: MessageEvidence
  /// Which part of the message it is.
  let part: Int
  let unproven: [String]

  init(_ json: JSONObject) throws {
    let facts = try SignedFacts(AuthorSignature.data(in: json))
    let evidence = facts.evidence
    let id = (try? json.object("masterIdentifier"))?.text("value")
    guard let part = evidence.shownIndices.first(where: { id == Self.id(evidence, $0) }) else {
      throw BadEvidence(reason: "the document's id is not that of a part of the message")
    }
    (self.evidence, self.part) = (evidence, part)
    try Self.compare(facts, json, part)
    let attachment = try Self.attachment(facts, json, part)
    let isRecalled = try Self.compareDescription(facts, json, part)
    unproven =
      Unproven.of(author: true, received: false) + [Unproven.patient]
      + (isRecalled ? [Unproven.recall] : [])
      + Self.extras(json, attachment)
  }

  /// The id of the document with part `index`.
  static func id(_ evidence: MessageEvidence, _ index: Int) -> String {
    DocumentReferences.id(of: index, digest: evidence.digest)
  }

  /// One proof a message; `documents` are those of a file.
  static func proofs(_ documents: [ExportedDocument]) -> [ExportProof] {
    var byMessage: [[UInt8]: [ExportedDocument]] = [:]
    var order: [[UInt8]] = []
    for document in documents {
      if byMessage[document.evidence.bytes] == nil { order.append(document.evidence.bytes) }
      byMessage[document.evidence.bytes, default: []].append(document)
    }
    return order.compactMap { byMessage[$0] }.map { documents in
      let evidence = documents[0].evidence
      var unproven: [String] = []
      for words in documents.flatMap(\.unproven) where !unproven.contains(words) {
        unproven.append(words)
      }
      return ExportProof(
        evidence: evidence,
        missing: evidence.shownIndices.filter { part in !documents.contains { $0.part == part } },
        unproven: unproven)
    }
  }

  private static func compare(_ facts: SignedFacts, _ json: JSONObject, _ part: Int) throws {
    let head = facts.evidence.head
    try facts.agree(json.text("date"), head.sent.description, "the date")
    try facts.agree(author(of: json), head.from.description, "the author")
    let relations = ((try? json.objects("relatesTo")) ?? []).map { relation in
      let target = try? relation.object("target").object("identifier")
      return "\(relation.text("code") ?? "") \(target?.text("value") ?? "")"
    }
    let related = part > 0 ? "appends \(id(facts.evidence, 0))" : head.replaces?.hex
    let wanted = related.map { [part > 0 ? $0 : "replaces \($0)"] } ?? []
    try facts.agree(
      relations.joined(separator: "\n"), wanted.joined(separator: "\n"), "what it corrects")
    let context = ((try? json.object("context").objects("related")) ?? []).map { reference in
      let identifier = try? reference.object("identifier")
      return "\(identifier?.text("system") ?? "") \(identifier?.text("value") ?? "")"
    }
    let signed = [
      "\(FHIRNames.message) \(head.id.hex)",
      head.inReplyTo.map { "\(FHIRNames.message) \($0.hex)" },
      "\(FHIRNames.conversation) \(head.conversation.hex)",
    ].compactMap { $0 }
    try facts.agree(
      context.joined(separator: "\n"), signed.joined(separator: "\n"),
      "the message, its conversation or what it answers")
  }

  /// The identity of the contained author, if there is one author.
  private static func author(of json: JSONObject) -> String? {
    guard let authors = try? json.objects("author"), authors.count == 1,
      let reference = authors[0].text("reference"), reference.hasPrefix("#"),
      let contained = try? json.objects("contained"),
      let person = contained.first(where: { $0.text("id") == String(reference.dropFirst()) })
    else { return nil }
    return ((try? person.objects("identifier")) ?? [])
      .first { $0.text("system") == FHIRNames.identity }?.text("value")
  }

  /// Compares content, name, type and digests. Returns the attachment.
  private static func attachment(
    _ facts: SignedFacts, _ json: JSONObject, _ part: Int
  ) throws -> JSONObject {
    guard let contents = try? json.objects("content"), contents.count == 1,
      let attachment = try? contents[0].object("attachment"),
      let content = attachment.text("data").flatMap({ Base64.decode($0.utf8, padded: true) })
    else { throw BadEvidence(reason: "the document does not hold one content") }
    try facts.agree(content, asPart: part)
    let signed = facts.evidence.head.parts[part]
    let title = part == 0 ? "message" : FHIRNames.title(signed.name)
    try facts.agree(attachment.text("title"), title, "the name of part \(part)")
    try facts.agree(
      attachment.text("contentType"), FHIRNames.mediaType(signed.type), "the type of part \(part)")
    try facts.agree(
      attachment.text("creation"), facts.evidence.head.sent.description, "the date")
    if let said = attachment.text("hash") {
      try facts.agree(
        said, Base64.text(SHA1.hash(content), padded: true), "the hash of part \(part)")
    }
    let said = ((try? attachment.objects("extension")) ?? [])
      .first { $0.text("url") == FHIRNames.sha256 }?.text("valueString")
    if let said {
      try facts.agree(said, SHA256.hash(content).hex, "the SHA-256 of part \(part)")
    }
    return attachment
  }

  /// The subject or a file's name, and perhaps that the sender took it back, which is returned.
  private static func compareDescription(
    _ facts: SignedFacts, _ json: JSONObject, _ part: Int
  ) throws -> Bool {
    let head = facts.evidence.head
    let title = (part == 0 ? head.subject : head.parts[part].name).map(FHIRNames.title)
    guard let said = json.text("description"), said != title else {
      try facts.agree(json.text("description"), title, "the subject")
      return false
    }
    let start = title.map { "\($0); " } ?? ""
    let recall = start + DocumentReferences.recalled
    guard said.hasPrefix(recall), Timestamp(String(said.dropFirst(recall.count))) != nil else {
      try facts.agree(said, title, "the subject")
      return false
    }
    return true
  }

  private static let known: Set<String> = [
    "author", "contained", "content", "context", "date", "description", "extension",
    "masterIdentifier", "meta", "relatesTo", "resourceType", "status", "subject", "type",
  ]
  private static let ofAttachment: Set<String> = [
    "contentType", "creation", "data", "extension", "hash", "size", "title",
  ]

  private static func extras(_ json: JSONObject, _ attachment: JSONObject) -> [String] {
    let context = try? json.object("context")
    let extensions = ((try? json.objects("extension")) ?? []).compactMap { $0.text("url") }
      .filter { $0 != AuthorSignature.url }
    let contained = ((try? json.objects("contained")) ?? []).dropFirst(2)
      .map { $0.text("resourceType") ?? "a resource without a type" }
    var found = Unproven.members(of: json, beyond: known, "the document")
    found += Unproven.members(
      of: try? json.objects("content").first, beyond: ["attachment", "format"], "its content")
    found += Unproven.members(of: attachment, beyond: ofAttachment, "its attachment")
    found += Unproven.members(
      of: context, beyond: ["related", "sourcePatientInfo"], "its context")
    if !extensions.isEmpty { found.append("extensions: \(Unproven.shown(extensions))") }
    if !contained.isEmpty {
      found.append("resources that were added: \(Unproven.shown(Array(contained)))")
    }
    return found
  }
}

extension JSONObject {
  /// The text under `key`; nil when there is none.
  func text(_ key: String) -> String? { try? string(key) }
}
