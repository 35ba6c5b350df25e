internal import Envelopes
internal import Files
internal import Identities
internal import Secrets

/// A file that is no export of this program.
package struct UnknownExport: Error, Sendable {}

/// Proves author and content of exported messages from the file alone (docs/record.md).
package enum ExportVerifier {
  /// Bytes of a file that is looked at.
  package static let largest = 512 << 20

  /// One proof a message. Throws ``BadEvidence`` for the first that does not agree with what its
  /// author signed, ``UnknownExport`` for a file of another kind.
  package static func read(_ bytes: [UInt8]) throws -> [ExportProof] {
    let first = bytes.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
    if bytes.starts(with: "MSH|".utf8) { return try ExportedMDM.read(bytes) }
    guard first == UInt8(ascii: "{") else { return try ExportedMail.read(bytes) }
    var (proofs, documents): ([ExportProof], [ExportedDocument]) = ([], [])
    func add(_ object: JSONObject) throws {
      switch try? object.string("resourceType") {
      case "Bundle": proofs.append(try ExportedBundle.read(object))
      case "DocumentReference": documents.append(try ExportedDocument(object))
      default: proofs.append(try ExportedJSON.read(object))
      }
    }
    if let whole = try? JSONParser.foreignObject(bytes) {
      try add(whole)
    } else {
      for line in bytes.split(separator: 0x0a) {
        guard let object = try? JSONParser.foreignObject(Array(line)) else {
          throw UnknownExport()
        }
        try add(object)
      }
    }
    return proofs + ExportedDocument.proofs(documents)
  }
}

/// A message that was exported as JSON.
private enum ExportedJSON {
  static func read(_ json: JSONObject) throws -> ExportProof {
    guard (try? json.string("schema")) == "tacita/export/1" else { throw UnknownExport() }
    var facts = try SignedFacts(try? json.string("evidence"))
    let (head, tail) = (facts.evidence.head, facts.evidence.tail)
    func said(_ key: String) -> String? { try? json.string(key) }
    try facts.agree(said("id"), head.id.hex, "the id")
    try facts.agree(said("digest"), facts.evidence.digest.hex, "the digest")
    try facts.agree(said("from"), head.from.description, "the author")
    let author = try? json.object("author").string("identity")
    try facts.agree(author, head.from.description, "the author")
    try facts.agree(said("sent"), head.sent.description, "the date")
    try facts.agree(said("priority"), head.priority.rawValue, "the priority")
    try facts.agree(said("subject"), head.subject, "the subject")
    try facts.agree(said("patient"), head.patient?.description, "the patient")
    try facts.agree(said("conversation"), head.conversation.hex, "the conversation")
    try facts.agree(said("inReplyTo"), head.inReplyTo?.hex, "what it answers")
    try facts.agree(said("replaces"), head.replaces?.hex, "what it corrects")
    let to = (try? json.strings("to")) ?? []
    try facts.agree(
      to.joined(separator: " "), head.to.map(\.description).joined(separator: " "),
      "the list of recipients")
    let recipients = ((try? json.objects("recipients")) ?? []).map { try? $0.string("identity") }
    try facts.agree(
      recipients.map { $0 ?? "" }.joined(separator: " "), to.joined(separator: " "),
      "the list of recipients")
    let parts = ((try? json.objects("parts")) ?? []).map { String(describing: Line($0)) }
    let signed = zip(head.parts, tail.parts).map { part, read in
      "\(part.name)\n\(part.type)\n\(read.size)\n\(read.digest.hex)"
    }
    guard parts == signed else {
      throw BadEvidence(reason: "the list of parts is not what its author signed")
    }
    let shown = facts.evidence.shownParts
    try facts.agree([said("text").map { Array($0.utf8) }] + Array(repeating: nil, count: shown - 1))
    let long = try agreeOnSHA256(json, facts)
    return facts.proof(
      unproven: Unproven.of(author: true, received: json["received"] != nil)
        + (long
          ? ["the SHA-256 of attachments that are larger than 1 MiB and not in the file"] : [])
        + Unproven.members(of: json, beyond: known, "the message"))
  }

  /// The digest of a part of one frame follows from its plain SHA-256; that of more does not.
  /// Returns whether there are any.
  private static func agreeOnSHA256(_ json: JSONObject, _ facts: SignedFacts) throws -> Bool {
    var isLong = false
    for (part, signed) in zip((try? json.objects("parts")) ?? [], facts.evidence.tail.parts) {
      guard let said = try? part.string("sha256") else { continue }
      if signed.size > PartDigest.frameSize {
        isLong = true
        continue
      }
      let frames = signed.size == 0 ? [] : [[UInt8](hex: said) ?? []]
      let isRight =
        PartDigest.joining(frames) == signed.digest
        && (signed.size > 0 || said == SHA256.hash([UInt8]()).hex)
      try facts.agree(isRight ? nil : said, nil, "the SHA-256 of a part")
    }
    return isLong
  }

  private static let known: Set<String> = [
    "author", "colour", "conversation", "digest", "evidence", "expires", "from", "id", "inReplyTo",
    "keyDestroyedAfter", "kind", "labelRemark", "outgoing", "parts", "patient", "priority", "read",
    "recall", "recalled", "received", "recipients", "replaces", "role", "schema", "sent", "size",
    "subject", "team", "text", "to", "wants",
  ]

  private struct Line: CustomStringConvertible {
    let description: String

    init(_ part: JSONObject) {
      let name = (try? part.string("name")) ?? ""
      let type = (try? part.string("type")) ?? ""
      let size = (try? part.number("size")) ?? -1
      description = "\(name)\n\(type)\n\(size)\n\((try? part.string("digest")) ?? "")"
    }
  }
}
