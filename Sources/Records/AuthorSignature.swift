internal import Envelopes
internal import Files
internal import Identities

/// The evidence of a message as FHIR's Signature, and back.
enum AuthorSignature {
  /// The extension of a DocumentReference that holds it.
  static let url = "urn:tacita:evidence"

  /// `who` refers to the author.
  static func value(_ evidence: MessageEvidence, who: JSONValue) -> JSONValue {
    fhir([
      "type": .array([
        fhir([
          "system": "urn:iso-astm:E1762-95:2013", "code": "1.2.840.10065.1.12.1.1",
          "display": "Author's Signature",
        ])
      ]),
      "when": .string(evidence.head.sent.description), "who": who,
      "sigFormat": .string(MessageEvidence.type),
      "data": .string(Base64.text(evidence.bytes, padded: true)),
    ])
  }

  /// The evidence in an extension of `resource`, in base 64.
  static func data(in resource: JSONObject) -> String? {
    (try? resource.objects("extension"))?.first { (try? $0.string("url")) == url }
      .flatMap { try? $0.object("valueSignature").string("data") }
  }
}
