internal import Files
package import Teams

/// The patient whose record it is, as the user's file tells; never by a pseudonym alone.
package struct RecordPatient: Sendable {
  /// At least one.
  let identifiers: [PatientIdentifier]
  let details: PatientDetails

  /// Throws ``BadPatientNumber``.
  package init(_ number: PatientNumber) throws {
    identifiers = [try PatientIdentifier(number)]
    details = PatientDetails()
  }

  /// Throws ``BadPatientFile`` when there is no number, or too many.
  init(_ identifiers: [PatientIdentifier], _ details: PatientDetails) throws {
    guard !identifiers.isEmpty else { throw BadPatientFile("it has no number of the patient") }
    guard identifiers.count <= PatientIdentifier.most else {
      throw BadPatientFile("it has more than \(PatientIdentifier.most) numbers")
    }
    (self.identifiers, self.details) = (identifiers, details)
  }

  /// The number to which a document belongs: the first of a country, else of a facility that is
  /// known, else the first.
  var identifier: JSONValue {
    let known = identifiers.filter { $0.number != nil }
    return (known.first { !$0.isOfFacility } ?? known.first ?? identifiers[0]).fhir
  }

  var resource: JSONObject {
    JSONObject([
      "resourceType": "Patient", "identifier": .array(identifiers.map(\.fhir)),
      "name": details.name.map { .array([$0.fhir]) },
      "gender": details.gender.map { .string($0.rawValue) },
      "birthDate": details.birthDate.map { .string($0) },
    ])
  }

  /// The fields of PID. Its name is required: one that is not known has the type "unspecified".
  var segment: [HL7Value] {
    let unknown = HL7Value.components(Array(repeating: .none, count: 6) + ["U"])
    return [
      "1", .none, .repetitions(identifiers.map(HL7Person.patient)), .none,
      details.name?.hl7 ?? unknown, .none, HL7Value(details.birthDate?.filter { $0 != "-" }),
      HL7Value(details.gender?.hl7),
    ]
  }
}
