internal import Attesting
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams
internal import Transports

/// What is done for those who leave, in an order in which each step can be the last before a kill.
extension FleetRun {
  private typealias Leaver = (person: FleetPerson, known: FleetRecord)

  /// Hands roles over, takes people out of teams, revokes them, and keeps or purges their homes.
  package func leave(isPurging: Bool) throws {
    try folder.check(list)
    var (going, done): ([Leaver], [Leaver]) = ([], [])
    var desk = try RoleDesk(vault, route: route)
    guard try list.leavers.isEmpty || publishPlans(&desk) else { return }
    for person in list.leavers {
      do {
        guard let known = try folder.known(person.home), known.state != .purged else { continue }
        guard [.made, .making].contains(known.state) else {
          done.append((person, known))
          continue
        }
        guard try folder.state(of: person.home) != nil, try handOver(person, known, &desk)
        else {
          continue
        }
        going.append((person, known))
      } catch { try tell(.leave, person.home, nil, error) }
    }
    let staying = try takeOut(going)
    try announceTeams()
    going.removeAll { staying.contains($0.known.identity) }
    let unrevoked = try revoke(going)
    going.removeAll { unrevoked.contains($0.known.identity) }
    for (index, leaver) in (done + going).enumerated() {
      do { try end(leaver.person, leaver.known, isPurging) } catch {
        try tell(.leave, leaver.person.home, nil, error)
      }
      progress(index + 1)
    }
    guard !isDryRun, let route, !list.leavers.isEmpty else { return }
    // Also what a run before this one could not publish.
    do { try Revoker(vault).publishAll(in: route) } catch { try tell(.publish, nil, nil, error) }
  }

  private func end(_ person: FleetPerson, _ known: FleetRecord, _ isPurging: Bool) throws {
    // A home of their own is out of reach, and stays theirs.
    let isPurging = isPurging && !known.isElsewhere
    guard isPurging || known.state != .left else { return }
    let purges = isPurging || known.state == .purging
    let detail = purges ? "purged" : known.isElsewhere ? "keeps a home of their own" : "kept"
    try step(.leave, person.home, detail) {
      if purges {
        // What is at the place must be the home that was made there.
        if known.state != .purging { _ = try folder.state(of: person.home) }
        try folder.purge(person.home)
      } else {
        var left = known
        left.state = .left
        try folder.keep(left, of: person.home)
        try folder.removePassphrase(of: person.home)
        if known.isElsewhere { try folder.removeRelaySecrets(of: person.home) }
      }
    }
  }

  /// Throws when the desk has a route that is away: nobody would hear of a new plan.
  private func checkRoute() throws {
    if route == nil, let address = try HomeConfiguration.read(vault.vault.home).route {
      throw RouteError.unreachable("\(address) cannot be reached, so nobody would hear of it")
    }
  }

  /// Publishes plans without somebody who leaves that a run before this one signed, and that are
  /// not on the route yet: it was ended, or failed. False when that fails again: nobody is ended
  /// then.
  private func publishPlans(_ desk: inout RoleDesk) throws -> Bool {
    guard !isDryRun, let route else { return true }
    let leavers = list.leavers.compactMap { try? folder.known($0.home)?.identity }
    for record in desk.authorities.roles
    where record.authority.owners(revoked: desk.revoked).contains(vault.identity) {
      do {
        guard let duty = duty(of: record, desk),
          let bytes = try route.document(.duty, of: record.id.hex),
          let published = (try? AuthorityPart(bytes))?.duty,
          leavers.contains(where: {
            isNamed($0, in: published, record, desk) && !isNamed($0, in: duty, record, desk)
          })
        else { continue }
        _ = try desk.publish(record)
      } catch {
        try tell(.publish, nil, record.alias.description, error)
        return false
      }
    }
    return true
  }

  /// Signs anew the duties of the desk's roles in which the person has a shift to come. False when
  /// that failed.
  private func handOver(
    _ person: FleetPerson, _ known: FleetRecord, _ desk: inout RoleDesk
  ) throws -> Bool {
    let concerned = desk.authorities.roles.filter { record in
      record.authority.owners(revoked: desk.revoked).contains(vault.identity)
        && duty(of: record, desk).map { isNamed(known.identity, in: $0, record, desk) } ?? false
    }
    guard !concerned.isEmpty else { return true }
    guard let name = person.successor else {
      try tell(
        .role, person.home, nil, FleetError.noSuccessor(roles: concerned.map(\.alias.description)))
      return false
    }
    guard let successor = try folder.known(name), successor.state == .made else {
      try tell(.role, person.home, nil, FleetError.badSuccessor(name.description))
      return false
    }
    for record in concerned {
      let isDone: Void? = try step(.role, person.home, "\(record.alias) to \(name)") {
        try checkRoute()
        guard let duty = duty(of: record, desk) else { return }
        let planned = try desk.plan(
          record, plan(duty, record, desk, from: known.identity, to: successor.identity))
        if route != nil { _ = try desk.publish(planned) }
      }
      guard isDone != nil || isDryRun else { return false }
    }
    return true
  }

