package import Files

/// What the administrator decided for every home of this machine. A home can be stricter, never
/// laxer: its own settings are clamped whenever they are used, and stay as they are.
package struct MachinePolicy: Sendable, Equatable {
  package static let schema = "tacita/policy/1"
  /// Bytes of the file at most.
  package static let sizeLimit = 65536

  private var values: [PolicyRule: PolicyValue] = [:]

  /// No rule at all.
  package init() {}

  package subscript(rule: PolicyRule) -> PolicyValue? { values[rule] }

  /// The rules that are given, in the order of the page.
  package var rules: [(rule: PolicyRule, value: PolicyValue)] {
    PolicyRule.allCases.compactMap { rule in values[rule].map { (rule, $0) } }
  }

  package var isEmpty: Bool { values.isEmpty }

  func number(_ rule: PolicyRule) -> Int? {
    if case .number(let number)? = values[rule] { return number }
    return nil
  }

  /// The word or text of `rule`.
  package func word(_ rule: PolicyRule) -> String? {
    if case .text(let word)? = values[rule] { return word }
    return nil
  }

  func list(_ rule: PolicyRule) -> [String]? {
    if case .list(let list)? = values[rule] { return list }
    return nil
  }
}

/// Reading.
extension MachinePolicy {
  /// The content of a policy file. Throws ``JSONError`` that names the rule.
  package init(bytes: [UInt8]) throws {
    let json = try JSONParser.foreignObject(bytes)
    let schema = try json.string("schema")
    guard schema == Self.schema else {
      throw JSONError("the schema is “\(schema)”, and not “\(Self.schema)”")
    }
    for member in json.members where !member.key.utf8.elementsEqual("schema".utf8) {
      guard let rule = PolicyRule(rawValue: member.key),
        rule.rawValue.utf8.elementsEqual(member.key.utf8)
      else { throw JSONError("there is no rule “\(member.key)”") }
      values[rule] = try rule.read(member.value)
    }
  }

  /// The same, for programs.
  package var json: JSONObject {
    JSONObject(
      rules.map { rule, value in
        switch value {
        case .text(let text): (rule.rawValue, .string(text))
        case .number(let number): (rule.rawValue, .number(number))
        case .list(let texts): (rule.rawValue, .array(texts.map { .string($0) }))
        }
      })
  }
}

extension PolicyRule {
  fileprivate func read(_ value: JSONValue) throws -> PolicyValue {
    switch (form, value) {
    case (.text(let most), .string(let text)):
      guard !text.isEmpty, text.utf8.count <= most, Self.isPlain(text) else {
        throw wrong("a text of 1 to \(most) bytes without control characters")
      }
      return .text(text)
    case (.number(let range), .number(let number)):
      guard range.contains(number) else { throw wrong(wanted) }
      return .number(number)
    case (.word(let words), .string(let word)):
      guard words.contains(word) else { throw wrong(wanted) }
      return .text(word)
    case (.words(let words), .array(let values)):
      let given = try texts(values)
      guard given.allSatisfy(words.contains), Set(given).count == given.count else {
        throw wrong(wanted)
      }
      return .list(given)
    case (.texts(let most, let bytes), .array(let values)):
      let given = try texts(values)
      guard given.count <= most,
        given.allSatisfy({ $0.utf8.count <= bytes && Self.isPlain($0) && isPossible($0) })
      else { throw wrong(wanted) }
      return .list(given)
    default: throw wrong(wanted)
    }
  }

  private func texts(_ values: [JSONValue]) throws -> [String] {
    try values.map { value in
      guard case .string(let text) = value else { throw wrong(wanted) }
      return text
    }
  }

  /// Whether a text can be what the rule lists.
  private func isPossible(_ text: String) -> Bool {
    switch self {
    case .recovery: text.hasPrefix("age1") && text.utf8.count > 50
    // Of a folder the whole path, so that it means one place.
    case .routes:
      text.hasPrefix("spool:")
        ? text == "spool:" || (text.hasPrefix("spool:/") && !RoutePattern.climbs(text))
        : RoutePattern.hasScheme(text) && !RoutePattern.climbs(text)
    default: true
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }
  }

  private func wrong(_ wanted: String) -> JSONError { JSONError("“\(rawValue)” is not \(wanted)") }

  /// What may stand behind the name, in words.
  private var wanted: String {
    switch form {
    case .text(let most): "a text of at most \(most) bytes"
    case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .word(let words): "one of \(words.joined(separator: ", "))"
    case .words(let words): "a list of some of \(words.joined(separator: ", ")), each once"
    case .texts(let most, _):
      self == .recovery
        ? "a list of at most \(most) age recipients, like age1pq1…"
        : "a list of at most \(most) routes, like spool:/srv/ward or nats://relay.example"
    }
  }
}
