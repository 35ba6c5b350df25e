import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The Dutch BIG-register's public SOAP 1.1 interface, version 4.
struct BIGService: RegisterService {
  let address = "https://api.bigregister.nl/zksrv/soap/4"

  private static let space = "http://services.cibg.nl/ExternalUser"

  func ask(_ question: Question) throws -> Answer {
    var request = URLRequest(url: question.endpoint)
    request.httpMethod = "POST"
    request.setValue("text/xml; charset=utf-8", forHTTPHeaderField: "Content-Type")
    request.setValue("\"\(Self.space)/ListHcpApprox4\"", forHTTPHeaderField: "SOAPAction")
    request.httpBody = Data(
      """
      <?xml version="1.0" encoding="utf-8"?>
      <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>\
      <listHcpApproxRequest xmlns="\(Self.space)"><WebSite>Ribiz</WebSite>\
      <RegistrationNumber>\(question.number)</RegistrationNumber>\
      </listHcpApproxRequest></soap:Body></soap:Envelope>
      """.utf8)
    let data = try Fetcher(deadline: question.deadline).fetch(request)
    return try read(try XMLTree.parse(data), question)
  }

  private func read(_ root: XMLTree, _ question: Question) throws -> Answer {
    guard root.name == "Envelope", let body = root.child("Body") else {
      throw QueryError.nonsense("the answer is not a SOAP envelope")
    }
    if let fault = body.child("Fault") {
      throw QueryError.unreachable(
        "the service reports: \(fault.text("faultstring") ?? "a fault")")
    }
    guard let list = body.child("ListHcpApprox4Result")?.child("ListHcpApprox") else {
      throw QueryError.nonsense("the answer has no list")
    }
    let source = question.endpoint.absoluteString
    let people = list.children("ListHcpApprox4")
    if people.isEmpty { return .notFound(source: source) }
    for person in people {
      for registration in person.child("ArticleRegistration")?.children ?? []
      where Self.number(registration.text("ArticleRegistrationNumber")) == question.number {
        return .found(try entry(person, registration, question.number), source: source)
      }
    }
    throw QueryError.nonsense("the answer is about other numbers")
  }

  /// The service writes the number in decimal, without its leading zeros.
  private static func number(_ text: String?) -> String? {
    guard let text, text.count <= 11 else { return nil }
    return String(repeating: "0", count: 11 - text.count) + text
  }

  private func entry(
    _ person: XMLTree, _ registration: XMLTree, _ number: String
  ) throws -> Answer.Entry {
    let today = ServiceDate.today
    let surname = [person.text("Prefix"), person.text("BirthSurname")].compactMap { $0 }
      .joined(separator: " ")
    var entry = Answer.Entry(
      standing: "active", family: person.text("MailingName") ?? surname,
      profession: registration.text("ProfessionalGroupCode") ?? "")
    guard registration.child("ArticleRegistrationEndDate") != nil else {
      throw QueryError.nonsense("the answer has no end date")
    }
    entry.until = try ServiceDate.day(registration.text("ArticleRegistrationEndDate"))
    let judgments = (person.child("JudgmentProvision")?.children ?? []).filter {
      Self.number($0.text("ArticleNumber")) == number
    }
    let limitations = (person.child("Limitation")?.children ?? []).filter {
      Self.number($0.text("ArticleRegistrationNumber")) == number
    }
    let inForce = try (judgments + limitations).filter { measure in
      let start = try ServiceDate.day(measure.text("StartDate"))
      let ends = [measure.text("EndDate"), measure.text("ExpirationEndDate")]
      let end = try ends.compactMap { try ServiceDate.day($0) }.min()
      return (start ?? today) <= today && (end ?? today) >= today
    }
    if !inForce.isEmpty {
      entry.standing = "restricted"
      entry.note = inForce.map {
        $0.text("PublicDescription") ?? $0.text("Description") ?? "a measure without public text"
      }.joined(separator: "; ")
    }
    if let until = entry.until, until < today { entry.standing = "ended" }
    return entry
  }
}
