internal import Files
internal import Secrets
package import Teams

/// The patient whom a file names: a line such as `bsn:111222333`, a Patient resource of FHIR R4 in
/// JSON, or a PID segment of HL7 v2, told apart by its first bytes (docs/record.md). The number of
/// a line stays in guarded memory; no error has anything of a number or a name.
package struct PatientFile: Sendable {
  private let content: Content

  private enum Content {
    case line(PatientNumber)
    case patient(RecordPatient)
  }

  /// Bytes of a file that is read: a Patient may have a picture.
  package static let largest = 1 << 20

  /// Reads a file's bytes and wipes them. Throws ``BadPatientNumber`` for a line,
  /// ``BadPatientFile`` for the others.
  package init(_ bytes: inout [UInt8]) throws {
    defer { wipe(&bytes) }
    let blanks: [UInt8] = [0x20, 0x09, 0x0a, 0x0d]
    let start = bytes.firstIndex { !blanks.contains($0) } ?? bytes.endIndex
    let text = bytes[start...]
    if text.starts(with: "{".utf8) {
      content = .patient(try FHIRPatient.read(bytes))
    } else if text.starts(with: "PID|".utf8) {
      content = .patient(try HL7Patient.read(text))
    } else if let form = Self.otherForms.first(where: { text.starts(with: $0.start.utf8) }) {
      throw BadPatientFile("it is \(form.words)")
    } else {
      content = .line(try PatientNumber(SecretBytes(moving: &bytes)))
    }
  }

  /// The patient as the record is told.
  package func record() throws -> RecordPatient {
    switch content {
    case .line(let number): try RecordPatient(number)
    case .patient(let patient): patient
    }
  }

  /// The numbers by which messages about the patient are found; perhaps none.
  package var numbers: [PatientNumber] {
    switch content {
    case .line(let number): [number]
    case .patient(let patient): known(patient).compactMap(\.number)
    }
  }

  /// The numbers, of which there must be one. Throws ``BadPatientFile``.
  package func searched() throws -> [PatientNumber] {
    guard !numbers.isEmpty else { throw BadPatientFile.withoutNumber }
    return numbers
  }

  /// The one number of which a token is made, so that two people who have the same file make the
  /// same one: the national number, else that of the only facility. Throws ``BadPatientFile``.
  package func number() throws -> PatientNumber {
    guard case .patient(let patient) = content else { return try searched()[0] }
    let known = known(patient)
    let national = known.filter { !$0.isOfFacility }
    let candidates = national.isEmpty ? known : national
    guard let number = candidates.first?.number else { throw BadPatientFile.withoutNumber }
    guard candidates.count == 1 else { throw BadPatientFile.severalNumbers }
    return number
  }

  /// The numbers of kinds that are known, each once.
  private func known(_ patient: RecordPatient) -> [PatientIdentifier] {
    var seen: Set<[String?]> = []
    return patient.identifiers.filter {
      $0.number != nil && seen.insert([$0.system, $0.value]).inserted
    }
  }

  /// What somebody may give instead, in words that help.
  private static let otherForms: [(start: String, words: String)] = [
    ("<", "XML; of FHIR, only JSON is read"), ("[", "a list; give one Patient resource"),
    ("MSH", "a whole message of HL7 v2; give its PID segment alone"),
    ("\u{b}MSH", "a whole message of HL7 v2; give its PID segment alone"),
    ("PID", "a PID segment whose delimiters are not |^~\\&"),
  ]
}

/// A file that names no patient as it should: why, without anything of a number or a name.
package struct BadPatientFile: Error, Sendable, Equatable {
  /// In words that follow the file's name and a colon.
  package let reason: String
  /// The stable name.
  package var name: String { "bad-patient-file" }

  package init(_ reason: String) { self.reason = reason }

  static let withoutNumber = BadPatientFile(
    "it has no number of a kind that is known: BSN, NHS, NIR, RRN, KVNR, or one of a facility")
  static let severalNumbers = BadPatientFile(
    "it has several numbers of the patient, and a token is made of one: write that of which your "
      + "colleagues make it into a file, on a line like bsn:111222333")
}
