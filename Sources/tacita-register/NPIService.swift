import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The NPI registry's interface, version 2.1. It reports errors with the status 200.
struct NPIService: RegisterService {
  let address = "https://npiregistry.cms.hhs.gov/api/"

  func ask(_ question: Question) throws -> Answer {
    let url = try question.url([("version", "2.1"), ("number", question.number)])
    let data = try Fetcher(deadline: question.deadline).fetch(URLRequest(url: url))
    let json = try JSONAnswer.object(data)
    if let errors = json["Errors"] as? [[String: Any]] {
      let reasons = errors.compactMap { $0["description"] as? String }.joined(separator: "; ")
      throw QueryError.nonsense("the service reports: \(reasons)")
    }
    guard let count = json["result_count"] as? Int, let results = json["results"] as? [Any] else {
      throw QueryError.nonsense("the answer has no results")
    }
    let source = question.endpoint.absoluteString
    if count == 0, results.isEmpty { return .notFound(source: source) }
    let found = results.compactMap { $0 as? [String: Any] }.first {
      JSONAnswer.text($0["number"]) == question.number
    }
    guard let found, let basic = found["basic"] as? [String: Any] else {
      throw QueryError.nonsense("the answer is about other numbers")
    }
    return .found(try entry(found, basic), source: source)
  }

  private func entry(_ found: [String: Any], _ basic: [String: Any]) throws -> Answer.Entry {
    func text(_ key: String) -> String { JSONAnswer.text(basic[key]) ?? "" }
    let isPerson = JSONAnswer.text(found["enumeration_type"]) == "NPI-1"
    guard let status = JSONAnswer.text(basic["status"]) else {
      throw QueryError.nonsense("the answer has no status")
    }
    let taxonomies = found["taxonomies"] as? [[String: Any]] ?? []
    let taxonomy = taxonomies.first { $0["primary"] as? Bool == true } ?? taxonomies.first
    return Answer.Entry(
      standing: status != "A" ? "ended" : isPerson ? "active" : "organisation",
      family: isPerson ? text("last_name") : text("organization_name"),
      given: isPerson ? text("first_name") : "",
      profession: JSONAnswer.text(taxonomy?["code"]) ?? "",
      title: JSONAnswer.text(taxonomy?["desc"]) ?? "",
      note: status == "A" ? "" : "status \(status)")
  }
}

/// Reads JSON of a service.
enum JSONAnswer {
  static func object(_ data: Data) throws -> [String: Any] {
    guard let json = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw QueryError.nonsense("the answer is not a JSON object")
    }
    return json
  }

  /// A text, or an integer as text.
  static func text(_ value: Any?) -> String? {
    value as? String ?? (value as? Int).map(String.init)
  }
}

extension Question {
  /// The endpoint with `parameters` in its query.
  func url(_ parameters: [(String, String)]) throws -> URL {
    var components = URLComponents(url: endpoint, resolvingAgainstBaseURL: false)
    components?.queryItems = parameters.map { URLQueryItem(name: $0.0, value: $0.1) }
    guard let url = components?.url else {
      throw QueryError.nonsense("the address is not a URL")
    }
    return url
  }
}
