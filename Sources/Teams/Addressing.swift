package import Envelopes
package import Files
package import Identities

/// Who a message to a team or role is sealed to (sections 8 and 9).
package struct Addressing: Equatable, Sendable {
  /// Ascending.
  package var recipients: [Identity]
  /// Who is left out because nothing can be sealed to them: named to the user.
  package var unreached: [Identity]
  /// Nobody has the role, and its vacant address is written to.
  package var isVacant = false

  package init(recipients: [Identity], unreached: [Identity], isVacant: Bool = false) {
    self.recipients = recipients
    self.unreached = unreached
    self.isVacant = isVacant
  }
}

extension Authority {
  /// The members whom `sender` writes to at `moment`: all but themselves who can be reached. Throws
  /// ``AddressingError``.
  package func members(
    for sender: Identity, at moment: Timestamp, revoked: some Collection<Identity>,
    orNone: Bool = false, canReach: (Identity) -> Bool
  ) throws -> Addressing {
    guard let roster = roster(revoked: revoked), moment <= roster.facts.notAfter else {
      throw AddressingError.rosterEnded
    }
    let others = roster.facts.members.filter { $0 != sender }
    let found = Addressing(
      recipients: others.filter(canReach), unreached: others.filter { !canReach($0) })
    guard !found.recipients.isEmpty, !orNone || found.unreached.isEmpty else {
      throw AddressingError.unreached
    }
    return found
  }

  /// Whoever has the role at `moment`, whose shifts begin within the overlap, and for `stat` the
  /// backups of all these; else the vacant address. Throws ``AddressingError``.
  package func onCall(
    at moment: Timestamp, priority: MessageHead.Priority, revoked: some Collection<Identity>,
    canReach: (Identity) -> Bool = { _ in true }
  ) throws -> Addressing {
    guard let duty = duty(revoked: revoked), moment <= duty.facts.notAfter else {
      throw AddressingError.dutyEnded
    }
    var wanted: Set<Identity> = []
    let horizon = moment + duty.facts.overlap * 60
    for shift in duty.facts.shifts where moment < shift.until && shift.from <= horizon {
      let turns = turns(of: shift, in: duty, revoked: revoked)
      wanted.formUnion(turns.filter { $0.covers(max(moment, shift.from)) }.map(\.holder))
      if priority == .stat, let backup = shift.backup { wanted.insert(backup) }
    }
    let isVacant = !wanted.contains(where: canReach)
    let unreached = wanted.filter { !canReach($0) }
    let recipients = isVacant ? Set(duty.facts.vacant).filter(canReach) : wanted.filter(canReach)
    guard !recipients.isEmpty else { throw AddressingError.roleVacant }
    return Addressing(
      recipients: recipients.sorted(),
      unreached: unreached.union(isVacant ? duty.facts.vacant.filter { !canReach($0) } : [])
        .sorted(), isVacant: isVacant)
  }

  /// Whether `identity` has the role at `moment` by the duty that counts, or is backup of that
  /// shift or vacant address: whose answer to a role message counts.
  package func answers(
    _ identity: Identity, at moment: Timestamp, revoked: some Collection<Identity>
  ) -> Bool {
    guard let duty = duty(revoked: revoked) else { return false }
    return duty.facts.vacant.contains(identity)
      || turns(in: duty, around: moment, within: 0, revoked: revoked)
        .contains { $0.turn.holder == identity || $0.shift.backup == identity }
  }
}

extension Roster {
  /// Whether a message to `recipients` may carry the team's key: all of them are members.
  package func mayCarryKey(to recipients: some Sequence<Identity>) -> Bool {
    recipients.allSatisfy(contains)
  }
}
