internal import Files
internal import Transports

/// Answers what tacita asks of a helper, until it asks no more: the other end of `HelperRoute`.
package struct HelperServer {
  private let engine: any RouteEngine
  private let input = Descriptor.standardInput
  private let output = Descriptor.standardOutput

  package init(_ engine: any RouteEngine) { self.engine = engine }

  /// Throws only what leaves no way to go on.
  package func run() throws {
    while let line = try input.readLine(limit: HelperProtocol.lineLimit) {
      let question = try JSONParser.object(Array(line.dropLast(line.last == 0x0a ? 1 : 0)))
      let size = try question.optional("size", JSONObject.number)
      let body = size.map { IncomingBody(size: $0, from: input) }
      var answer: (JSONObject, OutgoingBody?)
      do {
        guard let call = HelperCall(rawValue: try question.string("call")) else {
          throw HelperFault(.failed, "an unknown call")
        }
        answer = try self.answer(call, Question(json: question, body: body))
      } catch let fault as HelperFault {
        answer = (Self.told(fault), nil)
      } catch let error as JSONError {
        answer = (Self.told(HelperFault(.failed, error.description)), nil)
      } catch let error as FileError {
        answer = (Self.told(HelperFault(error.isFull ? .full : .failed, error.reason)), nil)
      }
      try body?.drain()
      if let outgoing = answer.1 { answer.0["size"] = .number(outgoing.size) }
      try output.write(CanonicalJSON.encode(answer.0) + [0x0a])
      try answer.1?.write { try output.write($0) }
    }
  }

  private static func told(_ fault: HelperFault) -> JSONObject {
    JSONObject([
      "error": .string(fault.trouble.rawValue), "reason": .string(fault.reason),
    ])
  }

  private func answer(
    _ call: HelperCall, _ question: Question
  ) throws -> (JSONObject, OutgoingBody?) {
    func told(_ members: KeyValuePairs<String, JSONValue?> = [:]) -> (JSONObject, OutgoingBody?) {
      (JSONObject(members), nil)
    }
    switch call {
    case .begin:
      guard try question.json.number("protocol") == HelperProtocol.version else {
        throw HelperFault(.unusable, "the helper is of another version than tacita")
      }
      let facts = try engine.begin(
        question.json.string("route"),
        credentials: question.json.optional("credentials", JSONObject.string))
      return told([
        "owned": .bool(facts.isOwned), "polling": .number(facts.polling),
        "protocol": .number(HelperProtocol.version),
      ])
    case .checkIsFair:
      try engine.checkIsFair()
      return told()
    case .check:
      return told(["notes": .array(try engine.check(question.mailbox).map { .string($0) })])
    case .prepare:
      try engine.prepare(question.json.strings("mailboxes").map(Question.mailbox))
      return told()
    case .put:
      try engine.put(question.incoming, as: question.envelope, into: question.mailbox)
      return told()
    case .entries: return (try engine.entries(in: question.mailbox, question.page).json, nil)
    case .open:
      return (JSONObject(), try engine.open(question.envelope, in: question.mailbox))
    case .remove:
      try engine.remove(question.envelope, from: question.mailbox)
      return told()
    case .retract:
      let outcome = try engine.retract(question.envelope, from: question.mailbox)
      return told(["outcome": .string(outcome.rawValue)])
    case .has:
      return told(["there": .bool(try engine.has(question.envelope, in: question.mailbox))])
    case .publish:
      try engine.publish(question.incoming, as: question.kind, of: question.document)
      return told()
    case .document:
      return (JSONObject(), try engine.document(question.kind, of: question.document))
    case .documents:
      let since = Timestamp(unix: try question.json.number("since"))
      return (try engine.documents(question.kind, since: since, question.page).json, nil)
    case .mailboxes: return (try engine.mailboxes(question.page).json, nil)
    case .sweep:
      try engine.sweep(question.mailbox, now: Timestamp(unix: question.json.number("now")))
      return told()
    case .wait:
      let seconds = min(60, try question.json.number("seconds"))
      return told([
        "arrived": .bool(try engine.wait(for: question.mailbox, seconds: seconds))
      ])
    }
  }
}

/// A question, with what it names in its right form.
private struct Question {
  let json: JSONObject
  let body: IncomingBody?

  var incoming: IncomingBody {
    get throws {
      guard let body else { throw HelperFault(.failed, "no size") }
      return body
    }
  }

  static func mailbox(_ name: String) throws -> String {
    guard HelperProtocol.isMailbox(name) else { throw HelperFault(.failed, "not a mailbox") }
    return name
  }

  var mailbox: String { get throws { try Self.mailbox(json.string("mailbox")) } }

  var envelope: String {
    get throws {
      let name = try json.string("name")
      guard EnvelopeName(name) != nil else { throw HelperFault(.failed, "not an envelope") }
      return name
    }
  }

  var document: String {
    get throws {
      let name = try json.string("name")
      guard HelperProtocol.isDocumentName(name) else {
        throw HelperFault(.failed, "not the name of a document")
      }
      return name
    }
  }

  var kind: PublishedKind {
    get throws {
      guard let kind = PublishedKind(rawValue: try json.string("kind")) else {
        throw HelperFault(.failed, "not a kind of document")
      }
      return kind
    }
  }

  var page: PageRequest {
    get throws {
      PageRequest(
        start: try json.optional("after", JSONObject.string),
        limit: min(HelperProtocol.page, max(1, try json.number("limit"))))
    }
  }
}

extension Page {
  fileprivate var json: JSONObject {
    JSONObject([
      "complete": .bool(isComplete), "names": .array(names.map { .string($0) }),
      "versions": versions.map { .array($0.map { .string($0) }) },
    ])
  }
}
