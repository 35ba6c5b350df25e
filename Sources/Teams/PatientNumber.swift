internal import AgeFormat
internal import CheckDigits
internal import Files
package import Identities
package import Secrets

/// A patient's number, read from a line such as `bsn:111222333` and checked (section 10). It lives
/// in guarded memory, as the JSON object that is hashed, and is in no error.
package struct PatientNumber: Sendable {
  /// RFC 8785 JSON: `{"landCode":"NL","type":"BSN","value":"111222333"}`.
  package let object: SecretBytes

  /// Bytes of the line that is read.
  package static let longestLine = 1024
  private static let info = Array("tacita/v1/patient".utf8)

  /// Reads `line`: printable ASCII with at most one LF or CRLF at its end. Throws
  /// ``BadPatientNumber``.
  package init(_ line: SecretBytes) throws {
    guard line.count <= Self.longestLine else { throw BadPatientNumber() }
    var bytes = line.copy()
    defer { wipe(&bytes) }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if line.count > bytes.count, bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard bytes.allSatisfy({ (0x20...0x7e).contains($0) }),
      let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let kind = PatientNumberKind(rawValue: String(decoding: bytes[..<colon], as: UTF8.self))
    else { throw BadPatientNumber() }
    var object = try kind.object(bytes[(colon + 1)...])
    self.object = SecretBytes(moving: &object)
  }

  /// The token of this number under a team's key, or a home's own.
  package func token(under key: SecretBytes) -> PatientToken {
    var (secret, message) = (key.copy(), object.copy())
    var derived = HKDFSHA256.derive(secret, salt: [], info: Self.info)
    defer {
      wipe(&secret)
      wipe(&message)
      wipe(&derived)
    }
    return PatientToken(bytes: Array(HMACSHA256.authenticate(message, key: derived).prefix(16)))
  }
}

/// The kinds of number that a line may begin with.
private enum PatientNumberKind: String {
  case bsn, nhs, nir, rrn, kvnr, mrn

  /// The canonical object of the number written after the colon.
  func object(_ text: ArraySlice<UInt8>) throws -> [UInt8] {
    var (facility, value): ([UInt8]?, [UInt8]) = (nil, Array(text))
    defer { wipe(&value) }
    if self == .mrn {
      guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { throw BadPatientNumber() }
      facility = Array(text[..<colon])
      wipe(&value)
      value = Array(text[(colon + 1)...])
    }
    normalise(&value)
    guard value.contains(where: { $0 != UInt8(ascii: "0") }), isValid(value),
      facility.map(Self.isFacility) ?? true
    else { throw BadPatientNumber() }
    return json(value, facility: facility)
  }

  /// Without blanks, dots and hyphens (those that an MRN may have stay), letters raised, and the
  /// zero that a BSN of eight digits lost.
  private func normalise(_ value: inout [UInt8]) {
    let marks = Array(self == .mrn ? " ".utf8 : " .-".utf8)
    value.removeAll { marks.contains($0) }
    for index in value.indices where (0x61...0x7a).contains(value[index]) { value[index] -= 0x20 }
    if self == .bsn, value.count == 8 { value.insert(UInt8(ascii: "0"), at: 0) }
  }

  private func isValid(_ value: [UInt8]) -> Bool {
    if self == .mrn {
      return (1...64).contains(value.count)
        && value.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || Array("./-".utf8).contains($0)
        }
    }
    // The values of the digits: a letter, which KVNR and Corsican NIR have, is none.
    var digits = value.map { $0 &- 0x30 }
    defer { wipe(&digits) }
    if self == .kvnr { digits.removeFirst(min(1, digits.count)) }
    let isCorsican = self == .nir && value.count == 15 && value[5] == UInt8(ascii: "2")
    let corsica = isCorsican ? CheckDigits.corsica(value[6]) : 0
    if corsica > 0 { digits[6] = 0 }
    guard digits.allSatisfy({ $0 < 10 }) else { return false }
    switch self {
    case .bsn: return CheckDigits.isBSN(digits.span)
    case .nhs: return CheckDigits.isNHS(digits.span)
    case .rrn: return CheckDigits.isRRN(digits.span)
    case .kvnr:
      return (0x41...0x5a).contains(value[0]) && CheckDigits.isKVNR(letter: value[0], digits.span)
    case .nir:
      guard digits.count == 15 else { return false }
      let body = digits[..<13].reduce(0) { $0 * 10 + Int($1) } - corsica
      return CheckDigits.isNIR(body: body, key: Int(digits[13]) * 10 + Int(digits[14]))
    case .mrn: return false
    }
  }

  private static func isFacility(_ text: [UInt8]) -> Bool {
    (1...64).contains(text.count)
      && text.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) || $0 == UInt8(ascii: ".")
          || $0 == UInt8(ascii: "-")
      }
  }

  /// Written by hand, since a string would leave copies; no byte of it needs an escape.
  private func json(_ value: [UInt8], facility: [UInt8]?) -> [UInt8] {
    let country: [PatientNumberKind: String] = [
      .bsn: "NL", .nhs: "GB", .nir: "FR", .rrn: "BE", .kvnr: "DE",
    ]
    var text: [UInt8] = []
    text.reserveCapacity(256)
    if let facility { text += Array("{\"facility\":\"".utf8) + facility + Array("\"".utf8) }
    if let code = country[self] { text += Array("{\"landCode\":\"\(code)\"".utf8) }
    text += Array(",\"type\":\"\(rawValue.uppercased())\",\"value\":\"".utf8)
    text += value
    text += Array("\"}".utf8)
    return text
  }
}
