internal import Files
internal import Secrets
internal import Teams

/// A number of a patient with the system that gave it, as a file has it.
struct PatientIdentifier: Sendable {
  /// A URI; nil when the file only names who assigned it.
  let system: String?
  /// The short name by which HL7 v2 knows who assigned it.
  let assigner: String?
  let value: String
  /// What kind of number it is, as table 0203 of HL7 has it; nil when the file does not say.
  let type: String?
  /// For tokens; nil when the system is none that is known here.
  let number: PatientNumber?
  /// Whether one facility gave a number that is known, and not a country.
  let isOfFacility: Bool

  /// The longest system, value or name, in bytes.
  static let longest = 256
  /// More of them than this in a file are refused.
  static let most = 64

  /// A number that was read from a line.
  init(_ number: PatientNumber) throws {
    (system, value, isOfFacility) = try Self.facts(number)
    self.number = number
    (assigner, type) = (nil, nil)
  }

  /// What a file says. A number of a known system is checked, and takes its usual form. Throws
  /// ``BadPatientFile``.
  init(system: String?, assigner: String?, value: String, type: String?) throws {
    for text in [system, assigner, value, type].compactMap({ $0 }) {
      guard text.utf8.count <= Self.longest, FHIRNames.title(text) == text else {
        throw BadPatientFile(
          "a number or its system is longer than \(Self.longest) bytes, blank, or has control "
            + "characters")
      }
    }
    if let system {
      guard system.contains(":"), !system.contains(" ") else {
        throw BadPatientFile("the system of a number is not a URI")
      }
    }
    (self.assigner, self.type) = (assigner, type)
    guard let kind = Self.kind(system, assigner, type) else {
      (self.system, self.value, number, isOfFacility) = (system, value, nil, false)
      return
    }
    var line = Array("\(kind):\(value)".utf8)
    guard let number = try? PatientNumber(SecretBytes(moving: &line)),
      let facts = try? Self.facts(number)
    else {
      throw BadPatientFile(
        "its \(kind.prefix { $0 != ":" }.uppercased()) has a wrong form or check digit")
    }
    (self.system, self.value, isOfFacility) = facts
    self.number = number
  }

  var fhir: JSONValue {
    Records.fhir([
      "type": type.map { code in
        Records.fhir([
          "coding": .array([
            Records.fhir(["system": .string(FHIRNames.numberKinds), "code": .string(code)])
          ])
        ])
      },
      "system": system.map { .string($0) }, "value": .string(FHIRNames.title(value)),
      "assigner": assigner.map { Records.fhir(["display": .string($0)]) },
    ])
  }

  private static func facts(
    _ number: PatientNumber
  ) throws -> (system: String?, value: String, isOfFacility: Bool) {
    var bytes = number.object.copy()
    defer { wipe(&bytes) }
    guard let object = try? JSONParser.object(bytes), let value = try? object.string("value")
    else { throw BadPatientNumber() }
    return (FHIRNames.system(ofPatient: object), value, object["facility"] != nil)
  }

  /// The kind of number as a line begins with it: `bsn`, or `mrn:` and the facility.
  private static func kind(_ system: String?, _ assigner: String?, _ type: String?) -> String? {
    if let system { return FHIRNames.kind(ofSystem: system) }
    guard let assigner else { return nil }
    // The ministry that gives Dutch numbers, as HL7 v2 in the Netherlands names it.
    if assigner == "NLMINBIZA" { return "bsn" }
    let facility = assigner.lowercased()
    let isName = facility.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) || [0x2d, 0x2e].contains($0)
    }
    return type == "MR" && isName && facility.utf8.count <= 64 ? "mrn:\(facility)" : nil
  }
}
