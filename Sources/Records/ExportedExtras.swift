internal import Envelopes
internal import Files

/// What a Bundle has beyond what was exported: a server may have added it, or anybody else.
enum ExportedExtras {
  /// The members that an export writes, by resource.
  private static let known: [String: Set<String>] = [
    "Bundle": ["entry", "id", "identifier", "resourceType", "timestamp", "type"],
    "MessageHeader": ["eventCoding", "focus", "id", "resourceType", "sender", "source"],
    "Communication": [
      "about", "id", "identifier", "inResponseTo", "note", "partOf", "payload", "priority",
      "received", "recipient", "resourceType", "sender", "sent", "status", "subject", "topic",
    ],
    "Practitioner": ["extension", "id", "identifier", "name", "resourceType"],
    "Patient": ["birthDate", "gender", "id", "identifier", "name", "resourceType"],
    "Provenance": [
      "agent", "entity", "id", "occurredDateTime", "recorded", "resourceType", "signature",
      "target",
    ],
  ]
  private static let payload: Set<String> = ["contentAttachment", "contentString", "extension"]
  private static let attachment: Set<String> = ["contentType", "data", "size", "title"]

  static func of(
    _ bundle: JSONObject, _ resources: [JSONObject], _ head: MessageHead
  ) -> [String] {
    var found = Unproven.members(of: bundle, beyond: known["Bundle"] ?? [], "the Bundle")
    var others: [String] = []
    var seen: [String: Int] = [:]
    for resource in resources {
      let type = (try? resource.string("resourceType")) ?? "a resource without a type"
      seen[type, default: 0] += 1
      let people = Set([head.from] + head.to).count
      guard let members = known[type], type != "Bundle",
        seen[type] ?? 0 <= (type == "Practitioner" ? people : 1)
      else {
        others.append(type)
        continue
      }
      found += Unproven.members(of: resource, beyond: members, type)
      if type == "Communication" { found += inPayloads(of: resource) }
    }
    if !others.isEmpty { found.append("resources that were added: \(Unproven.shown(others))") }
    return found
  }

  private static func inPayloads(of communication: JSONObject) -> [String] {
    ((try? communication.objects("payload")) ?? []).enumerated().flatMap { index, payload in
      Unproven.members(of: payload, beyond: Self.payload, "part \(index)")
        + Unproven.members(
          of: try? payload.object("contentAttachment"), beyond: attachment, "part \(index)")
    }
  }
}
