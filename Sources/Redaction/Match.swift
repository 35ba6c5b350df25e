/// A stretch of text that a recogniser takes for something of `kind`, as places in a window.
struct Match {
  var kind: Kind
  var start: Int
  var end: Int
  /// What it stands for when the same can be written in several ways; nil for the letters and
  /// digits as they stand.
  var value: String?
  /// By what it was told.
  var reason: Reason
  /// It continues past what a recogniser may see, as long as the characters are of its kind.
  var runsOn = false

  init(_ kind: Kind, _ start: Int, _ end: Int, value: String? = nil) {
    self.kind = kind
    self.start = start
    self.end = end
    self.value = value
    reason = kind.usualReason
  }

  func because(_ reason: Reason) -> Match {
    var match = self
    match.reason = reason
    return match
  }
}

/// By what a finding was told from other text.
package enum Reason: String, Sendable {
  case checkDigit = "check-digit"
  case label, shape, field
  /// It is in the file of the patient or of names.
  case given = "file"

  /// The same for a person.
  package var explanation: String {
    switch self {
    case .checkDigit: "its check digit is right"
    case .label: "a word beside it says so"
    case .shape: "it has the shape of one"
    case .field: "its field holds one"
    case .given: "your file names it"
    }
  }
}

extension Kind {
  /// By what most findings of the kind are told.
  var usualReason: Reason {
    switch self {
    case .bsn, .nhs, .nir, .belgian, .kvnr, .iban, .registration: .checkDigit
    case .birthDate, .age, .national, .record: .label
    case .ssn, .phone, .email, .address, .url, .mrz: .shape
    case .name: .given
    }
  }
}

/// What was found, and where: never the text itself.
package struct Finding: Sendable, Hashable {
  package let kind: Kind
  package let reason: Reason
  /// Bytes from the beginning of the text.
  package let offset: Int
  /// Bytes of it.
  package let length: Int
  /// From 1.
  package let line: Int
  /// From 1, in characters (Unicode scalars) of the line.
  package let column: Int
}
