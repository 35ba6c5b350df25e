internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

/// Whether lists of members and duties end soon, and whether owners disagree: told when the agent
/// holds the home open, since a locked home does not know its teams.
extension Checkup {
  /// Days before the end of a list or duty on which doctor begins to tell of it.
  private static let noticeDays = 30

  func teams(_ vault: Vault) -> [Check] {
    let client = options.agent(vault, context)
    // What keeps the agent from answering is told where the agent is looked at.
    guard !options.noAgent, let open = try? options.openedByAgent(vault, client, context) else {
      return []
    }
    do {
      let book = try ContactBook(open)
      let authorities = try AuthorityBook(open, trust: book.trust)
      let joined = authorities.records.filter {
        $0.isJoined && (!$0.isTeam || $0.isMember(open.identity, revoked: authorities.revoked))
      }
      guard !joined.isEmpty else { return [] }
      let names = PeopleNames(book, authorities)
      let found = joined.flatMap {
        checks($0, authorities.revoked, names, now: open.clock.now())
      }
      return found.isEmpty
        ? [.good(.teams, "\(joined.count) in order")]
        : found
    } catch {
      return [Check(.teams, describing: error)]
    }
  }

  private func checks(
    _ record: AuthorityRecord, _ revoked: Set<Identity>, _ names: PeopleNames, now: Timestamp
  ) -> [Check] {
    let today = now.day
    let verb = record.isTeam ? "team renew" : "role plan"
    let what = record.isTeam ? "the list of members" : "the duty"
    let end =
      (record.authority.roster(revoked: revoked)?.facts.notAfter
      ?? record.authority.duty(revoked: revoked)?.facts.notAfter)?.day
    var found: [Check] = []
    // A duty is made for weeks, and ends as it should.
    let notice = record.isTeam ? Self.noticeDays : 3
    if end.map({ $0 - today <= notice }) ?? record.isTeam {
      let when = end.map { $0 < today ? "ended on \($0)" : "ends on \($0)" } ?? "does not count"
      found.append(
        .todo(
          .teams, "\(what) of \(record.alias) \(when)",
          hint: "an owner signs it again with tacita \(verb) \(record.alias)"))
    }
    if !record.isTeam, record.isStale(at: now, revoked: revoked) {
      found.append(
        .note(
          .teams, RoleText.stale(record.alias, record.read),
          hint: "run tacita receive when the route is there"))
    }
    for fork in record.authority.forks(revoked: revoked) {
      let text = TeamText.fork(fork.map(\.issuer), names)
      found.append(
        .note(
          .teams, "\(record.alias): \(text)",
          hint: "ask the owners which of the two they want"))
    }
    return found
  }
}
