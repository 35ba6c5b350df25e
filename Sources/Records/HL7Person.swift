internal import Files
internal import Identities
internal import Messaging

/// People and places as HL7 v2.5.1 writes them.
enum HL7Person {
  /// Each number of theirs is a repetition (XCN): the identity, then the registrations that their
  /// card claimed. The whole name is in the place of the family name.
  static func professional(_ person: Correspondent) -> HL7Value {
    .repetitions(numbers(of: person).map { .components(components(of: $0, person.name)) })
  }

  /// Who authenticated a document, and when (PPN).
  static func authenticator(_ person: Correspondent, at time: Timestamp) -> HL7Value {
    let number = Number(
      value: person.identity.description, system: FHIRNames.identity, kind: "U")
    return .components(
      components(of: number, person.name) + [.none, HL7Value(time)])
  }

  /// A patient's number (CX). One of which the file does not say the kind is national, of a
  /// facility, or of no kind.
  static func patient(_ number: PatientIdentifier) -> HL7Value {
    let kind = number.number == nil ? nil : number.isOfFacility ? "MR" : "NI"
    return .components([
      HL7Value(number.value), .none, .none, authority(number.system, number.assigner),
      HL7Value(number.type ?? kind),
    ])
  }

  /// Names the system of a number by a short name, its URI or OID (HD, table 0301).
  static func authority(_ system: String?, _ name: String? = nil) -> HL7Value {
    guard let system else { return HL7Value(name) }
    let oid = "urn:oid:"
    return system.hasPrefix(oid)
      ? .subcomponents([HL7Value(name), HL7Value(String(system.dropFirst(oid.count))), "ISO"])
      : .subcomponents([HL7Value(name), HL7Value(system), "URI"])
  }

  private struct Number {
    let value: String
    let system: String
    /// As table 0203 has it.
    let kind: HL7Value
  }

  private static func numbers(of person: Correspondent) -> [Number] {
    [Number(value: person.identity.description, system: FHIRNames.identity, kind: "U")]
      + person.registrations.map {
        Number(
          value: $0.number, system: FHIRNames.system(ofRegister: $0.register),
          kind: $0.register == "npi" ? "NPI" : "PRN")
      }
  }

  /// The 13 components that XCN and PPN share.
  private static func components(of number: Number, _ name: String?) -> [HL7Value] {
    [HL7Value(number.value), HL7Value(name)] + Array(repeating: .none, count: 6)
      + [authority(number.system), .none, .none, .none, number.kind]
  }
}
