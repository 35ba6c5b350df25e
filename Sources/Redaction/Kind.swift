/// What a finding is, in the order in which a summary names them.
package enum Kind: String, CaseIterable, Sendable, Hashable {
  case bsn, nhs, nir
  case belgian = "rrn"
  case kvnr, ssn
  case birthDate = "birth-date"
  case age, phone, email, address, url, iban, registration, mrz
  case national, record, name

  /// The word on the command line and in JSON.
  package var name: String { rawValue }

  /// What stands in a text instead of it, between brackets.
  package var label: String { rawValue.uppercased() }

  /// What a person calls it.
  package var title: String {
    switch self {
    case .bsn: "BSN"
    case .nhs: "NHS number"
    case .nir: "French NIR"
    case .belgian: "Belgian national number"
    case .kvnr: "German KVNR"
    case .ssn: "US social security number"
    case .birthDate: "date of birth"
    case .age: "age over 89"
    case .phone: "telephone number"
    case .email: "e-mail address"
    case .address: "postal code or house number"
    case .url: "web address"
    case .iban: "IBAN"
    case .registration: "registration number"
    case .mrz: "line of a passport or identity card"
    case .national: "national number of another country"
    case .record: "patient or record number"
    case .name: "name"
    }
  }

  /// What no recogniser looks for unless it is given the names, in words.
  package static let notLookedFor = "names, places and rare diagnoses are not looked for"
  package static let notLookedForOtherwise =
    "other names, places and rare diagnoses are not looked for"
}
