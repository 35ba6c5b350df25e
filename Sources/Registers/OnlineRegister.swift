package import Files

/// Asks a register over the network through `tacita-register`, a program of its own that holds no
/// key: a question is a line of JSON on its standard input, the answer one on its standard output.
package final class OnlineRegister {
  /// What the program is asked with.
  package struct Options: Sendable {
    /// Where the program is.
    package var program: String
    /// Another address than the register's own, for a test server.
    package var endpoint: String?
    /// The key that the French interface asks for.
    package var accessKey: String?
    /// Seconds for one answer, retries included.
    package var timeout = 20
    /// Passed on to the program: how the machine reaches the network.
    package var environment: [String: String] = [:]

    package init(program: String) { self.program = program }
  }

  private let options: Options
  private var helper: HelperProgram?

  /// The largest answer.
  private static let limit = 65536

  package static let programName = "tacita-register"

  package init(_ options: Options) { self.options = options }

  /// The variables that tell how to reach the network; nothing else is passed on, since the
  /// program's libraries have variables that turn the verification of certificates off.
  package static func passedOn(_ environment: [String: String]) -> [String: String] {
    let names: Set<String> = [
      "http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "LD_LIBRARY_PATH",
    ]
    return environment.filter { names.contains($0.key) }
  }

  /// What the register says of `number`. Whatever fails is reported as not known.
  package func answer(_ number: NumberFacts, in register: Register, now: Timestamp)
    -> Findings.Answer
  {
    do {
      let line = try ask(number, in: register)
      return try read(line, number, now: now)
    } catch let error as HelperError {
      helper = nil
      switch error {
      case .missing: return .unknown(.noHelper)
      case .timedOut: return .unknown(.timedOut)
      case .ended: return .unknown(.unreachable("\(Self.programName) ended without an answer"))
      case .tooLong: return .unknown(.nonsense("the answer of \(Self.programName) is too long"))
      }
    } catch {
      helper = nil
      return .unknown(.nonsense("the answer of \(Self.programName) is none"))
    }
  }

  private func ask(_ number: NumberFacts, in register: Register) throws -> [UInt8] {
    let helper = try helper ?? HelperProgram(options.program, environment: options.environment)
    self.helper = helper
    let question = JSONObject([
      "accessKey": options.accessKey.map { .string($0) },
      "endpoint": options.endpoint.map { .string($0) }, "number": .string(number.number),
      "register": .string(register.rawValue), "timeout": .number(options.timeout),
    ])
    return try helper.ask(
      CanonicalJSON.encode(question), timeout: options.timeout + 5, limit: Self.limit)
  }

  /// Believes nothing that is not plainly an answer to the question.
  private func read(_ line: [UInt8], _ number: NumberFacts, now: Timestamp) throws
    -> Findings.Answer
  {
    let json = try JSONParser.object(line)
    guard try json.string("number") == number.number else {
      return .unknown(.nonsense("the answer is about another number"))
    }
    switch try json.string("answer") {
    case "found": return try found(json, now)
    case "not-found": return .notFound(source: try source(json), date: now)
    case "timed-out": return .unknown(.timedOut)
    case "unreachable": return .unknown(.unreachable(try short(json, "reason")))
    default: return .unknown(.nonsense(try short(json, "reason")))
    }
  }

  private func found(_ json: JSONObject, _ now: Timestamp) throws -> Findings.Answer {
    guard let standing = RegisterEntry.Standing(word: try json.string("standing")) else {
      throw JSONError("an unknown standing")
    }
    let until = try json.optional("until", JSONObject.string).map { text in
      guard let moment = Timestamp("\(text)T00:00:00Z") else { throw JSONError("no date") }
      return moment.day
    }
    let entry = RegisterEntry(
      standing: standing, family: try short(json, "family"), given: try short(json, "given"),
      profession: try short(json, "profession"), title: try short(json, "title"),
      note: try short(json, "note"), until: until)
    return .found(
      entry, standing: entry.standing(on: now.day), source: try source(json), date: now)
  }

  private func source(_ json: JSONObject) throws -> String {
    let source = try short(json, "source")
    guard !source.isEmpty else { throw JSONError("no source") }
    return source
  }

  private func short(_ json: JSONObject, _ key: String) throws -> String {
    let text = try json.string(key)
    guard text.utf8.count <= 2000 else { throw JSONError("“\(key)” is too long") }
    return text
  }
}
