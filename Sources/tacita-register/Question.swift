import Foundation

/// One question from tacita.
struct Question {
  let number: String
  let service: any RegisterService
  let endpoint: URL
  let accessKey: String?
  /// The latest time for the answer.
  let deadline: Date

  init(_ line: String) throws {
    guard let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      let number = json["number"] as? String, let register = json["register"] as? String,
      number.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { throw QueryError.nonsense("the question is malformed") }
    guard let service = tacita_register.service(register) else {
      throw QueryError.nonsense("no service for \(register)")
    }
    let address = json["endpoint"] as? String ?? service.address
    guard let endpoint = URL(string: address), ["http", "https"].contains(endpoint.scheme),
      endpoint.host != nil
    else { throw QueryError.nonsense("the address is not an http or https URL") }
    self.number = number
    self.service = service
    self.endpoint = endpoint
    accessKey = json["accessKey"] as? String
    deadline = Date(timeIntervalSinceNow: Double(json["timeout"] as? Int ?? 20))
  }
}

/// A register's interface.
protocol RegisterService {
  var address: String { get }
  func ask(_ question: Question) throws -> Answer
}

/// The interface of the register with this short name.
func service(_ register: String) -> (any RegisterService)? {
  switch register {
  case "big": BIGService()
  case "npi": NPIService()
  case "rpps": RPPSService()
  default: nil
  }
}
