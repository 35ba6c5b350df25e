/// What a number tells by itself, without a register: its form and its check digit, as two facts.
package struct NumberFacts: Sendable, Equatable {
  /// As typed, less what people put between digits, letters in upper case.
  package let number: String
  package let format: Format
  package let checkDigit: CheckDigit

  package enum Format: Sendable, Equatable {
    case good
    case malformed(_ reason: String)
  }

  package enum CheckDigit: String, Sendable {
    case good
    /// Fails under a published rule: no such number was ever given out.
    case wrong
    /// Fails under a rule that its authority never published, or breaks itself: worth a look-up.
    case suspect
    /// The register has no check digit that is known.
    case none
    /// The form is wrong already.
    case unchecked
  }

  /// Not worth a look-up: no register can hold it.
  package var isMalformed: Bool { format != .good || checkDigit == .wrong }

  package init(_ typed: String, in register: Register) {
    number = Self.normalised(typed)
    let characters = Array(number.utf8)
    if let reason = register.flaw(in: characters) {
      (format, checkDigit) = (.malformed(reason), .unchecked)
    } else {
      (format, checkDigit) = (.good, register.checkDigit(of: characters))
    }
  }

  /// `typed` without blanks, hyphens and dots, ASCII letters in upper case. Nothing else is
  /// changed: the letters O and I are not digits.
  static func normalised(_ typed: String) -> String {
    if typed.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return typed }
    var kept = String.UnicodeScalarView()
    for scalar in typed.unicodeScalars {
      let properties = scalar.properties
      if scalar == "." || properties.isWhitespace || properties.generalCategory == .dashPunctuation
      {
        continue
      }
      kept.append(
        ("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) - 0x20) : scalar)
    }
    return String(kept)
  }
}
