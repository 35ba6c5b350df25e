internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
package import Messaging
internal import Secrets
internal import Teams

/// An exported message as documents for IHE MHD 4.2.2, ITI-105 (Simplified Publish): a
/// DocumentReference of FHIR R4 with the text in `data`, and one for each attachment that is asked
/// for, each on a line of its own, to be posted one by one (docs/record.md).
package struct DocumentReferences {
  private let export: MessageExporter.Export
  private let patient: RecordPatient
  private let evidence: MessageEvidence
  private let json: StreamedJSON

  static let profile =
    "https://profiles.ihe.net/ITI/MHD/StructureDefinition/"
    + "IHE.MHD.SimplifiedPublish.DocumentReference"

  /// Writes them. A part without content cannot be a document and is left out: returns their names.
  package static func write(
    _ export: MessageExporter.Export, patient: RecordPatient, attachments: Bool,
    to sink: @escaping InternetMessage.Sink
  ) throws -> [String] {
    let documents = DocumentReferences(
      export: export, patient: patient, evidence: try export.content.evidence(),
      json: StreamedJSON(export.content))
    var empty: [String] = []
    for (index, part) in export.head.parts.enumerated()
    where !AuthorityPart.isCarried(part.type) && (index == 0 || attachments) {
      guard export.tail.parts[index].size > 0 else {
        empty.append(part.name)
        continue
      }
      try documents.json.write(documents.document(index), to: sink)
    }
    return empty
  }

  private var head: MessageHead { export.head }

  private func document(_ index: Int) throws -> JSONObject {
    JSONObject([
      "resourceType": "DocumentReference",
      "meta": fhir(["profile": .array([.string(Self.profile)])]),
      "extension": .array([
        fhir([
          "url": .string(AuthorSignature.url),
          "valueSignature": AuthorSignature.value(
            evidence, who: fhir(["reference": "#author"])),
        ])
      ]),
      "contained": .array([
        contained("author", FHIRPerson.practitioner(export.author)),
        contained("patient", patient.resource),
      ]),
      "masterIdentifier": id(of: index), "status": "current",
      "type": index == 0 ? Self.consultNote : nil,
      "subject": fhir(["type": "Patient", "identifier": patient.identifier]),
      "date": .string(head.sent.description),
      "author": .array([fhir(["reference": "#author"])]),
      "relatesTo": relations(of: index),
      "description": description(of: index),
      "content": .array([fhir(["attachment": try attachment(index), "format": Self.format])]),
      "context": context(of: index),
    ])
  }

  private func contained(_ id: String, _ resource: JSONObject) -> JSONValue {
    var resource = resource
    resource["id"] = .string(id)
    return .object(resource)
  }

  /// A UUID that follows from the message's digest and the number of the part.
  static func id(of index: Int, digest: [UInt8]) -> String {
    let name = "\(digest.hex)/document"
    return "urn:uuid:\(NamedUUID.of(index == 0 ? name : "\(name)/\(index)"))"
  }

  private func id(of index: Int) -> JSONValue {
    fhir([
      "system": "urn:ietf:rfc:3986",
      "value": .string(Self.id(of: index, digest: export.content.digest)),
    ])
  }

  /// An attachment adds to the text; a text may correct an earlier message.
  private func relations(of index: Int) -> JSONValue? {
    func relation(_ code: String, _ identifier: JSONValue) -> JSONValue {
      fhir([
        "code": .string(code),
        "target": fhir(["type": "DocumentReference", "identifier": identifier]),
      ])
    }
    if index > 0 { return .array([relation("appends", id(of: 0))]) }
    return head.replaces.map {
      .array([relation("replaces", FHIRPerson.identifier(FHIRNames.message, $0.hex))])
    }
  }

  /// What precedes the time of a recall.
  static let recalled = "taken back by its sender at "

  private func description(of index: Int) -> JSONValue? {
    let recalled = export.recall.map { "\(Self.recalled)\($0.sent)" }
    let title = index == 0 ? head.subject : head.parts[index].name
    let words = [title.map(FHIRNames.title), recalled].compactMap { $0 }
    return words.isEmpty ? nil : .string(words.joined(separator: "; "))
  }

  private func attachment(_ index: Int) throws -> JSONValue {
    let (sha1, sha256) = (SHA1(), SHA256())
    try export.content.read(index) {
      sha1.update($0)
      sha256.update($0)
    }
    let part = head.parts[index]
    return fhir([
      "extension": .array([
        fhir([
          "url": .string(FHIRNames.sha256), "valueString": .string(sha256.finish().hex),
        ])
      ]),
      "contentType": .string(FHIRNames.mediaType(part.type)), "data": json.part(index),
      "size": .number(export.tail.parts[index].size),
      "hash": .string(Base64.text(sha1.finish(), padded: true)),
      "title": .string(index == 0 ? "message" : FHIRNames.title(part.name)),
      "creation": .string(head.sent.description),
    ])
  }

  private func context(of index: Int) -> JSONValue {
    let answered = head.inReplyTo.map {
      FHIRPerson.logical(FHIRNames.message, $0.hex, type: "Communication")
    }
    let related = [
      FHIRPerson.logical(FHIRNames.message, head.id.hex, type: "Communication"), answered,
      FHIRPerson.logical(FHIRNames.conversation, head.conversation.hex),
    ].compactMap { $0 }
    return fhir([
      "sourcePatientInfo": fhir(["reference": "#patient"]), "related": .array(related),
    ])
  }

  private static let consultNote = fhir([
    "coding": .array([
      fhir(["system": "http://loinc.org", "code": "11488-4", "display": "Consult note"])
    ])
  ])

  /// The media type says enough.
  private static let format = fhir([
    "system": "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode",
    "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient",
  ])
}
