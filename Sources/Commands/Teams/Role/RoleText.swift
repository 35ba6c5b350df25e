internal import Files
internal import Identities
internal import Messaging
internal import Teams

/// A role as people and scripts see it.
enum RoleText {
  /// Says what was done.
  static func tell(
    _ record: AuthorityRecord, _ desk: RoleDesk, _ word: String, _ printer: Printer
  ) throws {
    try printer.result(text: "\(word) \(line(record, desk))", json: json(record, desk))
  }

  /// That a plan may not be the newest any more.
  static func stale(_ alias: Alias, _ read: Timestamp?) -> String {
    let when = read.map { "since \($0.short)" } ?? "yet"
    return "no plan of \(alias) was seen on a route \(when): who has it may have changed"
  }

  /// Alias, who has it now, end and name.
  static func line(_ record: AuthorityRecord, _ desk: RoleDesk) -> String {
    let duty = record.authority.duty(revoked: desk.revoked)
    let holders = holdersNow(record, desk)
    return [
      Columns.padded(record.alias.description, 12),
      Columns.padded(holders.isEmpty ? "nobody" : holders.joined(separator: ", "), 12),
      duty.map { "until \($0.facts.notAfter.day)" } ?? "not planned",
      record.name(revoked: desk.revoked).escapedForTerminal(),
    ].joined(separator: "  ")
  }

  private static func holdersNow(_ record: AuthorityRecord, _ desk: RoleDesk) -> [String] {
    let turns = (try? desk.turns(of: record)) ?? []
    return turns.filter { $0.covers(desk.now) }.map {
      desk.names.name($0.holder).escapedForTerminal()
    }
  }

  static func text(_ record: AuthorityRecord, _ desk: RoleDesk) -> String {
    let (revoked, names) = (desk.revoked, desk.names)
    let duty = record.authority.duty(revoked: revoked)
    var rows = [
      ["role", record.name(revoked: revoked)], ["known as", record.alias.description],
      ["id", record.id.hex],
      [
        "owners", record.authority.owners(revoked: revoked).map(names.name).joined(separator: ", "),
      ],
    ]
    if let duty {
      rows.append(["signed", "\(duty.facts.issued.short) by \(names.name(duty.issuer))"])
      rows.append(["ends", duty.facts.notAfter.short])
      rows.append(["seen", record.read?.short ?? "never on a route"])
      rows.append(["overlap", "\(duty.facts.overlap) minutes"])
      if !duty.facts.vacant.isEmpty {
        rows.append(["vacant", duty.facts.vacant.map(names.name).joined(separator: ", ")])
      }
      for shift in duty.facts.shifts where desk.now < shift.until {
        for turn in record.authority.turns(of: shift, in: duty, revoked: revoked) {
          rows.append(["shift", words(turn, shift, names)])
        }
      }
    } else {
      rows.append(["ends", "not planned"])
    }
    for fork in record.authority.forks(revoked: revoked) {
      rows.append(["fork", TeamText.fork(fork.map(\.issuer), names)])
    }
    return Columns.aligned(rows.map { [$0[0], $0[1].escapedForTerminal()] })
  }

  private static func words(_ turn: Turn, _ shift: Duty.Shift, _ names: PeopleNames) -> String {
    let backup = shift.backup.map { ", backup \(names.name($0))" } ?? ""
    let way = turn.handover == nil ? "" : ", handed over"
    return "\(turn.since.short) to \(turn.until.short)  \(names.name(turn.holder))\(backup)\(way)"
  }

  static func line(_ turn: Turn, _ desk: RoleDesk) -> String {
    let when =
      turn.covers(desk.now) ? "now, until \(turn.until.short)" : "from \(turn.since.short)"
    return "\(Columns.padded(desk.names.name(turn.holder).escapedForTerminal(), 12))  \(when)"
  }

  static func json(_ turn: Turn, _ record: AuthorityRecord, _ desk: RoleDesk) -> JSONObject {
    JSONObject([
      "alias": .string(record.alias.description), "from": .string(turn.since.description),
      "holder": .string(turn.holder.description), "name": .string(desk.names.name(turn.holder)),
      "now": .bool(turn.covers(desk.now)), "schema": "tacita/turn/1",
      "until": .string(turn.until.description),
    ])
  }

  static func json(_ record: AuthorityRecord, _ desk: RoleDesk) -> JSONObject {
    let duty = record.authority.duty(revoked: desk.revoked)
    let turns = (try? desk.turns(of: record)) ?? []
    return JSONObject([
      "alias": .string(record.alias.description),
      "ends": duty.map { .string($0.facts.notAfter.description) },
      "holders": .array(
        turns.filter { $0.covers(desk.now) }.map { .string($0.holder.description) }),
      "id": .string(record.id.hex), "issued": duty.map { .string($0.facts.issued.description) },
      "issuer": duty.map { .string($0.issuer.description) },
      "name": .string(record.name(revoked: desk.revoked)),
      "read": record.read.map { .string($0.description) },
      "owners": .array(
        record.authority.owners(revoked: desk.revoked).map { .string($0.description) }),
      "schema": "tacita/role/1", "shifts": (duty?.facts.shifts.count).map { .number($0) },
    ])
  }
}
