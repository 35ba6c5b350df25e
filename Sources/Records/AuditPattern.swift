internal import Files
internal import MessageVault
internal import Messaging

/// Which pattern of IHE BALP 1.1 an event of the audit log has.
struct AuditPattern {
  static let base = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
  static let dicom = "http://dicom.nema.org/resources/ontology/DCM"
  private static let lifecycle = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
  private static let rest = "http://hl7.org/fhir/restful-interaction"

  /// Outcomes of which nothing needs to be looked at. What is being sent has left.
  static let good = SyslogLine.goodOutcomes

  /// Which way content went.
  enum Flow { case out, into, within, none }

  let action: String
  private let kind: Kind

  private enum Kind { case send, receive, export, read, other }

  /// `action` is the letter in the line.
  init(event: String, action: String?) {
    kind =
      switch (event, action) {
      case ("send", "C"): .send
      case ("receive", "C"): .receive
      case ("export", _): .export
      case ("read", _): .read
      default: .other
      }
    // A disclosure is a reading, to those who keep count of readings.
    self.action = kind == .send ? "R" : action ?? "E"
  }

  var flow: Flow {
    switch kind {
    case .send, .export: .out
    case .receive: .into
    case .read: .within
    case .other: .none
    }
  }

  /// Whether the parties that the line names are at the other end.
  var partyIsThere: Bool { kind != .export }

  var type: JSONValue {
    switch kind {
    case .send, .export: Self.coding(Self.dicom, "110106", "Export")
    case .receive: Self.coding(Self.dicom, "110107", "Import")
    case .read:
      Self.coding(
        "http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "Restful Operation")
    case .other: Self.coding(Self.dicom, "110100", "Application Activity")
    }
  }

  var subtypes: [JSONValue] {
    switch kind {
    case .send, .export, .receive: [Self.coding(Self.lifecycle, "disclose", nil)]
    case .read: [Self.coding(Self.rest, "read", "read")]
    case .other: []
    }
  }

  /// The profile that an event with this content has; nil when it has none.
  func profile(hasPatient: Bool, parties: Int) -> String? {
    switch kind {
    case .send, .export: hasPatient && parties > 0 ? "PrivacyDisclosure.Source" : nil
    case .receive: hasPatient && parties > 0 ? "PrivacyDisclosure.Recipient" : nil
    case .read: hasPatient ? "PatientRead" : "Read"
    case .other: nil
    }
  }

  private static func coding(_ system: String, _ code: String, _ display: String?) -> JSONValue {
    fhir([
      "system": .string(system), "code": .string(code), "display": display.map { .string($0) },
    ])
  }
}
