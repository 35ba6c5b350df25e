internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
package import Messaging
internal import Teams

/// An exported message as a FHIR R4 Bundle of type `message`: MessageHeader, Communication, those
/// who wrote and received it, and a Provenance with the author's signature (docs/record.md).
///
/// Its ids follow from the message's digest. Text and names are values of JSON strings, so none can
/// add a resource.
package struct FHIRBundle {
  private let export: MessageExporter.Export
  private let evidence: MessageEvidence
  private let name: String
  private let patient: RecordPatient?
  private let json: StreamedJSON

  private init(_ export: MessageExporter.Export, _ patient: RecordPatient?) throws {
    self.export = export
    self.patient = patient
    evidence = try export.content.evidence()
    name = evidence.digest.hex
    json = StreamedJSON(export.content)
  }

  /// Writes one Bundle on a line of its own.
  package static func write(
    _ export: MessageExporter.Export, patient: RecordPatient?,
    to sink: @escaping InternetMessage.Sink
  ) throws {
    let bundle = try FHIRBundle(export, patient)
    try bundle.json.write(try bundle.bundle(), to: sink)
  }

  private var head: MessageHead { export.head }

  private func uuid(_ kind: String) -> String { NamedUUID.of("\(name)/\(kind)") }

  private func reference(_ kind: String) -> JSONValue { fhir(["reference": urn(kind)]) }

  private func urn(_ kind: String) -> JSONValue { .string("urn:uuid:\(uuid(kind))") }

  private func bundle() throws -> JSONObject {
    var entries = [entry("header", header()), entry("communication", try communication())]
    let people = [export.author] + export.recipients.filter { $0.identity != head.from }
    entries += people.map { entry($0.identity.description, FHIRPerson.practitioner($0)) }
    if let patient { entries.append(entry("patient", patient.resource)) }
    entries.append(entry("provenance", provenance()))
    return JSONObject([
      "resourceType": "Bundle", "id": .string(uuid("bundle")), "type": "message",
      "identifier": FHIRPerson.identifier(FHIRNames.message, head.id.hex),
      "timestamp": .string(head.sent.description), "entry": .array(entries),
    ])
  }

  private func entry(_ kind: String, _ resource: JSONObject) -> JSONValue {
    var resource = resource
    resource["id"] = .string(uuid(kind))
    return fhir(["fullUrl": urn(kind), "resource": .object(resource)])
  }

  private func header() -> JSONObject {
    let event =
      head.inReplyTo != nil ? "reply-message" : head.replaces != nil ? "correction" : "new-message"
    return JSONObject([
      "resourceType": "MessageHeader",
      "eventCoding": fhir(["system": .string(FHIRNames.event), "code": .string(event)]),
      "source": fhir([
        "name": "tacita", "endpoint": .string("tacita://identity/\(head.from)"),
      ]),
      "sender": reference(head.from.description), "focus": .array([reference("communication")]),
    ])
  }

  private func communication() throws -> JSONObject {
    var json = JSONObject([
      "resourceType": "Communication", "status": "completed",
      "identifier": .array([FHIRPerson.identifier(FHIRNames.message, head.id.hex)]),
      "priority": .string(head.priority.rawValue), "sent": .string(head.sent.description),
      "received": export.received.map { .string($0.description) },
      "sender": reference(head.from.description),
      "recipient": .array(head.to.map { reference($0.description) }),
      "topic": head.subject.map { fhir(["text": .string(FHIRNames.title($0))]) },
      "partOf": .array([
        FHIRPerson.logical(FHIRNames.conversation, head.conversation.hex)
      ]),
      "inResponseTo": head.inReplyTo.map {
        .array([FHIRPerson.logical(FHIRNames.message, $0.hex, type: "Communication")])
      },
      "payload": .array(try payload()),
    ])
    if patient != nil { json["subject"] = reference("patient") }
    if let token = head.patient {
      json["about"] = .array([
        FHIRPerson.logical(
          FHIRNames.patientToken, token.description,
          display: "a pseudonym that the sender's team can resolve, not a patient's number")
      ])
    }
    json["note"] = notes()
    return json
  }

  private func notes() -> JSONValue? {
    var notes: [String] = []
    if let recall = export.recall {
      notes.append("taken back by its sender at \(recall.sent)")
    }
    if let replaced = head.replaces { notes.append("corrects the message \(replaced.hex)") }
    switch export.label {
    case .team(let group, _, _): notes.append("to the team \(FHIRNames.title(group.name))")
    case .role(let group, _): notes.append("to the role \(FHIRNames.title(group.name))")
    case .personal, nil: break
    }
    return notes.isEmpty ? nil : .array(notes.map { fhir(["text": .string($0)]) })
  }

  /// One payload for the text and each attachment. A text that is no FHIR string is an attachment.
  private func payload() throws -> [JSONValue] {
    var payload: [JSONValue] = []
    for (index, part) in head.parts.enumerated() where !AuthorityPart.isCarried(part.type) {
      if index == 0, let text = try text() {
        payload.append(fhir(["contentString": .string(text)]))
        continue
      }
      let size = export.tail.parts[index].size
      payload.append(
        fhir([
          "extension": .array([
            fhir([
              "url": .string(FHIRNames.sha256),
              "valueString": .string(try export.content.sha256(of: index).hex),
            ])
          ]),
          "contentAttachment": fhir([
            "contentType": .string(FHIRNames.mediaType(part.type)),
            "data": size == 0 ? nil : json.part(index),
            "size": .number(size), "title": .string(FHIRNames.title(part.name)),
          ]),
        ]))
    }
    return payload
  }

  private func text() throws -> String? {
    guard let bytes = try export.content.bytes(of: 0, limit: 1 << 20) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return FHIRNames.isString(text) ? text : nil
  }

  private func provenance() -> JSONObject {
    let author = reference(head.from.description)
    var agents = [
      fhir([
        "type": coding(
          "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "author"),
        "who": author,
        "extension": export.received == nil
          ? nil
          : .array([
            fhir(["url": .string(FHIRNames.colour), "valueString": .string(export.colour)])
          ]),
      ])
    ]
    if let attestation = export.author.attestation { agents.append(verifier(attestation)) }
    return JSONObject([
      "resourceType": "Provenance", "target": .array([reference("communication")]),
      "recorded": .string(head.sent.description),
      "occurredDateTime": .string(head.sent.description),
      "agent": .array(agents),
      "entity": .array([
        fhir([
          "role": "source", "what": FHIRPerson.logical(FHIRNames.digest, name),
        ])
      ]),
      "signature": .array([AuthorSignature.value(evidence, who: author)]),
    ])
  }

  /// Who vouched for the author when the message came, and until when.
  private func verifier(_ attestation: SenderRecord.AttestationRecord) -> JSONValue {
    fhir([
      "type": coding(
        "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "verifier"),
      "who": FHIRPerson.logical(FHIRNames.identity, attestation.issuer.description),
      "extension": .array([
        fhir([
          "url": .string(FHIRNames.validUntil),
          "valueDateTime": .string(attestation.validUntil.description),
        ]),
        fhir([
          "url": .string(FHIRNames.attestation), "valueString": .string(attestation.digest.hex),
        ]),
      ]),
    ])
  }

  private func coding(_ system: String, _ code: String) -> JSONValue {
    fhir(["coding": .array([fhir(["system": .string(system), "code": .string(code)])])])
  }
}

/// An object of FHIR, as a value.
func fhir(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
  .object(JSONObject(members))
}
