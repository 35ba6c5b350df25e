internal import Files
internal import Secrets
package import Teams

/// The patient whose record it is, by the number that the user gave; never by a pseudonym alone.
package struct RecordPatient: Sendable {
  let resource: JSONObject

  /// Throws ``BadPatientNumber``.
  package init(_ number: PatientNumber) throws {
    var bytes = number.object.copy()
    defer { wipe(&bytes) }
    guard let object = try? JSONParser.object(bytes), let value = try? object.string("value")
    else { throw BadPatientNumber() }
    resource = JSONObject([
      "resourceType": "Patient",
      "identifier": .array([
        FHIRPerson.identifier(FHIRNames.system(ofPatient: object), value)
      ]),
    ])
  }
}
