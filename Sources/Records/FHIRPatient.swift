internal import Files

/// Reads a Patient resource of FHIR R4, as JSON.
enum FHIRPatient {
  /// Throws ``BadPatientFile``. What would change the meaning of the rest, and is not understood
  /// here, is refused.
  static func read(_ bytes: [UInt8]) throws -> RecordPatient {
    let json: JSONObject
    do { json = try JSONParser.foreignObject(bytes) } catch let error as JSONError {
      throw BadPatientFile("it is not JSON that can be read: \(error)")
    }
    guard let type = try? json.string("resourceType"), type == "Patient" else {
      throw BadPatientFile("it is not a Patient resource of FHIR")
    }
    try refuseUnusable(json)
    var details = PatientDetails()
    details.name = try name(json)
    details.birthDate = try birthDate(json)
    details.gender = try gender(json)
    let identifiers = try objects(json, "identifier", PatientIdentifier.most)
      .compactMap(identifier)
    return try RecordPatient(identifiers, details)
  }

  private static func refuseUnusable(_ json: JSONObject) throws {
    for key in ["modifierExtension", "implicitRules"] where json[key] != nil {
      throw BadPatientFile("it has “\(key)”, which may change what the rest means")
    }
    if let active = json["active"] {
      guard case .bool(let isActive) = active else { throw wrong("active", "true or false") }
      if !isActive { throw BadPatientFile("it is marked as not in use") }
    }
    for link in try objects(json, "link", PatientIdentifier.most)
    where (try? link.string("type")) == "replaced-by" {
      throw BadPatientFile("another Patient replaced it; fetch that one")
    }
  }

  /// Nil for a number that is not in use any more, or is not told.
  private static func identifier(_ json: JSONObject) throws -> PatientIdentifier? {
    let use = try string(json, "use")
    guard use == nil || ["usual", "official", "temp", "secondary", "old"].contains(use) else {
      throw wrong("identifier.use", "a code of FHIR R4")
    }
    guard use != "old", let value = try string(json, "value") else { return nil }
    let codings = try json.optional("type", JSONObject.object).map { try objects($0, "coding", 16) }
    let code = codings?.first { (try? $0.string("system")) == FHIRNames.numberKinds }
    return try PatientIdentifier(
      system: try string(json, "system"),
      assigner: try json.optional("assigner", JSONObject.object)
        .flatMap { try string($0, "display") },
      value: value, type: try code.flatMap { try string($0, "code") })
  }

  private static func name(_ json: JSONObject) throws -> PatientName? {
    let names = try objects(json, "name", PatientName.most).map { json in
      let name = PatientName(
        use: try string(json, "use"), text: try string(json, "text").map(PatientName.plain),
        family: try string(json, "family").map(PatientName.plain),
        given: try strings(json, "given").map(PatientName.plain),
        prefix: try strings(json, "prefix").map(PatientName.plain),
        suffix: try strings(json, "suffix").map(PatientName.plain))
      let uses = ["usual", "official", "temp", "nickname", "anonymous", "old", "maiden"]
      guard name.use.map(uses.contains) ?? true else {
        throw wrong("name.use", "a code of FHIR R4")
      }
      try name.check()
      return name
    }
    return PatientName.chosen(names)
  }

  private static func birthDate(_ json: JSONObject) throws -> String? {
    guard let date = try string(json, "birthDate") else { return nil }
    guard PatientDetails.isDate(date) else { throw wrong("birthDate", "a date like 1972-03-09") }
    return date
  }

  private static func gender(_ json: JSONObject) throws -> PatientDetails.Gender? {
    guard let code = try string(json, "gender") else { return nil }
    guard let gender = PatientDetails.Gender(rawValue: code) else {
      throw wrong("gender", "male, female, other or unknown")
    }
    return gender
  }

  private static func string(_ json: JSONObject, _ key: String) throws -> String? {
    guard let value = json[key] else { return nil }
    guard case .string(let text) = value, !text.isEmpty else { throw wrong(key, "a text") }
    return text
  }

  /// Null stands in a list where a text is left out.
  private static func strings(_ json: JSONObject, _ key: String) throws -> [String] {
    guard let value = json[key] else { return [] }
    guard case .array(let values) = value, values.count <= PatientName.most else {
      throw wrong(key, "a list of at most \(PatientName.most) texts")
    }
    return try values.compactMap { value in
      if case .null = value { return nil }
      guard case .string(let text) = value, !text.isEmpty else {
        throw wrong(key, "a list of texts")
      }
      return text
    }
  }

  private static func objects(
    _ json: JSONObject, _ key: String, _ most: Int
  ) throws -> [JSONObject] {
    guard json[key] != nil else { return [] }
    guard let objects = try? json.objects(key), objects.count <= most else {
      throw wrong(key, "a list of at most \(most) objects")
    }
    return objects
  }

  private static func wrong(_ key: String, _ wanted: String) -> BadPatientFile {
    BadPatientFile("“\(key)” is not \(wanted)")
  }
}
