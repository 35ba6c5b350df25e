internal import AgeFormat
internal import Files
package import Identities
internal import Redaction
package import Secrets

/// A patient's number, read from a line such as `bsn:111222333` and checked (section 10). It lives in
/// guarded memory, as the JSON object that is hashed, and is in no error.
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

  /// Without blanks, dots and hyphens (those that an MRN may have stay), letters raised, and the zero
  /// that a BSN of eight digits lost.
  private func normalise(_ value: inout [UInt8]) {
    let marks = Array(self == .mrn ? " ".utf8 : " .-".utf8)
    value.removeAll { marks.contains($0) }
    for index in value.indices where (0x61...0x7a).contains(value[index]) { value[index] -= 0x20 }
    if self == .bsn, value.count == 8 { value.insert(UInt8(ascii: "0"), at: 0) }
  }

  private func isValid(_ value: [UInt8]) -> Bool {
    func digit(_ index: Int) -> Int { Int(value[index]) - 0x30 }
    func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + digit($1) } }
    func areDigits(_ bytes: some Collection<UInt8>) -> Bool {
      bytes.allSatisfy { (0x30...0x39).contains($0) }
    }
    switch self {
    case .bsn: return value.count == 9 && areDigits(value) && CheckDigits.elevenTest(digit)
    case .nhs: return value.count == 10 && areDigits(value) && CheckDigits.nhs(digit)
    case .rrn:
      return value.count == 11 && areDigits(value)
        && CheckDigits.belgian(body: number(0..<9), check: number(9..<11))
    case .kvnr:
      return value.count == 10 && (0x41...0x5a).contains(value[0]) && areDigits(value.dropFirst())
        && value.dropFirst().contains { $0 != 0x30 }
        && CheckDigits.german(letter: value[0]) { digit($0 + 1) }
    case .nir: return isNIR(value)
    case .mrn:
      return (1...64).contains(value.count)
        && value.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || Array("./-".utf8).contains($0)
        }
    }
  }

  /// Thirteen places, of which the seventh is a letter in Corsica, and a key of two.
  private func isNIR(_ value: [UInt8]) -> Bool {
    guard value.count == 15 else { return false }
    var places = value
    defer { wipe(&places) }
    let corsica = value[5] == UInt8(ascii: "2") ? CheckDigits.corsica(value[6]) : 0
    if corsica > 0 { places[6] = 0x30 }
    guard places.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    let body = places[..<13].reduce(0) { $0 * 10 + Int($1) - 0x30 } - corsica
    return CheckDigits.french(body: body, key: Int(value[13] - 0x30) * 10 + Int(value[14] - 0x30))
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
