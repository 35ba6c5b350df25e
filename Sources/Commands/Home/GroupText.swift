internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

/// The teams of the user, and the roles that they have now, as `status` tells them.
struct GroupText {
  private let joined: Int
  /// Teams that the user may join.
  private let invited: [Alias]
  private let onCall: [(role: Alias, until: Timestamp)]

  init(_ vault: OpenVault) throws {
    let desk = try RoleDesk(vault, route: nil)
    let (teams, revoked) = (desk.authorities.teams, desk.revoked)
    joined = teams.count { $0.isJoined && $0.isMember(desk.own, revoked: revoked) }
    invited = teams.filter { $0.inviter != nil }.map(\.alias)
    onCall = desk.authorities.roles.compactMap { record in
      // A plan that has ended gives the role to nobody.
      let turns = (try? desk.turns(of: record)) ?? []
      let own = turns.filter { $0.covers(desk.now) && $0.holder == desk.own }
      return own.map(\.until).max().map { (record.alias, $0) }
    }
  }

  /// None for a home without teams and roles.
  var rows: [[String]] {
    var rows: [[String]] = []
    if joined > 0 || !invited.isEmpty {
      let names = invited.map(\.description).joined(separator: ", ")
      rows.append(["teams", invited.isEmpty ? "\(joined)" : "\(joined); invited to \(names)"])
    }
    rows += onCall.map { ["on call", "\($0.role) until \($0.until.short)"] }
    return rows
  }

  var json: JSONObject {
    JSONObject([
      "invited": .array(invited.map { .string($0.description) }), "joined": .number(joined),
      "onCall": .array(
        onCall.map { role, until in
          .object(
            JSONObject([
              "alias": .string(role.description), "until": .string(until.description),
            ]))
        }),
    ])
  }
}
