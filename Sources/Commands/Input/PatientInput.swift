internal import Files
internal import Records
internal import Teams

/// The patient in a file that the user names. The number is in no argument, error or log.
enum PatientInput {
  /// With `toSearch`, messages are to be found by its numbers, and there must be one. Throws
  /// `bad-patient-number` and `bad-patient-file`.
  static func read(_ path: String, toSearch: Bool = false) throws -> PatientFile {
    try explaining(path) {
      let file = try Descriptor.reading(path)
      guard var bytes = try file.readAll(limit: PatientFile.largest) else {
        throw BadPatientFile("it is larger than \(PatientFile.largest >> 20) MiB")
      }
      let patient = try PatientFile(&bytes)
      if toSearch { _ = try patient.searched() }
      return patient
    }
  }

  /// The one number of which a token is made.
  static func number(_ path: String) throws -> PatientNumber {
    try explaining(path) { try read(path).number() }
  }

  /// All numbers by which messages about the patient are found.
  static func searched(_ path: String) throws -> [PatientNumber] {
    try explaining(path) { try read(path).searched() }
  }

  private static func explaining<Value>(_ path: String, _ body: () throws -> Value) throws -> Value
  {
    do { return try body() } catch let error as BadPatientNumber {
      throw Failure(
        error.name, .badData,
        "\(path.escapedForTerminal()) does not hold one patient number with the right check digit",
        hint: "one line: bsn:, nhs:, nir:, rrn: or kvnr: and the number, or mrn:FACILITY:NUMBER")
    } catch let error as BadPatientFile {
      throw Failure(
        error.name, .badData, "\(path.escapedForTerminal()): \(error.reason)",
        hint: "give a FHIR R4 Patient as JSON, a PID segment, or a line like bsn:111222333")
    }
  }
}
