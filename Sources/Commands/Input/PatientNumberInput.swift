internal import Files
internal import Secrets
internal import Teams

/// A patient's number in a file that the user names. It is in no argument, error or log.
enum PatientNumberInput {
  /// The number on the one line of the file, checked. Throws `bad-patient-number`.
  static func read(_ path: String) throws -> PatientNumber {
    let file = try Descriptor.reading(path)
    guard var bytes = try file.readAll(limit: PatientNumber.longestLine) else {
      throw Failure(BadPatientNumber(), in: path)
    }
    do { return try PatientNumber(SecretBytes(moving: &bytes)) } catch let error
      as BadPatientNumber
    {
      throw Failure(error, in: path)
    }
  }
}

extension Failure {
  fileprivate init(_ error: BadPatientNumber, in path: String) {
    self.init(
      error.name, .badData,
      "\(path.escapedForTerminal()) does not hold one patient number with the right check digit",
      hint: "one line: bsn:, nhs:, nir:, rrn: or kvnr: and the number, or mrn:FACILITY:NUMBER")
  }
}
