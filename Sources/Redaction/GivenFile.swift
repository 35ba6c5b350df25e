internal import Files

/// Why a file of a patient or of names cannot be used.
package struct GivenFileError: Error, Sendable {
  /// What is wrong, without a word of what the file says.
  package let reason: String
}

/// What a sender knows: of the patient, from a FHIR Patient, a PID segment or lines `name: …`; of
/// others, a name a line.
package struct GivenFile: Sendable {
  /// Larger files are refused: they are not a patient's.
  package static let longest = 1 << 20

  var people: [Person] = []
  var births: [String] = []
  var phones: [String] = []
  var numbers: [String] = []
  var addresses: [Address] = []
  /// What of the file cannot be looked for, and why, without a word of what it says.
  package internal(set) var leftOut: [String] = []

  struct Person: Sendable {
    var family = ""
    var given = ""
  }

  struct Address: Sendable {
    var street = ""
    var code = ""
    var town = ""
  }

  /// Reads a patient's file. Throws ``GivenFileError``.
  package init(patient bytes: [UInt8]) throws {
    let text = try Self.text(bytes)
    let start = text.drop { $0.isWhitespace }
    if start.hasPrefix("{") {
      do { try readFHIR(try JSONParser.object(Array(start.utf8))) } catch {
        throw GivenFileError(reason: "its JSON is not a FHIR Patient")
      }
    } else if text.split(whereSeparator: \.isNewline).contains(where: { $0.hasPrefix("PID|") }) {
      readHL7(text)
    } else {
      try readLines(text)
    }
    guard !isEmpty else { throw GivenFileError(reason: "it says nothing to look for") }
  }

  /// Reads a file of names, one a line.
  package init(names bytes: [UInt8]) throws {
    for line in try Self.text(bytes).split(whereSeparator: \.isNewline) {
      let name = line.trimmed
      if !name.isEmpty { people.append(Self.person(name)) }
    }
    guard !isEmpty else { throw GivenFileError(reason: "it has no names") }
  }

  private var isEmpty: Bool {
    people.isEmpty && births.isEmpty && phones.isEmpty && numbers.isEmpty && addresses.isEmpty
  }

  private static func text(_ bytes: [UInt8]) throws -> String {
    guard bytes.count <= longest else { throw GivenFileError(reason: "it is too long") }
    let isMarked = bytes.starts(with: [0xef, 0xbb, 0xbf])
    guard !bytes.contains(0),
      let text = String(validating: bytes.dropFirst(isMarked ? 3 : 0), as: UTF8.self)
    else { throw GivenFileError(reason: "it is not text in UTF-8") }
    return text
  }

  /// `Vries, A. de` and `A. de Vries`.
  static func person(_ name: String) -> Person {
    if let comma = name.firstIndex(of: ",") {
      return Person(
        family: name[..<comma].trimmed, given: name[name.index(after: comma)...].trimmed)
    }
    let words = name.split(whereSeparator: \.isWhitespace).map(String.init)
    // The family name begins at the first particle, else it is the last word.
    let first = words.dropFirst().firstIndex { GivenTerms.particles.contains(FoldedText.of($0)) }
    let index = first ?? max(0, words.count - 1)
    return Person(
      family: words[index...].joined(separator: " "), given: words[..<index].joined(separator: " "))
  }
}

/// Lines `name: …`.
extension GivenFile {
  private enum Key { case name, family, given, born, address, code, town, phone, number, email }

  private static let keys: [String: Key] = [
    "name": .name, "naam": .name, "nom": .name, "patient": .name, "family": .family,
    "achternaam": .family, "nachname": .family, "given": .given, "voornaam": .given,
    "vorname": .given, "prenom": .given, "born": .born, "birth": .born, "dob": .born,
    "birthdate": .born, "date of birth": .born, "geboren": .born, "geb": .born,
    "geboortedatum": .born, "ne": .born, "nee": .born, "geburtsdatum": .born, "address": .address,
    "adres": .address, "adresse": .address, "street": .address, "straat": .address,
    "postcode": .code, "postal code": .code, "zip": .code, "town": .town, "city": .town,
    "plaats": .town, "woonplaats": .town, "ort": .town, "ville": .town, "phone": .phone,
    "tel": .phone, "telefoon": .phone, "telephone": .phone, "telefon": .phone, "mobile": .phone,
    "mobiel": .phone, "number": .number, "nummer": .number, "numero": .number, "id": .number,
    "mrn": .number, "bsn": .number, "nhs": .number, "email": .email, "e mail": .email,
  ]

