import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The French directory's FHIR interface, version 2. It requires an access key.
struct RPPSService: RegisterService {
  let address = "https://gateway.api.esante.gouv.fr/fhir/v2/Practitioner"

  func ask(_ question: Question) throws -> Answer {
    let url = try question.url([("identifier", question.number)])
    var request = URLRequest(url: url)
    request.setValue("application/fhir+json", forHTTPHeaderField: "Accept")
    if let key = question.accessKey { request.setValue(key, forHTTPHeaderField: "ESANTE-API-KEY") }
    let data = try Fetcher(deadline: question.deadline).fetch(request)
    let json = try JSONAnswer.object(data)
    guard json["resourceType"] as? String == "Bundle" else {
      throw QueryError.nonsense("the answer is not a Bundle")
    }
    let source = question.endpoint.absoluteString
    let entries = json["entry"] as? [[String: Any]] ?? []
    let people = entries.compactMap { $0["resource"] as? [String: Any] }.filter {
      $0["resourceType"] as? String == "Practitioner"
    }
    if people.isEmpty {
      guard json["total"] as? Int == 0 else {
        throw QueryError.nonsense("the Bundle has no Practitioner and no total of 0")
      }
      return .notFound(source: source)
    }
    guard let person = people.first(where: { has(question.number, $0) }) else {
      throw QueryError.nonsense("the answer is about other numbers")
    }
    guard let active = person["active"] as? Bool else {
      throw QueryError.nonsense("the answer does not say whether it is active")
    }
    let name = (person["name"] as? [[String: Any]])?.first ?? [:]
    let given = (name["given"] as? [String] ?? []).joined(separator: " ")
    return .found(
      Answer.Entry(
        standing: active ? "active" : "ended", family: JSONAnswer.text(name["family"]) ?? "",
        given: given, profession: profession(person), note: active ? "" : "not active"),
      source: source)
  }

  /// Whether the person has the number, with or without the 8 that marks an RPPS number.
  private func has(_ number: String, _ person: [String: Any]) -> Bool {
    (person["identifier"] as? [[String: Any]] ?? []).contains {
      let value = JSONAnswer.text($0["value"])
      return value == number || value == "8\(number)"
    }
  }

  private func profession(_ person: [String: Any]) -> String {
    let qualifications = person["qualification"] as? [[String: Any]] ?? []
    for qualification in qualifications {
      let coding = (qualification["code"] as? [String: Any])?["coding"] as? [[String: Any]] ?? []
      for code in coding
      where (JSONAnswer.text(code["system"]) ?? "").contains("ProfessionSante") {
        return JSONAnswer.text(code["code"]) ?? ""
      }
    }
    return ""
  }
}
