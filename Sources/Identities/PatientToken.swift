package import Files

/// A pseudonym of a patient: `p1` and 26 digits of Crockford's base 32, which write 16 bytes as one
/// big-endian number (section 10). `PatientNumber` of Teams makes one of a number.
package struct PatientToken: Hashable, Sendable, LosslessStringConvertible {
  /// `p1` and 26 upper-case digits.
  package let description: String

  private static let prefix = "p1"
  private static let digits = 26
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Exactly the written form; nil for anything else, other cases and look-alikes included.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == Self.prefix.utf8.count + Self.digits, text.hasPrefix(Self.prefix),
      bytes.dropFirst(2).allSatisfy(Self.alphabet.contains),
      // 26 digits hold 130 bits, and the first two of them are zero.
      bytes[2] <= UInt8(ascii: "7")
    else { return nil }
    description = text
  }

  /// The token of 16 bytes.
  package init(bytes: [UInt8]) {
    precondition(bytes.count == 16)
    let number = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    let text = (0..<Self.digits).map { place in
      Self.alphabet[Int(truncatingIfNeeded: number >> (5 * (Self.digits - 1 - place)) & 31)]
    }
    description = Self.prefix + String(decoding: text, as: UTF8.self)
  }

  /// What people see and read to each other: `p1 7K2M-9QX4`.
  package var shown: String {
    let text = Array(description.dropFirst(2).prefix(8))
    return "p1 \(String(text[..<4]))-\(String(text[4...]))"
  }
}

/// What a person compares beside a token, such as a year of birth and initials: at most 32 bytes of
/// short text.
package struct PatientCheck: Hashable, Sendable, LosslessStringConvertible {
  package let description: String

  package static let sizeLimit = 32

  package init?(_ text: String) {
    guard text.utf8.count <= Self.sizeLimit, ShortText.isAllowed(text) else { return nil }
    description = text
  }
}

extension JSONObject {
  package func patientToken(_ key: String) throws -> PatientToken {
    guard let token = PatientToken(try string(key)) else {
      throw JSONError("“\(key)” is not a patient token")
    }
    return token
  }

  package func patientCheck(_ key: String) throws -> PatientCheck {
    guard let check = PatientCheck(try string(key)) else {
      throw JSONError("“\(key)” is not plain text of at most \(PatientCheck.sizeLimit) bytes")
    }
    return check
  }
}