  private mutating func readLines(_ text: String) throws {
    var (family, given, address) = ("", "", Address())
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard !line.trimmed.isEmpty else { continue }
      guard let colon = line.firstIndex(of: ":"), let key = Self.key(line[..<colon]) else {
        throw GivenFileError(
          reason: "line \(index + 1) is not “name: …”, “born: …”, “address: …”, “phone: …” or "
            + "“number: …”")
      }
      let value = line[line.index(after: colon)...].trimmed
      guard !value.isEmpty else { continue }
      switch key {
      case .name: people.append(Self.person(value))
      case .family: family = value
      case .given: given = value
      case .born: births.append(value)
      case .address: addresses.append(Self.address(value))
      case .code: address.code = value
      case .town: address.town = value
      case .phone: phones.append(value)
      case .number: numbers.append(value)
      case .email: break
      }
    }
    if !family.isEmpty || !given.isEmpty { people.append(Person(family: family, given: given)) }
    if !address.code.isEmpty || !address.town.isEmpty { addresses.append(address) }
  }

  private static func key(_ text: Substring) -> Key? {
    keys[FoldedText.of(text).split(separator: " ").joined(separator: " ")]
  }

  /// `Dorpsstraat 12, 3512 AB Utrecht`.
  static func address(_ text: String) -> Address {
    let parts = text.split(separator: ",").map(\.trimmed)
    var result = Address(street: parts.first ?? "")
    for part in parts.dropFirst() {
      let words = part.split(separator: " ").map(String.init)
      var code = words.prefix { $0.contains(where: \.isNumber) }
      if code.count < words.count, !code.isEmpty, words[code.count].count == 2,
        words[code.count].allSatisfy(\.isUppercase)
      {
        code = words.prefix(code.count + 1)
      }
      if result.code.isEmpty { result.code = code.joined() }
      let town = words.dropFirst(code.count).joined(separator: " ")
      if result.town.isEmpty { result.town = town }
    }
    return result
  }
}

/// FHIR and HL7.
extension GivenFile {
  private mutating func readFHIR(_ patient: JSONObject) throws {
    func text(_ object: JSONObject, _ key: String) -> String {
      if case .string(let text)? = object[key] { return text }
      return ""
    }
    func texts(_ object: JSONObject, _ key: String) -> [String] {
      guard case .array(let values)? = object[key] else { return [] }
      return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
    func objects(_ object: JSONObject, _ key: String) -> [JSONObject] {
      guard case .array(let values)? = object[key] else { return [] }
      return values.compactMap { if case .object(let object) = $0 { object } else { nil } }
    }
    guard text(patient, "resourceType") == "Patient" else {
      throw GivenFileError(reason: "its JSON is not a FHIR Patient")
    }
    for name in objects(patient, "name") {
      let (family, given) = (text(name, "family"), texts(name, "given").joined(separator: " "))
      if family.isEmpty, given.isEmpty {
        if !text(name, "text").isEmpty { people.append(Self.person(text(name, "text"))) }
      } else {
        people.append(Person(family: family, given: given))
      }
    }
    if !text(patient, "birthDate").isEmpty { births.append(text(patient, "birthDate")) }
    for address in objects(patient, "address") {
      addresses.append(
        Address(
          street: texts(address, "line").first ?? "", code: text(address, "postalCode"),
          town: text(address, "city")))
    }
    for entry in objects(patient, "telecom") where text(entry, "system") != "email" {
      phones.append(text(entry, "value"))
    }
    numbers += objects(patient, "identifier").map { text($0, "value") }.filter { !$0.isEmpty }
  }

  private mutating func readHL7(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("PID|") {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      func repeats(_ field: Int) -> [[String]] {
        guard field < fields.count, !fields[field].isEmpty else { return [] }
        return fields[field].split(separator: "~").map {
          $0.split(separator: "^", omittingEmptySubsequences: false).map(String.init)
        }
      }
      for field in [2, 3, 4, 18, 19] {
        numbers += repeats(field).map { $0[0] }.filter { !$0.isEmpty }
      }
      for name in repeats(5) + repeats(9) {
        people.append(
          Person(
            family: name[0].split(separator: "&").first.map(String.init) ?? "",
            given: name.dropFirst().prefix(2).joined(separator: " ").trimmed))
      }
      births += repeats(7).map { $0[0] }
      for address in repeats(11) {
        func part(_ index: Int) -> String { index < address.count ? address[index] : "" }
        addresses.append(
          Address(
            street: part(0).split(separator: "&").first.map(String.init) ?? "", code: part(4),
            town: part(2)))
      }
      for phone in repeats(13) + repeats(14) {
        let whole = phone[0].isEmpty ? phone.dropFirst(4).prefix(3).joined() : phone[0]
        phones.append(whole)
      }
    }
  }
}

extension StringProtocol {
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
