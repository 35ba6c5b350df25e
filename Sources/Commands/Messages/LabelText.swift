internal import Files
internal import Identities
internal import Messaging
internal import Teams

/// The team or role of a message as people and scripts see it.
enum LabelText {
  /// In a line: `[MDT lung]`; nil for a personal message.
  static func mark(_ label: ShownLabel?) -> String? {
    switch label {
    case .team(let team, _, _): "[\(team.name.escapedForTerminal())]"
    case .role(let role, .forReader): "[for \(role.name.escapedForTerminal())]"
    case .role(let role, .byHolder): "[\(role.name.escapedForTerminal()) writes]"
    case .role(let role, .sent): "[to \(role.name.escapedForTerminal())]"
    case .personal, nil: nil
    }
  }

  /// Above a text.
  static func rows(_ label: ShownLabel?, _ names: PeopleNames) -> [[String]] {
    func list(_ people: [Identity]) -> String {
      people.map(names.name).joined(separator: ", ").escapedForTerminal()
    }
    switch label {
    case .team(let team, let without, let left):
      var rows = [["team", "\(team.name.escapedForTerminal()) (\(team.alias))"]]
      if !without.isEmpty { rows.append(["without", list(without)]) }
      if !left.isEmpty { rows.append(["has left", list(left)]) }
      return rows
    case .role(let role, let place):
      let name = "\(role.name.escapedForTerminal()) (\(role.alias))"
      return switch place {
      case .forReader: [["role", "for \(name)"]]
      case .byHolder: [["role", "\(name) writes"]]
      case .sent: [["role", "to \(name)"]]
      }
    case .personal(let remark): return [["note", words(remark)]]
    case nil: return []
    }
  }

  /// In an exported text: people are not named, since names outside the message may have changed.
  static func exported(_ label: ShownLabel?) -> [[String]] {
    switch label {
    case .team(let team, _, _): [["team", team.name.escapedForTerminal()]]
    case .role(let role, _): [["role", role.name.escapedForTerminal()]]
    case .personal(let remark): [["note", words(remark)]]
    case nil: []
    }
  }

  /// Why a message is shown as a personal one.
  static func words(_ remark: LabelRemark) -> String {
    let reason =
      switch remark {
      case .unknownRoster: "the list of members that it names is not known here"
      case .notJoined: "you have not joined the team that it names"
      case .senderNotAMember: "its sender is not in the team that it names"
      case .recipientNotAMember: "it also went to people outside the team that it names"
      case .rosterEnded: "the list of members that it names had ended"
      case .unknownDuty: "the duty that it names is not known here"
      case .notOnDuty: "by the duty that it names, the role was not yours at that time"
      }
    return "a personal message: \(reason) (\(remark.name))"
  }

  static func fill(_ json: inout JSONObject, _ label: ShownLabel?) {
    func name(_ team: ShownLabel.TeamName) -> JSONObject {
      JSONObject([
        "alias": .string(team.alias.description), "id": .string(team.id.hex),
        "name": .string(team.name),
      ])
    }
    func list(_ people: [Identity]) -> JSONValue? {
      people.isEmpty ? nil : .array(people.map { .string($0.description) })
    }
    switch label {
    case .team(let team, let without, let left):
      var object = name(team)
      object["left"] = list(left)
      object["without"] = list(without)
      json["team"] = .object(object)
    case .role(let role, let place):
      var object = name(role)
      object["place"] = .string(place.rawValue)
      json["role"] = .object(object)
    case .personal(let remark): json["labelRemark"] = .string(remark.name)
    case nil: break
    }
  }
}

extension AuthorityNews {
  /// What is told of documents that a message brought; nil for what only the audit log has.
  func words(_ names: PeopleNames) -> String? {
    switch self {
    case .invited(let group, let by):
      "\(names.name(by)) invites you to the team \(group.name): "
        + "see tacita team show \(group.alias), then tacita team join \(group.alias)"
    case .changed: nil
    case .ended(let group, let by, let time):
      "you are not in the team \(group.name) any more: \(names.name(by)) took "
        + "you out on \(time.short)"
    case .forked(let group, let signers):
      "\(group.name): " + TeamText.fork(signers, names)
        + ": see tacita \(group.isTeam ? "team" : "role") show \(group.alias)"
    case .ignored(let name, let from):
      "a document about a team, from \(names.name(from)), was left out: \(name)"
    }
  }
}
