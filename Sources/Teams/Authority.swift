package import Identities

/// What is on file of one team or role: its charters, and what stands under them (section 8).
///
/// A value is made by taking in documents, in any order; which of them count is worked out at each
/// question from all that is on file and from who is known to be revoked. Order matters in one
/// place alone: of two charters that one issuer signed after the same charter, the one on file
/// first stays.
package struct Authority: Sendable {
  /// 16 bytes.
  package let id: [UInt8]
  package let subject: Charter.Subject
  /// In the order in which they came; charter 0 first.
  package private(set) var charters: [Charter]
  package private(set) var rosters: [Roster] = []
  package private(set) var duties: [Duty] = []
  package private(set) var handovers: [Handover] = []

  /// Branches that do not count and are kept all the same.
  package static let mostLosingBranches = 8
  /// Of one shift.
  package static let mostHandovers = 64
  /// Rosters or duties of one issuer, the one that counts included.
  package static let mostSuperseded = 64

  /// A team or role of which charter 0 is known. Throws ``AuthorityError``.
  package init(founding charter: Charter) throws {
    guard case .first = charter.place else {
      throw AuthorityError.brokenChain("a chain begins with charter 0")
    }
    guard charter.owners.contains(charter.issuer) else { throw AuthorityError.notAnOwner }
    id = charter.id
    subject = charter.subject
    charters = [charter]
  }

  /// What a home kept of a team or role, in the order in which charters came. Throws
  /// ``AuthorityError`` and ``DocumentError`` for what no home keeps.
  init(stored charters: [Charter], _ documents: [SignedDocument]) throws {
    guard let first = charters.first else { throw AuthorityError.brokenChain("no charter 0") }
    try self.init(founding: first)
    self.charters = charters
    // The oldest of an issuer are let go of first.
    rosters = try documents.filter { $0.kind == .roster }.map(Roster.init).sorted {
      ($0.facts.issued, $0.facts.epoch) < ($1.facts.issued, $1.facts.epoch)
    }
    duties = try documents.filter { $0.kind == .duty }.map(Duty.init).sorted {
      ($0.facts.issued, $0.facts.seq) < ($1.facts.issued, $1.facts.seq)
    }
    handovers = try documents.filter { $0.kind == .handover }.map(Handover.init).sorted {
      ($0.issued, $0.n) < ($1.issued, $1.n)
    }
  }

  /// The hash of the team's key; nil for a role.
  package var patientKey: [UInt8]? {
    if case .first(let patientKey) = charters[0].place { patientKey } else { nil }
  }

  /// The charter with this digest, whether it counts or not.
  package func charter(_ digest: [UInt8]) -> Charter? { charters.first { $0.digest == digest } }
  package func roster(_ digest: [UInt8]) -> Roster? { rosters.first { $0.digest == digest } }
  package func duty(_ digest: [UInt8]) -> Duty? { duties.first { $0.digest == digest } }
}

/// Taking in documents, each of which was verified. What throws changes nothing.
extension Authority {
  /// Takes in a charter of this team or role. Throws ``AuthorityError``.
  package mutating func take(
    _ charter: Charter, revoked: some Collection<Identity>
  ) throws -> Filing {
    guard charter.id == id, charter.subject == subject else {
      throw AuthorityError.brokenChain("a charter of another team or role")
    }
    if self.charter(charter.digest) == nil {
      try check(charter)
      charters.append(charter)
      prune(revoked)
    }
    let isForked = charters.contains {
      $0.prev != nil && $0.prev == charter.prev && $0.digest != charter.digest
    }
    return isForked ? .fork : .accepted
  }

  private func check(_ charter: Charter) throws {
    guard let prev = charter.prev, let before = self.charter(prev), charter.n == before.n + 1 else {
      throw AuthorityError.brokenChain("the charter before it is not there")
    }
    guard before.owners.contains(charter.issuer) else { throw AuthorityError.notAnOwner }
    let stayed = before.owners.filter(charter.owners.contains)
    guard charter.owners.starts(with: stayed) else {
      throw AuthorityError.brokenChain(
        "owners who stay are in another order, or not before new ones")
    }
  }

