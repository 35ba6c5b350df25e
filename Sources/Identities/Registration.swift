internal import Files

/// An entry in a professional register, as its holder claims it or a verifier attests it.
package struct Registration: Hashable, Sendable {
  /// The register's short name, such as `big`.
  package let register: String
  package let number: String

  package init(register: String, number: String) {
    self.register = register
    self.number = number
  }

  var json: JSONObject {
    JSONObject(["number": .string(number), "register": .string(register)])
  }
}

extension Registration: LosslessStringConvertible {
  /// `big:89012345601`.
  package var description: String { "\(register):\(number)" }

  /// Reads `REGISTER:NUMBER`, both not empty, the register in lower-case letters and digits.
  package init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), ShortText.isAllowed(text) else { return nil }
    let register = text[..<colon]
    let number = text[text.index(after: colon)...]
    let isName = register.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    guard isName, !register.isEmpty, !number.isEmpty, !number.contains(where: \.isWhitespace)
    else { return nil }
    self.init(register: String(register), number: String(number))
  }
}
