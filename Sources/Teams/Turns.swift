package import Files
package import Identities

/// A stretch of a shift that one person has: from the beginning or a handover to them, until they
/// hand on or the shift ends.
package struct Turn: Equatable, Sendable {
  package let holder: Identity
  package let since: Timestamp
  /// The first moment at which it is over.
  package fileprivate(set) var until: Timestamp
  /// The digest of the handover that began it; nil for who has the shift by the duty.
  package let handover: [UInt8]?

  package func covers(_ moment: Timestamp) -> Bool { since <= moment && moment < until }

  /// Whether any of it lies within `seconds` of `moment`.
  func touches(_ moment: Timestamp, within seconds: Int) -> Bool {
    since <= moment + seconds && moment - seconds < until
  }
}

/// Who has a shift at a time (section 8).
extension Authority {
  /// All turns of `shift`. A handover counts when it is issued within the shift, by who has it
  /// after the one before, and not before that one. Two of one `n` both count: each successor has
  /// the shift until handing on, and who handed over is out from their first handover on.
  package func turns(
    of shift: Duty.Shift, in duty: Duty, revoked: some Collection<Identity>
  ) -> [Turn] {
    let own = handovers.filter {
      $0.duty == duty.digest && $0.shift == shift.from && shift.covers($0.issued)
        && !revoked.contains($0.issuer)
    }
    var turns = [
      Turn(holder: shift.holder, since: shift.from, until: shift.until, handover: nil)
    ]
    // The turns that handovers with the next n can end.
    var level = turns.indices
    for n in 1...Self.mostHandovers {
      for handover in own where handover.n == n {
        let before = level.filter {
          turns[$0].holder == handover.issuer && turns[$0].since <= handover.issued
        }
        guard !before.isEmpty else { continue }
        for index in before { turns[index].until = min(turns[index].until, handover.issued) }
        turns.append(
          Turn(
            holder: handover.holder, since: handover.issued, until: shift.until,
            handover: handover.digest))
      }
      guard turns.endIndex > level.upperBound else { break }
      level = level.upperBound..<turns.endIndex
    }
    return turns
  }

  /// The turns of all shifts of `duty` that lie within `seconds` of `moment`, with their shifts.
  func turns(
    in duty: Duty, around moment: Timestamp, within seconds: Int,
    revoked: some Collection<Identity>
  ) -> [(shift: Duty.Shift, turn: Turn)] {
    duty.facts.shifts
      .filter { $0.from <= moment + seconds && moment - seconds < $0.until }
      .flatMap { shift in
        turns(of: shift, in: duty, revoked: revoked)
          .filter { $0.touches(moment, within: seconds) }.map { (shift, $0) }
      }
  }

  /// The shift of `moment` that `holder` handed over to `successor`; nil when they did not.
  package func shift(
    handedOverBy holder: Identity, to successor: Identity, in duty: Duty, at moment: Timestamp,
    revoked: some Collection<Identity>
  ) -> Duty.Shift? {
    let signed = Set(
      handovers.filter { $0.issuer == holder && $0.holder == successor }.map(\.digest))
    return turns(in: duty, around: moment, within: 0, revoked: revoked)
      .first { $0.turn.handover.map(signed.contains) ?? false }?.shift
  }

  /// The number of the next handover that `holder` signs of the shift they have at `moment`; nil
  /// for who has none.
  package func nextHandover(
    by holder: Identity, in duty: Duty, at moment: Timestamp, revoked: some Collection<Identity>
  ) -> (shift: Duty.Shift, n: Int)? {
    for (shift, turn) in turns(in: duty, around: moment, within: 0, revoked: revoked)
    where turn.holder == holder {
      let begun = turn.handover.flatMap { digest in handovers.first { $0.digest == digest } }
      return (shift, (begun?.n ?? 0) + 1)
    }
    return nil
  }
}
