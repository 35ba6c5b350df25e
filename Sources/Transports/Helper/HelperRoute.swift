package import Files
internal import Synchronization

/// A route that a program of its own carries: `tacita-transport-<scheme>`, which stands beside this
/// one, is started without keys, and is asked over its pipes. docs/transports.md describes what it
/// is asked, so that others can write one.
///
/// One that crashed, did not answer in time, answered nonsense or lost its server is asked nothing
/// more: every later call throws the same. Connect again then.
package final class HelperRoute: Route {
  package let address: RouteAddress
  package let isOwned: Bool
  package let pollingSeconds: Int
  private let folder: String?
  private let state: Mutex<State>

  private struct State {
    var session: HelperSession?
    var trouble: RouteError?
  }

  /// Bytes of an envelope that is fetched into memory; larger ones are fetched to the disk.
  private static let mostInMemory = 16 << 20

  /// Starts the helper `program`, and has it reach the route. `patience` is for tests.
  package init(
    _ address: RouteAddress, by program: String, _ means: RouteMeans,
    patience: Int = HelperProtocol.patience
  ) throws {
    let session = try HelperSession(program, means, patience: patience)
    var fields: [(String, JSONValue)] = [
      ("protocol", .number(HelperProtocol.version)), ("route", .string(address.description)),
    ]
    if let credentials = means.credentials { fields.append(("credentials", .string(credentials))) }
    let answer = try session.ask(.begin, fields)
    (isOwned, pollingSeconds) = try Self.reading(program) {
      guard try answer.number("protocol") == HelperProtocol.version else {
        throw RouteError.unusable("\(program) is for another version of tacita")
      }
      let seconds = try answer.optional("polling", JSONObject.number) ?? 2
      return (try answer.bool("owned"), min(max(1, seconds), 60))
    }
    (self.address, folder) = (address, means.folder)
    state = Mutex(State(session: session))
  }

  package var isAlive: Bool { state.withLock { $0.session != nil } }

  private static func reading<Result>(
    _ program: String, _ body: () throws -> Result
  ) throws -> Result {
    do { return try body() } catch is JSONError {
      throw RouteError.unreachable("the answer of \(program) is none")
    }
  }

  /// Asks, and lets `read` make something of the answer; what cannot be read ends the helper.
  private func ask<Result: Sendable>(
    _ call: HelperCall, _ fields: [(String, JSONValue)] = [],
    body: (() throws -> HelperSession.Body)? = nil, seconds: Int = 0,
    _ read: (JSONObject, HelperSession) throws -> Result
  ) throws -> Result {
    try state.withLock { state in
      if let trouble = state.trouble { throw trouble }
      guard let session = state.session else { throw RouteError.unreachable("it ended") }
      let isLast: RouteError
      do {
        let answer = try session.ask(call, fields, body: body?(), seconds: seconds)
        return try read(answer, session)
      } catch let error as RouteError {
        guard case .unreachable = error else { throw error }
        isLast = error
      } catch is JSONError {
        isLast = .unreachable("the answer of the route's helper is none")
      } catch {
        // What was asked or answered broke off in the middle.
        state = State(session: nil, trouble: .unreachable("it was interrupted"))
        throw error
      }
      state = State(session: nil, trouble: isLast)
      throw isLast
    }
  }

  private func ask(_ call: HelperCall, _ fields: [(String, JSONValue)] = []) throws {
    try ask(call, fields) { _, _ in }
  }
}

/// The users who can use it.
extension HelperRoute {
  package func checkIsFair() throws { try ask(.checkIsFair) }

  package func check(_ mailbox: String) throws -> [String] {
    try ask(.check, [Self.box(mailbox)]) { answer, _ in
      try (answer.optional("notes", JSONObject.strings) ?? []).prefix(HelperProtocol.mostNotes)
        .map(HelperSession.short)
    }
  }
}

/// Mail.
extension HelperRoute {
  private static func box(_ mailbox: String) throws -> (String, JSONValue) {
    guard HelperProtocol.isMailbox(mailbox) else { throw RouteError.badMailbox(mailbox) }
    return ("mailbox", .string(mailbox))
  }

  private static func envelope(
    _ name: EnvelopeName, _ mailbox: String
  ) throws -> [(String, JSONValue)] {
    [try box(mailbox), ("name", .string(name.description))]
  }

  package func prepare(_ mailboxes: [String]) throws {
    let boxes = try mailboxes.map { try Self.box($0).1 }
    for start in stride(from: 0, to: boxes.count, by: HelperProtocol.page) {
      let page = boxes[start..<min(start + HelperProtocol.page, boxes.count)]
      try ask(.prepare, [("mailboxes", .array(Array(page)))])
    }
  }

  package func put(
    _ envelope: SealedEnvelope, as name: EnvelopeName, into mailbox: String
  ) throws {
    try ask(
      .put, Self.envelope(name, mailbox), body: { try HelperSession.Body(envelope) }
    ) { _, _ in }
  }

  package func entries(
    in mailbox: String, after start: EnvelopeName?, limit: Int
  ) throws -> MailListing {
    let page = try page(
      .entries, [Self.box(mailbox)], after: start?.description,
      limit: min(limit, HelperProtocol.page))
    let entries = page.names.compactMap(EnvelopeName.init).map {
      MailEntry(mailbox: mailbox, name: $0, place: "\(address), \(mailbox)/\($0)")
    }
    return MailListing(entries: entries, isComplete: page.isComplete)
  }

