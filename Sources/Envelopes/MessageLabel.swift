internal import Files

/// The team or role that a message names (section 4). What a reader makes of it is told by `Teams`.
package enum MessageLabel: Sendable, Hashable {
  /// The team's id, 16 bytes, and the digest of the roster it was sent by, 32 bytes.
  case team(id: [UInt8], roster: [UInt8])
  /// The role's id, 16 bytes, and the digest of the duty it was sent by, 32 bytes.
  case role(id: [UInt8], duty: [UInt8])

  /// Reads `team` and `role`, of which there is at most one. Throws ``JSONError``.
  static func read(_ head: JSONObject) throws -> MessageLabel? {
    let team = try head.optional("team", JSONObject.object)
    let role = try head.optional("role", JSONObject.object)
    switch (team, role) {
    case (nil, nil): return nil
    case (let team?, nil):
      return .team(id: try team.hex("id", bytes: 16), roster: try team.hex("roster", bytes: 32))
    case (nil, let role?):
      return .role(id: try role.hex("id", bytes: 16), duty: try role.hex("duty", bytes: 32))
    case (_?, _?): throw JSONError("both “team” and “role”")
    }
  }

  func write(to head: inout JSONObject) {
    switch self {
    case .team(let id, let roster):
      head["team"] = .object(
        JSONObject(["id": .string(id.hex), "roster": .string(roster.hex)] as KeyValuePairs))
    case .role(let id, let duty):
      head["role"] = .object(
        JSONObject(["duty": .string(duty.hex), "id": .string(id.hex)] as KeyValuePairs))
    }
  }
}

extension MessageLabel {
  /// The id of the role.
  package var role: [UInt8]? {
    if case .role(let id, _) = self { id } else { nil }
  }
}

extension MessageHead {
  /// The id of the team that it names.
  package var team: [UInt8]? {
    if case .team(let id, _)? = label { id } else { nil }
  }

  package var isOfTeam: Bool { team != nil }
}

/// What the sender of a text asks to be told (section 9).
package enum MessageWant: String, Sendable, CaseIterable {
  case acknowledged, delivered

  /// Reads `wants`: an ascending list, of which unknown words are ignored. Throws ``JSONError``.
  static func read(_ head: JSONObject) throws -> Set<MessageWant> {
    let words = try head.optional("wants", JSONObject.strings) ?? []
    guard zip(words, words.dropFirst()).allSatisfy({ $0.utf8.lexicographicallyPrecedes($1.utf8) })
    else { throw JSONError("“wants” is not ascending") }
    return Set(words.compactMap(MessageWant.init))
  }
}
