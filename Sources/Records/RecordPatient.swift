internal import Files
internal import Secrets
package import Teams

/// The patient whose record it is, by the number that the user gave; never by a pseudonym alone.
package struct RecordPatient: Sendable {
  /// A URI.
  let system: String
  let value: String
  /// Whether one facility gave the number, and not a country.
  let isOfFacility: Bool

  /// Throws ``BadPatientNumber``.
  package init(_ number: PatientNumber) throws {
    var bytes = number.object.copy()
    defer { wipe(&bytes) }
    guard let object = try? JSONParser.object(bytes), let value = try? object.string("value")
    else { throw BadPatientNumber() }
    self.value = value
    system = FHIRNames.system(ofPatient: object)
    isOfFacility = object["facility"] != nil
  }

  var identifier: JSONValue { FHIRPerson.identifier(system, value) }

  var resource: JSONObject {
    JSONObject(["resourceType": "Patient", "identifier": .array([identifier])])
  }
}
