internal import Files
package import Identities
internal import Secrets

/// A conversation is the set of people in it, whoever writes (section 4).
package enum Conversation {
  /// 16 bytes.
  package static func id(from sender: Identity, to recipients: some Sequence<Identity>) -> [UInt8] {
    let people = Set(recipients).union([sender]).sorted().map(\.description)
    let text = "tacita/v1/conversation\n" + people.joined(separator: "\n")
    return Array(SHA256.hash(Array(text.utf8)).prefix(16))
  }

  /// 16 bytes: of a team, whoever is in it now (section 4).
  package static func id(ofTeam team: [UInt8]) -> [UInt8] {
    let text = "tacita/v1/team-conversation\n" + team.hex
    return Array(SHA256.hash(Array(text.utf8)).prefix(16))
  }

  /// The conversation of a message: of its team, else of its people.
  package static func id(
    from sender: Identity, to recipients: some Sequence<Identity>, label: MessageLabel?
  ) -> [UInt8] {
    if case .team(let team, _) = label { return id(ofTeam: team) }
    return id(from: sender, to: recipients)
  }
}
