internal import Files
internal import Identities
internal import Messaging
internal import Teams

/// A team as people and scripts see it.
enum TeamText {
  /// Says what was done.
  static func tell(
    _ done: TeamDesk.Done, _ desk: TeamDesk, _ word: String, _ printer: Printer
  ) throws {
    try printer.result(
      text: "\(word) \(line(done.record, desk))", json: json(done.record, desk))
  }

  /// Alias, state, members, end and name.
  static func line(_ record: AuthorityRecord, _ desk: TeamDesk) -> String {
    let roster = record.authority.roster(revoked: desk.revoked)
    return [
      Columns.padded(record.alias.description, 12), Columns.padded(state(record, desk), 7),
      Columns.padded(roster.map { $0.facts.members.count.counted("member") } ?? "no members", 10),
      roster.map { "until \($0.facts.notAfter.day)" } ?? "ended",
      record.name(revoked: desk.revoked).escapedForTerminal(),
    ].joined(separator: "  ")
  }

  /// What the user has to do with the team now.
  static func state(_ record: AuthorityRecord, _ desk: TeamDesk) -> String {
    let isMember = record.isMember(desk.own, revoked: desk.revoked)
    return switch record.state {
    case .invited: isMember ? "invited" : "ended"
    case .joined: isMember ? "joined" : "ended"
    case .left: "left"
    }
  }

  static func text(_ record: AuthorityRecord, _ desk: TeamDesk) -> String {
    let (revoked, names) = (desk.revoked, desk.names)
    let roster = record.authority.roster(revoked: revoked)
    var rows = [
      ["team", record.name(revoked: revoked).escapedForTerminal()],
      ["known as", record.alias.description], ["state", state(record, desk)],
      ["id", record.id.hex],
    ]
    if let inviter = record.inviter { rows.append(["invited by", names.name(inviter)]) }
    let owners = record.authority.owners(revoked: revoked)
    rows.append(["owners", owners.map(names.name).joined(separator: ", ")])
    for member in roster?.facts.members ?? [] {
      rows.append(["member", words(member, record, desk)])
    }
    if let patient = roster?.facts.patientCase?.patient { rows.append(["case", patient.shown]) }
    if let roster {
      rows.append([
        "signed", "\(roster.facts.issued.short) by \(names.name(roster.issuer))",
      ])
      rows.append(["ends", roster.facts.notAfter.short])
    } else {
      rows.append(["ends", "ended: no list of its members counts"])
    }
    for fork in record.authority.forks(revoked: revoked) {
      rows.append(["fork", Self.fork(fork.map(\.issuer), names)])
    }
    return Columns.aligned(rows.map { [$0[0], $0[1].escapedForTerminal()] })
  }

  /// Who signed what, where charters part.
  static func fork(_ signers: [Identity], _ names: PeopleNames) -> String {
    let people = signers.map(names.name)
    return "\(people.joined(separator: " and ")) changed the owners at the same time; "
      + "what \(people.first ?? "") signed counts"
  }

  private static func words(
    _ member: Identity, _ record: AuthorityRecord, _ desk: TeamDesk
  ) -> String {
    guard member != desk.own else { return "you" }
    let colour = desk.colour(of: member).rawValue
    let reason = record.consents[member].map { ", accepted: \($0)" } ?? ""
    return "\(desk.names.name(member)), \(colour)\(reason)"
  }

  static func json(_ record: AuthorityRecord, _ desk: TeamDesk) -> JSONObject {
    let revoked = desk.revoked
    let roster = record.authority.roster(revoked: revoked)
    let members = (roster?.facts.members ?? []).map { member -> JSONValue in
      .object(
        JSONObject([
          "alias": (desk.alias(of: member)?.description).map { .string($0) },
          "colour": member == desk.own ? nil : .string(desk.colour(of: member).rawValue),
          "identity": .string(member.description),
          "name": record.names[member].map { .string($0) },
        ]))
    }
    let forks = record.authority.forks(revoked: revoked).map { fork -> JSONValue in
      .array(fork.map { .string($0.issuer.description) })
    }
    return JSONObject([
      "alias": .string(record.alias.description),
      "ends": roster.map {
        .string($0.facts.notAfter.description)
      },
      "forks": forks.isEmpty ? nil : .array(forks), "hasKey": .bool(record.teamKey != nil),
      "id": .string(record.id.hex),
      "inviter": record.inviter.map { .string($0.description) },
      "issued": roster.map { .string($0.facts.issued.description) },
      "issuer": roster.map { .string($0.issuer.description) }, "members": .array(members),
      "name": .string(record.name(revoked: revoked)),
      "owners": .array(
        record.authority.owners(revoked: revoked).map { .string($0.description) }),
      "patient": (roster?.facts.patientCase?.patient.description).map { .string($0) },
      "schema": "tacita/team/1", "state": .string(state(record, desk)),
    ])
  }
}
