package import Envelopes
package import Files
package import Identities

/// How long an answer may take (section 9).
package enum AnswerTime {
  /// Seconds: what the sender said, else what the duty says, else 10 minutes, an hour or a day.
  package static func seconds(
    for priority: MessageHead.Priority, asked: Int?, duty: Duty?
  ) -> Int {
    if let asked { return asked }
    let within = duty?.facts.within
    switch priority {
    case .stat: return 60 * clamped(within?.stat ?? 10)
    case .urgent: return 60 * clamped(within?.urgent ?? 60)
    case .routine: return 60 * clamped(within?.routine ?? 1440)
    }
  }

  /// When an answer is due to a message that is about to be sent. Throws ``AckAfterExpiry``.
  package static func due(sent: Timestamp, expires: Timestamp, seconds: Int) throws -> Timestamp {
    guard sent + seconds <= expires else { throw AckAfterExpiry() }
    return sent + seconds
  }

  /// A duty may name any number; nothing is kept for longer than a year.
  private static func clamped(_ minutes: Int) -> Int { min(minutes, 366 * 1440) }
}

/// Whether a message has the answer that it wants.
package enum AnswerStatus: Equatable, Sendable {
  case settled
  /// Until this moment there is time.
  case open(due: Timestamp)
  case overdue

  /// One acknowledgment settles what goes to a team or role, and so does one of an escalation; of a
  /// plain list everybody must acknowledge. All declined: overdue at once. One declined, or silent:
  /// when its time is up.
  package static func of(
    _ head: MessageHead, _ standing: MessageStanding, due: Timestamp, now: Timestamp,
    isSettledByEscalation: Bool = false
  ) -> AnswerStatus {
    let answers = standing.cells.compactMapValues(\.answer)
    func acknowledged(_ identity: Identity) -> Bool { answers[identity]?.isDeclined == false }
    let others = head.to.filter { $0 != head.from }
    let isSettled =
      head.label == nil
      ? others.allSatisfy(acknowledged) : answers.values.contains { !$0.isDeclined }
    if isSettled || isSettledByEscalation { return .settled }
    let isRefused = others.allSatisfy { answers[$0]?.isDeclined == true }
    return isRefused || due <= now ? .overdue : .open(due: due)
  }
}

/// Whom an overdue message is passed to, level by level. Each level is done once: what is stored of
/// it commits together with the forward.
package struct Escalation: Equatable, Sendable {
  /// Levels done.
  package var level: Int
  /// When the next may be done.
  package var due: Timestamp

  /// Nothing done yet of a message that is due at `due`.
  package init(due: Timestamp) {
    level = 0
    self.due = due
  }

  /// What was stored.
  package init(level: Int, due: Timestamp) {
    self.level = level
    self.due = due
  }

  package enum Step: Equatable, Sendable {
    /// Forward to these, whom the sender named.
    case forward([Identity])
    /// Forward to these, who are the backups of the shifts.
    case forwardToBackups([Identity])
    /// Nobody is left to write to: telephone.
    case telephone
  }

  /// What is to be done now about a message in `status`, and the state that commits with it; nil
  /// when nothing is. Levels are: `named`, given at sending; the backups of the shifts around
  /// `sent`, as far as not yet addressed; then nobody. Each has `seconds` of its own.
  package func next(
    _ status: AnswerStatus, named: [Identity], backups: [Identity], addressed: [Identity],
    seconds: Int, now: Timestamp
  ) -> (step: Step, after: Escalation)? {
    guard status == .overdue, level == 0 || due <= now else { return nil }
    let levels = [named, backups.filter { !addressed.contains($0) && !named.contains($0) }]
    guard level <= levels.count else { return nil }
    let next = levels.indices.first { $0 >= level && !levels[$0].isEmpty }
    guard let next else { return (.telephone, Escalation(level: levels.count + 1, due: now)) }
    return (
      next == 0 ? .forward(levels[next]) : .forwardToBackups(levels[next]),
      Escalation(level: next + 1, due: now + seconds)
    )
  }
}

extension Authority {
  /// The duty by which a message to the role was addressed that names the duty `digest`: a newer
  /// one may know nothing of the shifts of that time. One that would not count even if it were the
  /// newest is not gone by, but the one that counts is.
  package func duty(
    named digest: [UInt8], revoked: some Collection<Identity>
  ) -> Duty? {
    if let named = duty(digest), !revoked.contains(named.issuer),
      !isVoid(under: named.facts.charter, revoked: revoked)
    {
      return named
    }
    return duty(revoked: revoked)
  }
}

extension Duty {
  /// The backups of the shifts that a message sent to the role at `moment` was addressed to.
  package func backups(at moment: Timestamp) -> [Identity] {
    let horizon = moment + facts.overlap * 60
    return Set(
      facts.shifts.filter { moment < $0.until && $0.from <= horizon }.compactMap(\.backup)
    ).sorted()
  }
}
