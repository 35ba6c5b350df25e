package import Files
package import Identities
package import MessageVault
internal import Messaging

/// A line of the audit log as an AuditEvent of FHIR R4, after the patterns of IHE BALP 1.1. A line
/// names its profile when it has all that the profile asks for (docs/record.md). It holds what the
/// line holds: no clinical text.
package struct AuditEvent {
  private let number: Int
  private let line: JSONObject?
  private let owner: Identity

  /// The AuditEvent of `line`, from the log of the home of `owner`.
  package static func resource(_ line: OpenVault.NumberedLine, of owner: Identity) -> JSONObject {
    AuditEvent(number: line.number, line: line.line, owner: owner).resource()
  }

  private func said(_ key: String) -> String? { line.flatMap { try? $0.string(key) } }

  private var isGood: Bool { said("outcome").map(AuditPattern.good.contains) ?? false }
  /// These only tell of a disclosure that has another line: an answer that of its sending, the
  /// beginning of an export that of its end.
  private var isOfAnother: Bool {
    [RecordDelivery.acknowledged("").word, MessageExporter.begun].contains(said("outcome"))
  }
  private var patient: String? { said("patient") }
  private var parties: [String] { (try? line?.strings("parties")) ?? [] }
  private var event: String { said("event") ?? "does-not-open" }
  private var pattern: AuditPattern { AuditPattern(event: event, action: said("action")) }

  private var profile: String? {
    guard isGood, !isOfAnother else { return nil }
    return pattern.profile(hasPatient: patient != nil, parties: parties.count)
  }

  private func resource() -> JSONObject {
    var json = JSONObject([
      "resourceType": "AuditEvent",
      "id": .string(NamedUUID.of("audit/\(owner)/\(number)/\(said("time") ?? "")")),
      "meta": profile.map { name in fhir(["profile": .array([.string(AuditPattern.base + name)])])
      },
      "type": pattern.type, "subtype": .array(pattern.subtypes + [ownCode]),
      "action": .string(pattern.action),
      "recorded": (try? line?.time("time")).map { .string($0.description) },
      "outcome": .string(line == nil ? "8" : isGood ? "0" : "4"),
      "outcomeDesc": .string(said("outcome") ?? "does-not-open: the line was altered"),
      "purposeOfEvent": said("purpose").map {
        .array([fhir(["text": .string(FHIRNames.title($0))])])
      },
      "agent": .array(agents()), "source": source(),
    ])
    if json["recorded"] == nil { json["_recorded"] = Self.unknown }
    let entities = entities()
    if !entities.isEmpty { json["entity"] = .array(entities) }
    return json
  }

  private var ownCode: JSONValue {
    fhir(["system": .string(FHIRNames.auditEvent), "code": .string(event)])
  }

  private static let unknown = fhir([
    "extension": .array([
      fhir([
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "unknown",
      ])
    ])
  ])

  // MARK: Who

  private var host: String { FHIRNames.title(said("host") ?? "unknown") }
  private var machine: JSONValue { fhir(["display": .string(host)]) }
  private var machineAddress: JSONValue { fhir(["address": .string(host), "type": "1"]) }

  private func source() -> JSONValue {
    fhir([
      "site": .string(host), "observer": machine,
      "type": .array([
        fhir([
          "system": "http://terminology.hl7.org/CodeSystem/security-source-type", "code": "1",
          "display": "User Device",
        ])
      ]),
    ])
  }

  /// The person, then where content came from and where it went.
  private func agents() -> [JSONValue] {
    var agents = [person()]
    switch pattern.flow {
    case .out: agents += [here("110153"), there("110152")] + others("110152")
    case .into: agents += [there("110153"), here("110152")] + others("110153")
    case .within: agents += [here("110153"), here("110152")]
    case .none: break
    }
    return agents
  }

  private func person() -> JSONValue {
    let actor = said("actor") ?? "unknown"
    let isReading = pattern.action == "R"
    return fhir([
      "type": code(
        "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", isReading ? "IRCP" : "AUT"),
      "who": Identity(actor) == nil
        ? fhir(["display": .string(FHIRNames.title(actor))])
        : FHIRPerson.logical(FHIRNames.identity, actor),
      "requestor": .bool(true),
    ])
  }

  private func here(_ role: String) -> JSONValue {
    agent(AuditPattern.dicom, role, machine, machineAddress)
  }

  /// The one at the other end; of several, how many, since the profile has room for one.
  private func there(_ role: String) -> JSONValue {
    guard parties.count == 1, pattern.partyIsThere else {
      let words = pattern.partyIsThere ? "\(parties.count) people" : "as the user said"
      return agent(
        AuditPattern.dicom, role, fhir(["display": .string(words)]), address("tacita://unknown"))
    }
    return agent(
      AuditPattern.dicom, role, FHIRPerson.logical(FHIRNames.identity, parties[0]),
      address("tacita://identity/\(parties[0])"))
  }

  private func others(_ role: String) -> [JSONValue] {
    guard parties.count > 1 || !pattern.partyIsThere else { return [] }
    let type = role == "110152" && pattern.partyIsThere ? "IRCP" : "AUT"
    return parties.map {
      agent(
        "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", type,
        FHIRPerson.logical(FHIRNames.identity, $0), nil)
    }
  }

  private func address(_ uri: String) -> JSONValue { fhir(["address": .string(uri), "type": "5"]) }

  private func agent(
    _ system: String, _ type: String, _ who: JSONValue, _ network: JSONValue?
  ) -> JSONValue {
    fhir([
      "type": code(system, type), "who": who, "requestor": .bool(false), "network": network,
    ])
  }

  // MARK: What

  private func entities() -> [JSONValue] {
    var entities: [JSONValue] = []
    if let patient {
      entities.append(
        fhir([
          "what": FHIRPerson.logical(
            FHIRNames.patientToken, patient, type: "Patient",
            display: "a pseudonym, not a patient's number"),
          "type": Self.entityType("1"), "role": Self.role("1"),
        ]))
    }
    if let object = said("object") {
      entities.append(
        fhir([
          "what": FHIRPerson.logical(FHIRNames.auditObject, object),
          "type": Self.entityType("2"), "role": Self.role("4"),
        ]))
    }
    return entities
  }

  private static func entityType(_ code: String) -> JSONValue {
    fhir([
      "system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": .string(code),
    ])
  }

  private static func role(_ code: String) -> JSONValue {
    fhir(["system": "http://terminology.hl7.org/CodeSystem/object-role", "code": .string(code)])
  }

  private func code(_ system: String, _ code: String) -> JSONValue {
    fhir(["coding": .array([fhir(["system": .string(system), "code": .string(code)])])])
  }
}