  private func duty(of record: AuthorityRecord, _ desk: RoleDesk) -> Duty? {
    record.authority.duty(revoked: desk.revoked).flatMap {
      vault.clock.now() <= $0.facts.notAfter ? $0 : nil
    }
  }

  /// Who has `shift` at its end, after all handovers.
  private func holder(
    of shift: Duty.Shift, in duty: Duty, _ record: AuthorityRecord, _ desk: RoleDesk
  ) -> Identity {
    record.authority.turns(of: shift, in: duty, revoked: desk.revoked)
      .last { $0.until == shift.until }?.holder ?? shift.holder
  }

  private func isNamed(
    _ identity: Identity, in duty: Duty, _ record: AuthorityRecord, _ desk: RoleDesk
  ) -> Bool {
    duty.facts.vacant.contains(identity)
      || duty.facts.shifts.contains { shift in
        shift.until > vault.clock.now()
          && (shift.backup == identity || holder(of: shift, in: duty, record, desk) == identity)
      }
  }

  private func plan(
    _ duty: Duty, _ record: AuthorityRecord, _ desk: RoleDesk, from leaver: Identity,
    to successor: Identity
  ) -> RoleDesk.Plan {
    func other(_ identity: Identity) -> Identity { identity == leaver ? successor : identity }
    let shifts = duty.facts.shifts.map { shift in
      guard shift.until > vault.clock.now() else { return shift }
      return Duty.Shift(
        from: shift.from, until: shift.until,
        holder: other(holder(of: shift, in: duty, record, desk)),
        backup: shift.backup.map(other))
    }
    var vacant: [Identity] = []
    for address in duty.facts.vacant.map(other) where !vacant.contains(address) {
      vacant.append(address)
    }
    return RoleDesk.Plan(
      name: duty.facts.name, shifts: shifts, overlap: duty.facts.overlap, vacant: vacant,
      within: duty.facts.within)
  }

  /// Takes people out of the desk's teams, out of each at one stroke; those who are left in one,
  /// because that failed.
  private func takeOut(_ leavers: [Leaver]) throws -> Set<Identity> {
    var staying: Set<Identity> = []
    var desk = try TeamDesk(vault, route: route)
    for record in desk.authorities.teams
    where record.authority.owners(revoked: desk.revoked).contains(vault.identity) {
      let members = leavers.filter { record.isMember($0.known.identity, revoked: desk.revoked) }
      guard !members.isEmpty else { continue }
      let names = members.map(\.person.home.description).joined(separator: ", ")
      let detail = "\(record.name(revoked: desk.revoked)): without \(names)"
      let isDone: Void? = try step(.team, nil, detail) {
        _ = try desk.remove(members.map(\.known.identity), from: record)
      }
      if isDone == nil, !isDryRun { staying.formUnion(members.map(\.known.identity)) }
    }
    return staying
  }

  /// Ends identities at one stroke for all who believe the desk, of those whom it ever attested:
  /// of others nobody would believe it. Those who are not revoked, because that failed.
  private func revoke(_ leavers: [Leaver]) throws -> Set<Identity> {
    let issued = try Revoker.Issued(vault)
    let attested = leavers.filter { issued.attestations[$0.known.identity] != nil }
    do {
      if !isDryRun {
        try Revoker(vault).revoke(attested.map(\.known.identity), reason: .left, issued)
      }
    } catch {
      for leaver in attested { try tell(.revoke, leaver.person.home, nil, error) }
      return Set(attested.map(\.known.identity))
    }
    for leaver in attested where issued.revocations[leaver.known.identity] == nil {
      try tell(.revoke, leaver.person.home)
    }
    return []
  }

  /// Tells members what a run before this one changed, which was ended before it could.
  func announceTeams() throws {
    guard !isDryRun, route != nil else { return }
    do { try TeamDesk(vault, route: route).announce() } catch { try tell(.team, nil, nil, error) }
  }

  /// Signs again the rosters of the desk's teams that end within `seconds`.
  func renewTeams(within seconds: Int) throws {
    var desk = try TeamDesk(vault, route: route)
    for record in desk.authorities.teams where record.isJoined {
      guard record.authority.owners(revoked: desk.revoked).contains(vault.identity),
        let roster = record.authority.roster(revoked: desk.revoked),
        roster.facts.notAfter <= vault.clock.now() + seconds
      else { continue }
      try step(.team, nil, "\(record.name(revoked: desk.revoked)): renewed") {
        _ = try desk.renew(record)
      }
    }
  }
}