  /// Takes in a roster. Throws ``AuthorityError``.
  package mutating func take(
    _ roster: Roster, revoked: some Collection<Identity>
  ) throws -> Filing {
    guard subject == .team, roster.facts.team == id, let charter = charter(roster.facts.charter)
    else { throw AuthorityError.brokenChain("a roster under a charter that is not on file") }
    guard charter.owners.contains(roster.issuer) else { throw AuthorityError.notAnOwner }
    if self.roster(roster.digest) == nil {
      rosters.append(roster)
      let counting = self.roster(revoked: revoked)?.digest
      Self.prune(&rosters, issuer: \.issuer) { $0.digest == counting || $0 == roster }
    }
    if revoked.contains(roster.issuer) { return .revoked }
    return self.roster(revoked: revoked)?.digest == roster.digest ? .accepted : .staleRoster
  }

  /// Takes in a duty. Throws ``AuthorityError``.
  package mutating func take(_ duty: Duty, revoked: some Collection<Identity>) throws -> Filing {
    guard subject == .role, duty.facts.role == id, let charter = charter(duty.facts.charter)
    else { throw AuthorityError.brokenChain("a duty under a charter that is not on file") }
    guard charter.owners.contains(duty.issuer) else { throw AuthorityError.notAnOwner }
    if self.duty(duty.digest) == nil {
      duties.append(duty)
      let counting = self.duty(revoked: revoked)?.digest
      Self.prune(&duties, issuer: \.issuer) { $0.digest == counting || $0 == duty }
    }
    if revoked.contains(duty.issuer) { return .revoked }
    return self.duty(revoked: revoked)?.digest == duty.digest ? .accepted : .staleDuty
  }

  /// Takes in a handover of a shift on file. It is kept also when it does not count, since the one
  /// before it may follow; but of a shift that has too many, those that count are kept first, then
  /// those that came first. Throws ``AuthorityError`` for another role's.
  package mutating func take(
    _ handover: Handover, revoked: some Collection<Identity>
  ) throws -> Filing {
    guard subject == .role, handover.role == id else {
      throw AuthorityError.brokenChain("a handover of another role")
    }
    guard let duty = duty(handover.duty),
      let shift = duty.facts.shifts.first(where: { $0.from == handover.shift }),
      shift.covers(handover.issued)
    else { return .notTheHolder }
    if !handovers.contains(where: { $0.digest == handover.digest }) {
      handovers.append(handover)
      prune(shift, duty, revoked)
    }
    if revoked.contains(handover.issuer) { return .revoked }
    guard isCounting(handover, shift, duty, revoked) else { return .notTheHolder }
    return self.duty(revoked: revoked)?.digest == duty.digest ? .accepted : .staleDuty
  }

  private func isCounting(
    _ handover: Handover, _ shift: Duty.Shift, _ duty: Duty, _ revoked: some Collection<Identity>
  ) -> Bool {
    turns(of: shift, in: duty, revoked: revoked).contains { $0.handover == handover.digest }
  }

  private mutating func prune(
    _ shift: Duty.Shift, _ duty: Duty, _ revoked: some Collection<Identity>
  ) {
    let same = handovers.filter { $0.duty == duty.digest && $0.shift == shift.from }
    guard same.count > Self.mostHandovers, let last = same.last else { return }
    let surplus = same.last { !isCounting($0, shift, duty, revoked) } ?? last
    handovers.removeAll { $0.digest == surplus.digest }
  }

  /// Lets go of the oldest superseded document of an issuer who has too many, so that one owner
  /// cannot crowd out what others signed.
  private static func prune<Document>(
    _ documents: inout [Document], issuer: (Document) -> Identity, keeping: (Document) -> Bool
  ) {
    guard let last = documents.last else { return }
    let surplus = documents.indices.filter { issuer(documents[$0]) == issuer(last) }
    guard surplus.count > mostSuperseded,
      let oldest = surplus.first(where: { !keeping(documents[$0]) })
    else { return }
    documents.remove(at: oldest)
  }

  /// Lets go of the branch that came last of those that do not count, when they are too many.
  private mutating func prune(_ revoked: some Collection<Identity>) {
    let counting = Set(chain(revoked: revoked).map(\.digest))
    let followed = Set(charters.compactMap(\.prev))
    let losing = charters.filter { !counting.contains($0.digest) && !followed.contains($0.digest) }
    guard losing.count > Self.mostLosingBranches, var tip = losing.last else { return }
    // Down to where another branch, or the chain that counts, parts from it.
    while let prev = tip.prev {
      let digest = tip.digest
      charters.removeAll { $0.digest == digest }
      rosters.removeAll { $0.facts.charter == digest }
      duties.removeAll { $0.facts.charter == digest }
      guard !counting.contains(prev), !charters.contains(where: { $0.prev == prev }),
        let before = charter(prev)
      else { return }
      tip = before
    }
  }
}
