internal import Files

/// What a file says of a patient beside the numbers.
struct PatientDetails: Sendable {
  var name: PatientName?
  /// As FHIR writes it: `1972`, `1972-03` or `1972-03-09`.
  var birthDate: String?
  var gender: Gender?

  /// As FHIR names it.
  enum Gender: String, Sendable {
    case male, female, other, unknown

    /// A code of HL7 v2, table 0001.
    init?(hl7 code: String) {
      switch code {
      case "M": self = .male
      case "F": self = .female
      case "A", "O", "N": self = .other
      case "U": self = .unknown
      default: return nil
      }
    }

    var hl7: String {
      switch self {
      case .male: "M"
      case .female: "F"
      case .other: "O"
      case .unknown: "U"
      }
    }
  }

  /// Whether `text` is a year, a month or a day that there is, as FHIR writes it.
  static func isDate(_ text: String) -> Bool {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(fields.count), fields[0].utf8.count == 4,
      fields.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2d })
    else { return false }
    let whole = text + ["-01-01", "-01", ""][fields.count - 1] + "T00:00:00Z"
    return fields[0] != "0000" && Timestamp(whole)?.description == whole
  }
}

/// A patient's name, by its parts when the file has them.
struct PatientName: Sendable {
  /// What kind of name it is, as FHIR names it; nil when the file does not say.
  var use: String?
  /// The whole of it as people read it.
  var text: String?
  var family: String?
  var given: [String] = []
  var prefix: [String] = []
  var suffix: [String] = []

  /// The most names that a file may have, and the most parts of one.
  static let most = 16
  private static let longest = 256

  var isEmpty: Bool { text == nil && family == nil && given.isEmpty }

  /// A part of a name with spaces in place of other white space.
  static func plain(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      scalars.append(scalar.value > 0x7f && scalar.properties.isWhitespace ? " " : scalar)
    }
    return String(scalars)
  }

  /// Throws ``BadPatientFile`` when a part is too long or is not plain text.
  func check() throws {
    let parts = [text, family].compactMap { $0 } + given + prefix + suffix
    guard parts.count <= Self.most,
      parts.allSatisfy({ $0.utf8.count <= Self.longest && FHIRNames.title($0) == $0 })
    else {
      throw BadPatientFile(
        "a name has more than \(Self.most) parts, or one that is longer than \(Self.longest) "
          + "bytes, blank, or has control characters")
    }
  }

  /// The name by which the record knows them: the official one, else the usual one, else one of
  /// which the file does not say what it is.
  static func chosen(_ names: [PatientName]) -> PatientName? {
    let uses: [String?] = ["official", "usual", nil]
    return uses.lazy.compactMap { use in names.first { $0.use == use && !$0.isEmpty } }.first
  }

  var fhir: JSONValue {
    func list(_ parts: [String]) -> JSONValue? {
      parts.isEmpty ? nil : .array(parts.map { .string($0) })
    }
    return Records.fhir([
      "use": use.map { .string($0) }, "text": text.map { .string($0) },
      "family": family.map { .string($0) }, "given": list(given), "prefix": list(prefix),
      "suffix": list(suffix),
    ])
  }

  /// As HL7 v2 writes it (XPN). A name of which only the whole is known stands in the place of the
  /// family name, for display.
  var hl7: HL7Value {
    guard family != nil || !given.isEmpty else { return Self.xpn(text, [], nil, nil, "D") }
    return Self.xpn(
      family, given, Self.joined(suffix), Self.joined(prefix),
      use == "official" ? "L" : use == "usual" ? "D" : nil)
  }

  private static func joined(_ parts: [String]) -> String? {
    parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private static func xpn(
    _ family: String?, _ given: [String], _ suffix: String?, _ prefix: String?, _ type: String?
  ) -> HL7Value {
    .components([
      HL7Value(family), HL7Value(given.first), HL7Value(joined(Array(given.dropFirst()))),
      HL7Value(suffix), HL7Value(prefix), .none, HL7Value(type),
    ])
  }
}
