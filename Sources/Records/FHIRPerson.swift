internal import Files
internal import Identities
internal import Messaging

/// People as resources: with the name and the registrations that their card claimed.
enum FHIRPerson {
  static func practitioner(_ person: Correspondent) -> JSONObject {
    JSONObject([
      "resourceType": "Practitioner",
      "identifier": .array(
        [identifier(FHIRNames.identity, person.identity.description)]
          + person.registrations.map {
            identifier(FHIRNames.system(ofRegister: $0.register), $0.number)
          }),
      "name": person.name.map { .array([fhir(["text": .string(FHIRNames.title($0))])]) },
      "extension": person.present.map { .array(claims($0)) },
    ])
  }

  /// What their card claims now, where that differs from what it claimed when the message came.
  private static func claims(_ present: Correspondent.Claims) -> [JSONValue] {
    [remark(FHIRNames.nameNow, present.name)]
      + present.registrations.map { remark(FHIRNames.registrationNow, $0.description) }
  }

  private static func remark(_ url: String, _ value: String) -> JSONValue {
    fhir(["url": .string(url), "valueString": .string(FHIRNames.title(value))])
  }

  static func identifier(_ system: String, _ value: String) -> JSONValue {
    fhir(["system": .string(system), "value": .string(FHIRNames.title(value))])
  }

  /// A reference to something that is not in the Bundle, by what identifies it.
  static func logical(
    _ system: String, _ value: String, type: String? = nil, display: String? = nil
  ) -> JSONValue {
    fhir([
      "type": type.map { .string($0) }, "identifier": identifier(system, value),
      "display": display.map { .string($0) },
    ])
  }
}
