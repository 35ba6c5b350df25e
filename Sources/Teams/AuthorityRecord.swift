package import Files
package import Identities
package import Secrets

/// A team or role as a home keeps it: the documents on file, and what its user decided.
package struct AuthorityRecord: Sendable {
  package var authority: Authority
  /// The local name.
  package var alias: Alias
  package var state: State
  /// Why members or holders who were never verified are written to all the same.
  package var consents: [Identity: String] = [:]
  /// Names on cards that were seen of people who are not contacts, as claimed.
  package var names: [Identity: String] = [:]
  package var teamKey: TeamKey?
  /// Members, and those who were, whom this home has not told yet of what its user signed last.
  package var untold: [Identity] = []
  /// What a role is to be called, until its first duty says so.
  package var title: String?
  /// When the documents of a role were last seen on a route.
  package var read: Timestamp?
  /// Priorities of messages for a role that are held, because their sender is not known, by their
  /// names in the queue.
  package var held: [String: String] = [:]

  /// What the user decided about a team. A role on file is pinned, which is the same as joined.
  package enum State: Equatable, Sendable {
    case invited(by: Identity)
    case joined
    case left
  }

  package init(_ authority: Authority, alias: Alias, state: State) {
    self.authority = authority
    self.alias = alias
    self.state = state
  }

  package var id: [UInt8] { authority.id }
  package var isTeam: Bool { authority.subject == .team }
  package var isJoined: Bool { state == .joined }

  package var inviter: Identity? {
    if case .invited(let inviter) = state { inviter } else { nil }
  }

  /// Whether `identity` is in the team by the roster that counts: one who was left out of it is
  /// not, whatever they decided.
  package func isMember(_ identity: Identity, revoked: some Collection<Identity>) -> Bool {
    authority.roster(revoked: revoked)?.contains(identity) ?? false
  }

  /// The name that its owners gave it, by the document that counts or else the last on file.
  package func name(revoked: some Collection<Identity>) -> String {
    authority.roster(revoked: revoked)?.facts.name ?? authority.duty(revoked: revoked)?.facts.name
      ?? authority.rosters.last?.facts.name ?? authority.duties.last?.facts.name ?? title
      ?? alias.description
  }
}

extension AuthorityRecord {
  /// Seconds after which who has a role may have changed without notice.
  package static let longestUnread = 86400

  /// Whether the duty that counts may not be the newest any more: it was neither signed nor seen on
  /// a route within a day.
  package func isStale(at now: Timestamp, revoked: some Collection<Identity>) -> Bool {
    guard let duty = authority.duty(revoked: revoked) else { return false }
    return max(read ?? duty.facts.issued, duty.facts.issued) + Self.longestUnread < now
  }
}

/// As a vault keeps it: one line of canonical JSON, with the documents that count, and beside it
/// those that do not.
extension AuthorityRecord {
  package func encoded(
    revoked: some Collection<Identity>
  ) -> (record: [UInt8], superseded: [[UInt8]: [UInt8]]) {
    let duty = authority.duty(revoked: revoked)
    let counting = Set(
      [authority.roster(revoked: revoked)?.digest, duty?.digest].compactMap(\.self))
    let documents =
      authority.rosters.map { ($0.digest, $0.bytes, counting.contains($0.digest)) }
      + authority.duties.map { ($0.digest, $0.bytes, counting.contains($0.digest)) }
      + authority.handovers.map { ($0.digest, $0.bytes, $0.duty == duty?.digest) }
    let kept = documents.filter(\.2).map(\.1)
    func list(_ people: [Identity: String], _ key: String) -> JSONValue {
      .array(
        people.sorted { $0.key < $1.key }.map {
          .object(
            JSONObject(["identity": .string($0.key.description), key: .string($0.value)]))
        })
    }
    func texts(_ documents: [[UInt8]]) -> JSONValue {
      .array(documents.map { .string(String(decoding: $0, as: UTF8.self)) })
    }
    let held = held.sorted { $0.key < $1.key }.map { name, priority -> JSONValue in
      .object(JSONObject(["name": .string(name), "priority": .string(priority)]))
    }
    let json = JSONObject([
      "alias": .string(alias.description), "charters": texts(authority.charters.map(\.bytes)),
      "consents": list(consents, "reason"), "documents": texts(kept),
      "held": held.isEmpty ? nil : .array(held),
      "inviter": inviter.map { .string($0.description) }, "names": list(names, "name"),
      "read": read.map { .string($0.description) },
      "state": .string(stateWord), "title": title.map { .string($0) },
      "untold": untold.isEmpty ? nil : .array(untold.map { .string($0.description) }),
    ])
    return (
      CanonicalJSON.encode(json),
      Dictionary(
        documents.filter { !$0.2 }.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    )
  }

  private var stateWord: String {
    switch state {
    case .invited: "invited"
    case .joined: "joined"
    case .left: "left"
    }
  }

  /// Reads it back. The documents were verified when they came in and are not verified again: take
  /// this only from where nobody else can write. Throws ``DocumentError``.
  package init(
    record: [UInt8], superseded: some Collection<[UInt8]>, teamKey: SecretBytes?
  ) throws {
    self = try DocumentError.reading {
      try AuthorityRecord(CanonicalJSON.decode(record), superseded)
    }
    self.teamKey = teamKey.map(TeamKey.init(stored:))
  }

  private init(_ json: JSONObject, _ superseded: some Collection<[UInt8]>) throws {
    guard let alias = Alias(try json.string("alias")) else {
      throw JSONError("“alias” is not an alias")
    }
    func stored(_ bytes: [UInt8]) throws -> SignedDocument {
      try SignedDocument.stored(bytes, kinds: SignedDocument.authority)
    }
    func people(_ list: String, _ key: String) throws -> [Identity: String] {
      try json.objects(list).reduce(into: [:]) {
        $0[try $1.identity("identity")] = try $1.string(key)
      }
    }
    let charters = try json.strings("charters").map { try Charter(stored(Array($0.utf8))) }
    let documents =
      try superseded.map(stored)
      + json.strings("documents").map { try stored(Array($0.utf8)) }
    let state: State =
      switch try json.string("state") {
      case "invited": .invited(by: try json.identity("inviter"))
      case "joined": .joined
      case "left": .left
      default: throw JSONError("“state” is none of the values it may have")
      }
    self.init(try Authority(stored: charters, documents), alias: alias, state: state)
    consents = try people("consents", "reason")
    names = try people("names", "name")
    title = try json.optional("title", JSONObject.string)
    untold = try json.optional("untold", JSONObject.identities) ?? []
    read = try json.optional("read", JSONObject.time)
    held = try (json.optional("held", JSONObject.objects) ?? []).reduce(into: [:]) {
      $0[try $1.string("name")] = try $1.string("priority")
    }
  }
}
