internal import Files

/// Where one message goes.
struct DeliveryTask {
  let host: String
  let port: String
  /// Seconds.
  let timeout: Int
  /// MSH-10 of the message, which an acknowledgement repeats.
  let controlID: String

  /// Throws ``JSONError``.
  init(_ line: [UInt8]) throws {
    let json = try JSONParser.object(line)
    host = try json.string("host")
    port = String(try json.number("port"))
    timeout = try json.number("timeout")
    controlID = try json.string("control")
  }
}

/// What became of a message.
enum Delivery: Error {
  case acknowledged(String)
  /// The receiver says that it did not take it.
  case refused(String)
  /// The receiver cannot have the whole message.
  case unsent(String)
  /// The receiver may have it.
  case unknown(String)

  var json: JSONObject {
    let (word, text) =
      switch self {
      case .acknowledged(let text): ("acknowledged", text)
      case .refused(let text): ("refused", text)
      case .unsent(let text): ("unsent", text)
      case .unknown(let text): ("unknown", text)
      }
    return JSONObject(["answer": .string(word), "text": .string(String(text.prefix(300)))])
  }

  /// What an acknowledgement says of the message `controlID` (HL7 v2.5.1, sections 2.9.2, 2.15.8).
  static func read(_ bytes: [UInt8], of controlID: String) -> Delivery {
    let segments = String(decoding: bytes, as: UTF8.self).unicodeScalars
      .split { $0 == "\r" || $0 == "\n" }
    guard let header = segments.first, header.starts(with: "MSH".unicodeScalars),
      let separator = header.dropFirst(3).first,
      let answer = segments.first(where: { $0.starts(with: "MSA".unicodeScalars) })
    else { return .unknown("the answer is not an acknowledgement") }
    let fields = answer.split(separator: separator, omittingEmptySubsequences: false)
      .map { String(String.UnicodeScalarView($0)) }
    guard fields.count > 2, fields[2] == controlID else {
      return .unknown("the answer is about another message")
    }
    let words = fields.count > 3 ? ": \(fields[3])" : ""
    return switch fields[1] {
    case "AA", "CA": .acknowledged(fields[1] + words)
    case "AE", "AR", "CE", "CR": .refused(fields[1] + words)
    default: .unknown("the answer has no known code")
    }
  }
}
