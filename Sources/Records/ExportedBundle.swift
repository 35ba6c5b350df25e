internal import Envelopes
internal import Files
internal import Identities
internal import Secrets
internal import Teams

/// A message that was exported as a FHIR Bundle, as a server may give it back: the order of entries
/// and members is free.
enum ExportedBundle {
  static func read(_ bundle: JSONObject) throws -> ExportProof {
    let entries = (try? bundle.objects("entry")) ?? []
    let resources = entries.compactMap { try? $0.object("resource") }
    func resource(_ type: String) -> JSONObject? {
      resources.first { (try? $0.string("resourceType")) == type }
    }
    guard let communication = resource("Communication"), let provenance = resource("Provenance")
    else { throw UnknownExport() }
    // A second one would be shown by a server, and nothing would prove it.
    guard Set(urls(entries)).count == entries.count,
      resources.count(where: { (try? $0.string("resourceType")) == "Communication" }) == 1
    else { throw BadEvidence(reason: "it has more than the one message that is proven") }
    let signature = try? provenance.objects("signature").first
    var facts = try SignedFacts(signature.flatMap { try? $0.string("data") })
    let people = people(in: entries)
    try compare(facts, communication, people)
    let contents = try contents(of: communication)
    try facts.agree(contents)
    try compareAttachments(facts, communication, contents)
    return facts.proof(
      unproven: Unproven.of(author: true, received: communication["received"] != nil)
        + (resource("Patient") == nil ? [] : [Unproven.patient])
        + (communication["note"] == nil ? [] : ["the notes"])
        + ExportedExtras.of(bundle, resources, facts.evidence.head))
  }

  /// Names, types and plain digests of the attachments.
  private static func compareAttachments(
    _ facts: SignedFacts, _ communication: JSONObject, _ contents: [[UInt8]?]
  ) throws {
    let parts = facts.evidence.head.parts.filter { !AuthorityPart.isCarried($0.type) }
    let payloads = (try? communication.objects("payload")) ?? []
    for (index, payload) in payloads.enumerated() {
      guard let attachment = try? payload.object("contentAttachment") else { continue }
      try facts.agree(
        try? attachment.string("title"), FHIRNames.title(parts[index].name),
        "the name of part \(index)")
      try facts.agree(
        try? attachment.string("contentType"), FHIRNames.mediaType(parts[index].type),
        "the type of part \(index)")
      let said = ((try? payload.objects("extension")) ?? [])
        .first { (try? $0.string("url")) == FHIRNames.sha256 }
        .flatMap { try? $0.string("valueString") }
      if let said, let content = contents[index] {
        try facts.agree(said, SHA256.hash(content).hex, "the SHA-256 of part \(index)")
      }
    }
  }

  private static func compare(
    _ facts: SignedFacts, _ communication: JSONObject, _ people: [String: String]
  ) throws {
    let head = facts.evidence.head
    func said(_ key: String) -> String? { try? communication.string(key) }
    func person(_ value: JSONObject?) -> String? {
      value.flatMap { try? $0.string("reference") }.flatMap { people[$0] }
    }
    let ids = (try? communication.objects("identifier")) ?? []
    try facts.agree(ids.first.flatMap { try? $0.string("value") }, head.id.hex, "the id")
    try facts.agree(said("sent"), head.sent.description, "the date")
    try facts.agree(said("priority"), head.priority.rawValue, "the priority")
    try facts.agree(
      try? communication.object("topic").string("text"), head.subject.map(FHIRNames.title),
      "the subject")
    try facts.agree(
      person(try? communication.object("sender")), head.from.description, "the author")
    let recipients = ((try? communication.objects("recipient")) ?? []).map { person($0) ?? "" }
    try facts.agree(
      recipients.joined(separator: " "), head.to.map(\.description).joined(separator: " "),
      "the list of recipients")
    try facts.agree(
      logical(communication, "partOf"), head.conversation.hex, "the conversation")
    try facts.agree(logical(communication, "inResponseTo"), head.inReplyTo?.hex, "what it answers")
    if communication["about"] != nil {
      try facts.agree(logical(communication, "about"), head.patient?.description, "the patient")
    }
  }

  private static func urls(_ entries: [JSONObject]) -> [String] {
    entries.map { (try? $0.string("fullUrl")) ?? "" }
  }

  /// The value of the first logical reference under `key`.
  private static func logical(_ resource: JSONObject, _ key: String) -> String? {
    (try? resource.objects(key))?.first.flatMap { try? $0.object("identifier").string("value") }
  }

  /// Identities by the URLs under which their resources stand.
  private static func people(in entries: [JSONObject]) -> [String: String] {
    var people: [String: String] = [:]
    for entry in entries {
      guard let url = try? entry.string("fullUrl"),
        let identifiers = try? entry.object("resource").objects("identifier"),
        let identity = identifiers.first(where: {
          (try? $0.string("system")) == FHIRNames.identity
        })
      else { continue }
      people[url] = try? identity.string("value")
    }
    return people
  }

  private static func contents(of communication: JSONObject) throws -> [[UInt8]?] {
    try ((try? communication.objects("payload")) ?? []).map { payload in
      if let text = try? payload.string("contentString") { return Array(text.utf8) }
      guard let attachment = try? payload.object("contentAttachment") else {
        throw UnknownExport()
      }
      guard let data = try? attachment.string("data") else {
        return (try? attachment.number("size")) == 0 ? [] : nil
      }
      guard let bytes = Base64.decode(data.utf8, padded: true) else {
        throw BadEvidence(reason: "an attachment is damaged: its base 64 cannot be read")
      }
      return bytes
    }
  }
}
