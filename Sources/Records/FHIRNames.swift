internal import Files
internal import Identities

/// The systems in which numbers and words have their meaning, and text as FHIR R4 takes it.
enum FHIRNames {
  /// Of this project's own.
  static let identity = "urn:tacita:identity"
  static let message = "urn:tacita:message"
  static let conversation = "urn:tacita:conversation"
  static let digest = "urn:tacita:message-digest"
  static let attestation = "urn:tacita:attestation"
  static let patientToken = "urn:tacita:patient-token"
  static let event = "urn:tacita:event"
  static let auditEvent = "urn:tacita:audit-event"
  static let auditObject = "urn:tacita:audit-object"
  /// Table 0203 of HL7 v2: kinds of numbers.
  static let numberKinds = "http://terminology.hl7.org/CodeSystem/v2-0203"
  private static let facility = "urn:tacita:facility:"
  /// Extensions: their `url`.
  static let sha256 = "urn:tacita:sha-256"
  static let validUntil = "urn:tacita:valid-until"
  static let nameNow = "urn:tacita:name-now"
  static let registrationNow = "urn:tacita:registration-now"
  static let colour = "urn:tacita:colour-when-received"

  /// The published system of a register, or one of this project's.
  static func system(ofRegister register: String) -> String {
    switch register {
    case "big": "http://fhir.nl/fhir/NamingSystem/big"
    case "agb": "http://fhir.nl/fhir/NamingSystem/agb-z"
    case "npi": "http://hl7.org/fhir/sid/us-npi"
    case "gmc": "https://fhir.hl7.org.uk/Id/gmc-number"
    case "rpps": "urn:oid:1.2.250.1.71.4.2.1"
    default: "urn:tacita:register:\(register)"
    }
  }

  /// The system of a patient's number, by what is hashed of it (docs/protocol.md, section 10).
  static func system(ofPatient number: JSONObject) -> String {
    let type = (try? number.string("type")) ?? ""
    return switch type {
    case "BSN": "http://fhir.nl/fhir/NamingSystem/bsn"
    case "NHS": "https://fhir.nhs.uk/Id/nhs-number"
    case "NIR": "urn:oid:1.2.250.1.213.1.4.8"
    case "RRN": "https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin"
    case "KVNR": "http://fhir.de/sid/gkv/kvid-10"
    default: facility + ((try? number.string("facility")) ?? "")
    }
  }

  /// The kind of a patient's number in the system of this URI, as a line begins with it; nil when
  /// none is known.
  static func kind(ofSystem system: String) -> String? {
    switch system {
    case "http://fhir.nl/fhir/NamingSystem/bsn", "urn:oid:2.16.840.1.113883.2.4.6.3": "bsn"
    case "https://fhir.nhs.uk/Id/nhs-number", "urn:oid:2.16.840.1.113883.2.1.4.1": "nhs"
    case "urn:oid:1.2.250.1.213.1.4.8": "nir"
    case "https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin": "rrn"
    case "http://fhir.de/sid/gkv/kvid-10": "kvnr"
    case let other where other.hasPrefix(facility): "mrn:\(other.dropFirst(facility.count))"
    default: nil
    }
  }

  /// Whether `text` can be a FHIR string as it is: not empty, not blank, at most 1 MiB, and
  /// without control characters and white space but tab, LF, CR and the space (R4, section
  /// 2.24.0.1).
  static func isString(_ text: String) -> Bool {
    text.utf8.count <= 1 << 20 && text.unicodeScalars.contains { !isBlank($0) }
      && text.unicodeScalars.allSatisfy { !isForbidden($0) }
  }

  /// `text` on one line, as a name or title: what a FHIR string does not take becomes U+FFFD.
  static func title(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      scalars.append(isBlank(scalar) ? " " : isForbidden(scalar) ? "\u{fffd}" : scalar)
    }
    let title = String(scalars)
    return title.unicodeScalars.contains { !isBlank($0) } ? title : "\u{fffd}"
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace && scalar != "\u{b}" && scalar != "\u{c}"
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    guard !["\t", "\n", "\r", " "].contains(scalar) else { return false }
    return scalar.value < 0x20 || scalar.properties.isWhitespace
  }

  /// A code of FHIR: no white space at its ends, no two together (R4, `code`).
  static func mediaType(_ type: String) -> String {
    let isPlain = type.utf8.allSatisfy { (0x21...0x7e).contains($0) || $0 == 0x20 }
    return isPlain && type.split(separator: " ").joined(separator: " ") == type && !type.isEmpty
      ? type : "application/octet-stream"
  }
}
