internal import CheckDigits

/// The form of each register's numbers, and what their check digits say. Characters are the ASCII
/// of a normalised number.
extension Register {
  /// What is wrong with the form; nil when nothing is.
  func flaw(in characters: [UInt8]) -> String? {
    switch self {
    case .big, .rpps, .riziv: Form.digits(11, characters)
    case .npi: Form.digits(10, characters) ?? Form.start("12", characters, "1 or 2")
    case .lanr: Form.digits(9, characters) ?? Self.pseudoNumber(characters)
    case .efn: Form.digits(15, characters) ?? Form.prefix("80276", characters)
    case .agb: Form.digits(8, characters)
    case .gmc:
      Form.matches("DDDDDDD", characters) || Form.matches("LDDDDDD", characters)
        ? nil : Form.reason(characters, "not 7 digits, nor a letter and 6 digits")
    case .nmc:
      Form.matches("DDLDDDDL", characters)
        ? nil : Form.reason(characters, "not 2 digits, a letter, 4 digits and a letter")
    case .gphc: Form.digits(7, characters) ?? Form.start("2", characters, "2")
    case .hcpc:
      Self.isHCPC(characters)
        ? nil : Form.reason(characters, "not 2 or 3 letters and 4 to 6 digits")
    }
  }

  /// `characters` have the right form.
  func checkDigit(of characters: [UInt8]) -> NumberFacts.CheckDigit {
    let digits = characters.map { $0 &- 0x30 }
    switch self {
    case .big: return CheckDigits.isBIG(digits.span) ? .good : .suspect
    case .rpps: return CheckDigits.luhn(digits.span) ? .good : .suspect
    case .npi: return CheckDigits.isNPI(digits.span) ? .good : .wrong
    case .efn: return CheckDigits.luhn(digits.span) ? .good : .wrong
    case .lanr: return CheckDigits.isLANR(digits.span) ? .good : .wrong
    case .riziv: return CheckDigits.isRIZIV(digits.span) ? .good : .wrong
    case .gmc, .nmc, .gphc, .hcpc, .agb: return .none
    }
  }

  /// `9999999xx` stands for whoever has no number.
  private static func pseudoNumber(_ characters: [UInt8]) -> String? {
    characters.prefix(7).allSatisfy { $0 == UInt8(ascii: "9") }
      ? "a pseudo-number, which is nobody's" : nil
  }

  private static func isHCPC(_ characters: [UInt8]) -> Bool {
    let letters = characters.prefix { Form.isLetter($0) }.count
    let digits = characters.dropFirst(letters)
    return (2...3).contains(letters) && (4...6).contains(digits.count)
      && digits.allSatisfy(Form.isDigit)
  }
}

/// Forms, and words for what breaks them.
enum Form {
  static func isDigit(_ character: UInt8) -> Bool { (0x30...0x39).contains(character) }
  static func isLetter(_ character: UInt8) -> Bool { (0x41...0x5a).contains(character) }

  static func digits(_ count: Int, _ characters: [UInt8]) -> String? {
    characters.count == count && characters.allSatisfy(isDigit)
      ? nil : reason(characters, "not \(count) digits")
  }

  static func start(_ allowed: String, _ characters: [UInt8], _ words: String) -> String? {
    allowed.utf8.contains(characters[0]) ? nil : "does not begin with \(words)"
  }

  static func prefix(_ prefix: String, _ characters: [UInt8]) -> String? {
    characters.starts(with: prefix.utf8) ? nil : "does not begin with \(prefix)"
  }

  /// `D` is a digit, `L` a letter.
  static func matches(_ pattern: String, _ characters: [UInt8]) -> Bool {
    pattern.utf8.count == characters.count
      && zip(pattern.utf8, characters).allSatisfy {
        $0 == UInt8(ascii: "D") ? isDigit($1) : isLetter($1)
      }
  }

  /// `expected`, with the commonest slip named where it is one.
  static func reason(_ characters: [UInt8], _ expected: String) -> String {
    let slips = characters.filter { $0 == UInt8(ascii: "O") || $0 == UInt8(ascii: "I") }
    let rest = characters.filter { !slips.contains($0) }
    guard !slips.isEmpty, rest.count >= 4, rest.allSatisfy(isDigit) else { return expected }
    return "\(expected): the letters O and I are not the digits 0 and 1"
  }
}

extension NumberFacts {
  /// The number as the key of a snapshot: decimal where all are digits, else in base 36. Different
  /// numbers of one register have different keys.
  var key: Int64? {
    guard format == .good else { return nil }
    return Int64(number) ?? Int64(number, radix: 36).map { -$0 }
  }
}
