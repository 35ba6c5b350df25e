import Envelopes
import Files
import Foundation
import Identities
import Secrets
import TestSupport
import Testing

@testable import Teams

/// One case of a file in `teams` of the vectors; its README tells the form.
struct TeamsCase: Sendable, CustomTestStringConvertible {
  let fields: [String: VectorValue]
  let texts: [String: VectorValue]

  var testDescription: String { text("name") }

  func text(_ key: String) -> String { fields[key]?.text ?? "" }
  func list(_ key: String) -> [VectorValue] { fields[key]?.list ?? [] }
  func members(_ key: String) -> [String: VectorValue] { fields[key]?.members ?? [:] }
  func flag(_ key: String) -> Bool { fields[key]?.flag ?? false }
  func time(_ key: String) -> Timestamp? { Timestamp(text(key)) }

  /// The cases of `name`.json; none where there are no vectors.
  static func all(_ name: String) -> [TeamsCase] {
    struct Contents: Decodable {
      let texts: [String: VectorValue]
      let cases: [VectorValue]
    }
    guard Vectors.folder != nil,
      let data = FileManager.default.contents(atPath: Vectors.path("teams/\(name).json")),
      let json = try? JSONSerialization.jsonObject(with: data),
      let plain = try? JSONSerialization.data(withJSONObject: withoutNulls(json)),
      let contents = try? JSONDecoder().decode(Contents.self, from: plain)
    else { return [] }
    return contents.cases.map {
      TeamsCase(fields: $0.resolving(contents.texts).members, texts: contents.texts)
    }
  }

  /// The same without members that are null, which vectors write for what is absent.
  private static func withoutNulls(_ value: Any) -> Any {
    switch value {
    case let members as [String: Any]:
      members.filter { !($0.value is NSNull) }.mapValues(withoutNulls)
    case let list as [Any]: list.map(withoutNulls)
    default: value
    }
  }

  /// The documents of `file`, taken in one after another, whatever becomes of each.
  func filed() -> FileOfDocuments {
    var file = FileOfDocuments()
    for text in list("file") { _ = file.take(Array(text.text.utf8)) }
    return file
  }
}

/// All that a home has on file, as storage will keep it.
struct FileOfDocuments {
  var authorities: [[UInt8]: Authority] = [:]
  var revoked: Set<Identity> = []

  /// Takes in one document on its own; the name of what became of it.
  mutating func take(_ bytes: [UInt8]) -> String {
    named {
      let kinds = SignedDocument.authority.union([.revocation])
      let document = try SignedDocument.parse(stream: bytes, kinds: kinds)[0]
      switch document.kind {
      case .revocation:
        return revoke(try Revocation(document))
      case .charter:
        let charter = try Charter(document)
        if charter.n == 0 { return try take(founding: charter) }
        return try take(at: charter.id) { try $0.take(charter, revoked: $1) }
      case .roster:
        let roster = try Roster(document)
        return try take(at: roster.facts.team) { try $0.take(roster, revoked: $1) }
      case .duty:
        let duty = try Duty(document)
        return try take(at: duty.facts.role) { try $0.take(duty, revoked: $1) }
      case .handover:
        let handover = try Handover(document)
        return try take(at: handover.role) { try $0.take(handover, revoked: $1) }
      default: return "another kind"
      }
    }
  }

  private mutating func revoke(_ revocation: Revocation) -> String {
    if case .identity(let identity) = revocation.target { revoked.insert(identity) }
    return "accepted"
  }

  private mutating func take(founding charter: Charter) throws -> String {
    if authorities[charter.id] == nil {
      authorities[charter.id] = try Authority(founding: charter)
    }
    return "accepted"
  }

  private mutating func take(
    at id: [UInt8], _ body: (inout Authority, Set<Identity>) throws -> Filing
  ) throws -> String {
    guard var authority = authorities[id] else {
      throw AuthorityError.brokenChain("nothing is on file")
    }
    let filing = try body(&authority, revoked)
    authorities[id] = authority
    return filing.name
  }

  /// Takes in a part, or a revocation that came as one.
  mutating func take(part bytes: [UInt8]) -> String {
    if bytes.starts(with: Array("tacita/v1/revocation".utf8)) { return take(bytes) }
    return named {
      let part = try AuthorityPart(bytes)
      let id = part.charters[0].id
      let taken = try Authority.taking(part, over: authorities[id], revoked: revoked)
      authorities[id] = taken.authority
      return taken.outcome.name
    }
  }
}

/// The stable name of what `body` throws, or what it returns.
func named(_ body: () throws -> String) -> String {
  do { return try body() } catch let error as DocumentError {
    return error.name
  } catch let error as AuthorityError {
    return error.name
  } catch let error as AddressingError {
    return error.name
  } catch {
    return "\(error)"
  }
}

/// People and times for tests, made from fixed seeds.
enum Sample {
  static let now = Timestamp(unix: 1_795_290_000)

  static func key(_ number: UInt8) -> SigningKey {
    var seed = [UInt8](repeating: number, count: 32)
    return SigningKey(seed: SecretBytes(moving: &seed))
  }

  static let vries = key(1)
  static let jansen = key(2)
  static let bakker = key(3)
  static let stranger = key(4)
  static let nobody: Set<Identity> = []

  static func secret(_ text: String) -> SecretBytes {
    var bytes = Array(text.utf8)
    return SecretBytes(moving: &bytes)
  }
}

extension MessageHead {
  /// A text from A. de Vries to B. Jansen.
  static func sample(to people: [Identity] = [Sample.jansen.identity]) -> MessageHead {
    MessageHead(
      id: Array(0..<16), from: Sample.vries.identity, to: people, sent: Sample.now,
      expires: Sample.now + 14 * 86400, priority: .routine,
      parts: [Part(name: "body", type: textType)], seq: 1, previous: nil)
  }

  /// The line of this head with other members.
  func editing(_ members: [String: VectorValue]) throws -> [UInt8] {
    var object = try CanonicalJSON.decode(line, nullable: "prev")
    for (key, value) in members { object[key] = value.json }
    return CanonicalJSON.encode(object)
  }
}

extension VectorValue {
  var json: JSONValue {
    switch self {
    case .string(let text): .string(text)
    case .integer(let number): .number(number)
    case .bool(let flag): .bool(flag)
    case .array(let list): .array(list.map(\.json))
    case .object(let members): .object(JSONObject(members.map { ($0.key, $0.value.json) }))
    }
  }
}

extension [String: VectorValue] {
  /// The line of a head, whose `prev` is null when it is not here.
  func canonicalLine() -> [UInt8] {
    var head = JSONObject(map { ($0.key, $0.value.json) })
    if head["prev"] == nil { head["prev"] = .null }
    return CanonicalJSON.encode(head)
  }
}