  package func open(_ entry: MailEntry) throws -> Descriptor? {
    try fetch(
      .open, Self.envelope(entry.name, entry.mailbox), limit: HelperProtocol.largestEnvelope,
      as: entry.place)
  }

  package func remove(_ entry: MailEntry) throws {
    try ask(.remove, Self.envelope(entry.name, entry.mailbox))
  }

  package func retract(_ name: EnvelopeName, from mailbox: String) throws -> Retraction {
    try ask(.retract, Self.envelope(name, mailbox)) { answer, _ in
      guard let outcome = Retraction(rawValue: try answer.string("outcome")) else {
        throw JSONError("an unknown outcome")
      }
      return outcome
    }
  }

  package func has(_ name: EnvelopeName, in mailbox: String) throws -> Bool {
    try ask(.has, Self.envelope(name, mailbox)) { answer, _ in try answer.bool("there") }
  }

  package func wait(for mailbox: String, seconds: Int) {
    guard let box = try? Self.box(mailbox) else { return }
    let deadline = MonotonicClock.milliseconds + seconds * 1000
    // A second at a time: a signal that ends the process is not waited for longer.
    while MonotonicClock.milliseconds < deadline, !Signals.endIsWanted {
      let left = (deadline - MonotonicClock.milliseconds + 999) / 1000
      let question = [box, ("seconds", JSONValue.number(min(1, left)))]
      let hasArrived = try? ask(.wait, question, seconds: 1) { answer, _ in
        try answer.bool("arrived")
      }
      guard hasArrived == false else { return }
    }
  }

  /// Names of a mailbox, or of mailboxes or documents, in ascending order; of documents with their
  /// versions.
  private func page(
    _ call: HelperCall, _ fields: [(String, JSONValue)], after start: String?, limit: Int
  ) throws -> (names: [String], versions: [String], isComplete: Bool) {
    var fields = fields + [("limit", .number(limit))]
    if let start { fields.append(("after", .string(start))) }
    return try ask(call, fields) { answer, _ in
      let names = try answer.strings("names")
      let isComplete = try answer.bool("complete")
      guard names.count <= limit, isComplete || !names.isEmpty,
        Self.ascends((start.map { [$0] } ?? []) + names),
        call != .entries || names.allSatisfy({ EnvelopeName($0) != nil })
      else { throw JSONError("not a page of names") }
      let versions = call == .documents ? try answer.strings("versions") : names
      guard versions.count == names.count,
        versions.allSatisfy({ $0.utf8.count <= HelperProtocol.longestVersion })
      else { throw JSONError("not the versions of these") }
      return (names, versions, isComplete)
    }
  }

  /// Whether each name is greater than the one before, by its bytes.
  private static func ascends(_ names: [String]) -> Bool {
    zip(names, names.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func all(
    _ call: HelperCall, _ fields: [(String, JSONValue)]
  ) throws -> (found: [(name: String, version: String)], isComplete: Bool) {
    var found: [(name: String, version: String)] = []
    while found.count < HelperProtocol.mostNames {
      let page = try page(call, fields, after: found.last?.name, limit: HelperProtocol.page)
      found += zip(page.names, page.versions).map { (name: $0, version: $1) }
      if page.isComplete { return (found, true) }
    }
    return (found, false)
  }

  private func fetch(
    _ call: HelperCall, _ fields: [(String, JSONValue)], limit: Int, as place: String
  ) throws -> Descriptor? {
    let folder = folder
    return try ask(call, fields) { answer, session in
      try session.body(of: answer, limit: limit) { size, receive in
        let file =
          if let folder, size > Self.mostInMemory {
            try Descriptor.unnamed(in: folder)
          } else {
            try Descriptor.inMemory(as: place)
          }
        try receive { try file.write($0) }
        try file.seek(to: 0)
        return file
      }
    }
  }
}

/// Cards, revocations and duties.
extension HelperRoute {
  private static func name(
    _ kind: PublishedKind, _ identity: String
  ) throws -> [(String, JSONValue)] {
    guard HelperProtocol.isDocumentName(identity) else { throw RouteError.badMailbox(identity) }
    return [("kind", .string(kind.rawValue)), ("name", .string(identity))]
  }

  package func publish(_ bytes: [UInt8], as kind: PublishedKind, of identity: String) throws {
    try ask(
      .publish, Self.name(kind, identity), body: { HelperSession.Body(bytes) }
    ) { _, _ in }
  }

  package func document(_ kind: PublishedKind, of identity: String) throws -> [UInt8]? {
    try fetch(
      .document, Self.name(kind, identity), limit: HelperProtocol.largestDocument,
      as: "\(address), \(identity).\(kind.rawValue)"
    )?.readAll(limit: HelperProtocol.largestDocument)
  }

  package func documents(
    _ kind: PublishedKind, changedSince moment: Timestamp
  ) throws -> PublishedListing {
    let (found, isComplete) = try all(
      .documents, [("kind", .string(kind.rawValue)), ("since", .number(max(0, moment.unix)))])
    let documents = found.filter { HelperProtocol.isDocumentName($0.name) }.map {
      PublishedDocument(identity: $0.name, version: $0.version)
    }
    return PublishedListing(documents: documents, isComplete: isComplete)
  }
}

/// What is cleared away.
extension HelperRoute {
  package func mailboxes() throws -> [String] {
    try all(.mailboxes, []).found.map(\.name).filter(HelperProtocol.isMailbox)
  }

  package func sweep(_ mailbox: String, now: Timestamp) throws {
    try ask(.sweep, [Self.box(mailbox), ("now", .number(max(0, now.unix)))])
  }
}
