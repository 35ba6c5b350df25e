internal import Files

/// Reads a PID segment of HL7 v2 with the usual delimiters, in UTF-8.
enum HL7Patient {
  /// More fields than this are refused; v2.9 has 40.
  private static let mostFields = 64
  private static let largest = 65536

  /// Throws ``BadPatientFile``.
  static func read(_ bytes: ArraySlice<UInt8>) throws -> RecordPatient {
    guard bytes.count <= largest else {
      throw BadPatientFile("its PID segment is larger than \(largest >> 10) KiB")
    }
    let segments = HL7Piece.segments(bytes)
    guard segments.count == 1, let segment = segments.first else {
      throw BadPatientFile("it has more than one segment; give the PID segment alone")
    }
    let fields = segment.fields()
    guard fields.all.count <= mostFields + 1 else {
      throw BadPatientFile("its PID segment has more than \(mostFields) fields")
    }
    var details = PatientDetails()
    details.name = try field(5) { try name(fields[$0]) }
    details.birthDate = try field(7) { try birthDate(fields[$0]) }
    details.gender = try field(8) { try gender(fields[$0]) }
    let numbers = try field(3) { try identifiers(fields[$0]) }
    return try RecordPatient(numbers, details)
  }

  /// Names the field in which something is wrong.
  private static func field<Value>(
    _ number: Int, _ read: (Int) throws -> Value
  ) throws -> Value {
    do { return try read(number) } catch let error as BadHL7 {
      throw BadPatientFile("PID-\(number) has \(error.rawValue)")
    }
  }

  private static func identifiers(_ field: HL7Piece) throws -> [PatientIdentifier] {
    let repetitions = field.repetitions().all
    guard repetitions.count <= PatientIdentifier.most else {
      throw BadPatientFile("PID-3 has more than \(PatientIdentifier.most) repetitions")
    }
    return try repetitions.compactMap { repetition -> PatientIdentifier? in
      let parts = repetition.components()
      guard let value = try parts[0].text() else { return nil }
      let authority = parts[3].subcomponents()
      return try PatientIdentifier(
        system: try system(authority[1].text(), authority[2].text()),
        assigner: try authority[0].text(), value: value, type: try parts[4].text())
    }
  }

  /// The URI of an assigning authority (HD.2 and HD.3, table 0301).
  private static func system(_ id: String?, _ type: String?) throws -> String? {
    guard let id else { return nil }
    switch type {
    case "ISO": return "urn:oid:\(id)"
    case "UUID": return "urn:uuid:\(id.lowercased())"
    case "URI": return id
    case "DNS": return "http://\(id)"
    default:
      throw BadPatientFile("an assigning authority in PID-3 is not an ISO, UUID, URI or DNS name")
    }
  }

  private static func name(_ field: HL7Piece) throws -> PatientName? {
    let repetitions = field.repetitions().all
    guard repetitions.count <= PatientName.most else {
      throw BadPatientFile("PID-5 has more than \(PatientName.most) repetitions")
    }
    let names = try repetitions.map { repetition -> PatientName in
      let parts = repetition.components()
      func list(_ index: Int) throws -> [String] {
        try parts[index].text().map { [PatientName.plain($0)] } ?? []
      }
      let family = try parts[0].subcomponents()[0].text().map(PatientName.plain)
      let type = try parts[6].text()
      var name = PatientName(use: use(type))
      if type == "D", try list(1).isEmpty { name.text = family } else { name.family = family }
      name.given = try list(1) + list(2)
      (name.suffix, name.prefix) = (try list(3), try list(4))
      try name.check()
      return name
    }
    return PatientName.chosen(names)
  }

  /// Table 0200. Other kinds are no name to be known by.
  private static func use(_ type: String?) -> String? {
    switch type {
    case nil: nil
    case "L": "official"
    case "D": "usual"
    default: "old"
    }
  }

  private static func birthDate(_ field: HL7Piece) throws -> String? {
    guard let text = try field.components()[0].text() else { return nil }
    let digits = Array(text.prefix { $0.isASCII && $0.isNumber }.prefix(8))
    let isWhole = text.count == digits.count || digits.count == 8
    guard isWhole, [4, 6, 8].contains(digits.count) else { throw wrongDate }
    let date = [digits[..<4], digits[4...].prefix(2), digits[4...].dropFirst(2)]
      .filter { !$0.isEmpty }.map { String($0) }.joined(separator: "-")
    guard PatientDetails.isDate(date) else { throw wrongDate }
    return date
  }

  private static let wrongDate = BadPatientFile("PID-7 is not a date like 19720309")

  private static func gender(_ field: HL7Piece) throws -> PatientDetails.Gender? {
    guard let code = try field.components()[0].text() else { return nil }
    guard let gender = PatientDetails.Gender(hl7: code) else {
      throw BadPatientFile("PID-8 is not a code of table 0001: M, F, O, A, N or U")
    }
    return gender
  }
}
