import Envelopes
import Files
import Identities
import Secrets
import Testing

@testable import Teams

/// Owners who are dishonest, revoked, or in each other's way, and what answers them.
@Suite struct AuthorityAttackTests {
  private let senior = Sample.vries
  private let junior = Sample.jansen
  private let third = Sample.bakker
  private let stranger = Sample.stranger

  private func first(_ owners: [SigningKey]? = nil) throws -> Charter {
    try Charter.found(
      by: senior, owners: (owners ?? [senior, junior, third]).map(\.identity),
      patientKey: [UInt8](repeating: 7, count: 32), nonce: [UInt8](repeating: 1, count: 16),
      issued: Sample.now - 86400)
  }

  private func roster(
    by key: SigningKey, under charter: Charter, epoch: Int = 0, _ members: [SigningKey],
    name: String = "MDT lung"
  ) throws -> Roster {
    try Roster.sign(
      by: key,
      Roster.Facts(
        under: charter, epoch: epoch, name: name, members: members.map(\.identity),
        issued: Sample.now, notAfter: Sample.now + 30 * 86400))
  }

  private func part(_ charters: [Charter], _ roster: Roster? = nil) throws -> AuthorityPart {
    try AuthorityPart(charters.flatMap(\.bytes) + (roster?.bytes ?? []))
  }

  private func error(_ body: () throws -> Void) -> String {
    named {
      try body()
      return "accepted"
    }
  }

  @Test func foundedByWhoIsNotAnOwner() throws {
    let charter = try first([junior, third])
    #expect(error { _ = try Authority(founding: charter) } == "not-an-owner")
  }

  @Test func charterOfAnotherTeam() throws {
    let (mine, other) = (
      try first(),
      try Charter.found(
        by: senior, owners: [senior.identity], patientKey: [UInt8](repeating: 7, count: 32),
        nonce: [UInt8](repeating: 2, count: 16), issued: Sample.now)
    )
    let next = try other.next(by: senior, owners: [senior.identity], issued: Sample.now)
    var authority = try Authority(founding: mine)
    #expect(error { _ = try authority.take(other, revoked: Sample.nobody) } == "broken-chain")
    #expect(error { _ = try authority.take(next, revoked: Sample.nobody) } == "broken-chain")
    let mixed = try part([mine, next])
    #expect(
      error { _ = try Authority.taking(mixed, over: nil, revoked: Sample.nobody) }
        == "broken-chain")
    #expect(authority.charters.count == 1)
  }

  /// Who left signs an early sibling of a charter that everybody has.
  @Test(arguments: [false, true])
  func siblingByTheSameOwnerDoesNotDisplaceWhatIsOnFile(isLater: Bool) throws {
    let charter = try first()
    let onFile = try charter.next(
      by: junior, owners: [senior.identity, third.identity], issued: Sample.now)
    let sibling = try charter.next(
      by: junior, owners: [junior.identity], issued: Sample.now + (isLater ? 3600 : -3600))
    var authority = try Authority(founding: charter)
    #expect(try authority.take(onFile, revoked: Sample.nobody) == .accepted)
    #expect(try authority.take(sibling, revoked: Sample.nobody) == .fork)
    #expect(authority.chain(revoked: Sample.nobody).last == onFile)
    #expect(authority.forks(revoked: Sample.nobody) == [[onFile, sibling]])
    // The one who is told again of what they have stays where they are.
    #expect(try authority.take(sibling, revoked: Sample.nobody) == .fork)
    #expect(authority.charters.count == 3)
  }

  @Test func juniorCannotOustASenior() throws {
    let charter = try first()
    let ousted = try charter.next(by: junior, owners: [junior.identity], issued: Sample.now + 9)
    let kept = try charter.next(by: senior, owners: [senior.identity], issued: Sample.now)
    for order in [[ousted, kept], [kept, ousted]] {
      var authority = try Authority(founding: charter)
      for next in order { _ = try authority.take(next, revoked: Sample.nobody) }
      #expect(authority.owners(revoked: Sample.nobody) == [senior.identity])
      #expect(authority.owners(revoked: [senior.identity]) == [junior.identity])
      #expect(authority.owners(revoked: [senior.identity, junior.identity]) == [senior.identity])
    }
  }

  @Test func losingBranchesAreKeptUpToEightAndNeverTheChain() throws {
    let charter = try first()
    var authority = try Authority(founding: charter)
    let chain = try charter.next(by: senior, owners: [senior.identity], issued: Sample.now)
    let siblings = try (0..<30).map {
      try charter.next(by: junior, owners: [junior.identity], issued: Sample.now + $0)
    }
    for sibling in siblings.prefix(20) { _ = try authority.take(sibling, revoked: Sample.nobody) }
    #expect(authority.chain(revoked: Sample.nobody).last == siblings[0])
    #expect(authority.charters.count == 1 + 9)
    _ = try authority.take(chain, revoked: Sample.nobody)
    #expect(authority.chain(revoked: Sample.nobody).last == chain)
    for sibling in siblings.suffix(10) {
      #expect(try authority.take(sibling, revoked: Sample.nobody) == .fork)
    }
    #expect(authority.charters.count == 2 + Authority.mostLosingBranches)
    #expect(authority.charters.contains(siblings[0]))
  }

  /// What an ex-owner floods goes at their own cost alone.
  @Test func floodOfRostersByOneOwner() throws {
    let charter = try first()
    var authority = try Authority(founding: charter)
    let old = try roster(by: senior, under: charter, epoch: 1, [senior, junior])
    let newest = try roster(by: senior, under: charter, epoch: 900, [senior, junior, third])
    for roster in [old, newest] { _ = try authority.take(roster, revoked: Sample.nobody) }
    for epoch in 2..<150 {
      let flood = try roster(by: junior, under: charter, epoch: epoch, [junior])
      #expect(try authority.take(flood, revoked: Sample.nobody) == .staleRoster)
    }
    #expect(authority.rosters.count == 2 + Authority.mostSuperseded)
    #expect(authority.roster(old.digest) == old)
    #expect(authority.roster(revoked: Sample.nobody) == newest)
  }

  @Test func lastEpochIsCuredByTheNextCharter() throws {
    let charter = try first()
    var authority = try Authority(founding: charter)
    let last = try roster(
      by: junior, under: charter, epoch: JSONValue.greatestNumber, [junior])
    #expect(try authority.take(last, revoked: Sample.nobody) == .accepted)
    #expect(authority.nextNumber(revoked: Sample.nobody) == (0, true))
    let next = try charter.next(
      by: senior, owners: [senior.identity, junior.identity, third.identity], issued: Sample.now)
    _ = try authority.take(next, revoked: Sample.nobody)
    #expect(authority.nextNumber(revoked: Sample.nobody) == (0, false))
    let cure = try roster(by: senior, under: next, [senior, junior])
    #expect(try authority.take(cure, revoked: Sample.nobody) == .accepted)
    #expect(authority.roster(revoked: Sample.nobody) == cure)
    #expect(try authority.take(last, revoked: Sample.nobody) == .staleRoster)
  }

  @Test func rosterByAnOwnerNamesAnyName() throws {
    var (charter, facts) = (
      try first(), try roster(by: senior, under: first(), [senior]).facts
    )
    _ = charter
    charter = try first()
    facts.name = String(repeating: "n", count: 256)
    #expect(error { _ = try Roster.sign(by: senior, facts) } == "malformed")
    facts.name = "a\u{202e}b"
    #expect(error { _ = try Roster.sign(by: senior, facts) } == "malformed")
  }

  @Test func partsAreWholeAndInOrder() throws {
    let charter = try first()
    let (one, two) = (
      try roster(by: senior, under: charter, [senior]),
      try roster(by: senior, under: charter, epoch: 1, [senior])
    )
    for bytes in [
      one.bytes, one.bytes + charter.bytes, charter.bytes + one.bytes + two.bytes,
      charter.bytes + one.bytes + charter.bytes,
    ] {
      #expect(error { _ = try AuthorityPart(bytes) } == "broken-chain")
    }
    #expect(error { _ = try AuthorityPart([]) } == "malformed")
    let huge = [UInt8](repeating: 0x20, count: AuthorityPart.sizeLimit + 1)
    #expect(error { _ = try AuthorityPart(huge) } == "too-large")
    #expect(try AuthorityPart(charter.bytes + two.bytes).roster == two)
  }

  /// A part that is refused leaves what was on file as it was.
  @Test func refusedPartChangesNothing() throws {
    let charter = try first()
    let next = try charter.next(by: senior, owners: [senior.identity], issued: Sample.now)
    let foreign = try roster(by: stranger, under: next, [stranger])
    let before = try Authority(founding: charter)
    let bad = try part([charter, next], foreign)
    #expect(
      error { _ = try Authority.taking(bad, over: before, revoked: Sample.nobody) }
        == "not-an-owner")
    #expect(before.charters == [charter])
  }

  @Test func onlySixtyFourPartsAreLookedAt() {
    var head = MessageHead.sample()
    head.parts += (0..<70).map {
      MessageHead.Part(name: "\($0)", type: AuthorityPart.rosterType)
    }
    let parts = AuthorityPart.parts(of: head)
    #expect(parts.looked == Array(1...64) && parts.ignored == 6)
  }

  @Test func teamKeyThatDoesNotHash() throws {
    let key = TeamKey.generate()
    let charter = try Charter.found(
      by: senior, owners: [senior.identity], patientKey: key.hash,
      nonce: [UInt8](repeating: 1, count: 16), issued: Sample.now)
    let authority = try Authority(founding: charter)
    var right = key.bytes.copy()
    #expect(TeamKey(moving: &right, of: authority) != nil)
    #expect(right == [] || right.allSatisfy { $0 == 0 })
    var wrong = TeamKey.generate().bytes.copy()
    #expect(TeamKey(moving: &wrong, of: authority) == nil)
    var short = Array(key.bytes.copy().dropLast())
    #expect(TeamKey(moving: &short, of: authority) == nil)
    let role = try Charter.found(
      by: senior, owners: [senior.identity], patientKey: nil,
      nonce: [UInt8](repeating: 1, count: 16), issued: Sample.now)
    var toRole = key.bytes.copy()
    #expect(TeamKey(moving: &toRole, of: try Authority(founding: role)) == nil)
  }

  @Test func keyIsForMembersAlone() throws {
    let roster = try roster(by: senior, under: first(), [senior, junior])
    #expect(roster.mayCarryKey(to: [junior.identity]))
    #expect(!roster.mayCarryKey(to: [junior.identity, third.identity]))
  }

  /// Whoever has left since keeps the label of what they wrote before; and nobody else gains one.
  @Test func labelOfWhoHasLeft() throws {
    let charter = try first()
    let (old, newest) = (
      try roster(by: senior, under: charter, [senior, junior, third]),
      try roster(by: senior, under: charter, epoch: 1, [senior, third])
    )
    var authority = try Authority(founding: charter)
    for roster in [old, newest] { _ = try authority.take(roster, revoked: Sample.nobody) }
    var head = MessageHead.sample(to: [senior.identity])
    head.from = junior.identity
    func label(_ roster: Roster, boreLabel: Bool, isJoined: Bool = true) -> TeamLabel {
      TeamLabel.of(
        head, team: charter.id, roster: roster.digest, authority: authority, isJoined: isJoined,
        boreLabel: boreLabel, revoked: Sample.nobody)
    }
    #expect(label(old, boreLabel: false) == .personal(.senderNotAMember))
    #expect(
      label(old, boreLabel: true)
        == .team(name: "MDT lung", without: [third.identity], left: []))
    #expect(label(newest, boreLabel: true) == .personal(.senderNotAMember))
    #expect(label(old, boreLabel: true, isJoined: false) == .personal(.notJoined))
  }

  @Test func membersWhoCannotBeReached() throws {
    let charter = try first()
    let roster = try roster(by: senior, under: charter, [senior, junior, third])
    var authority = try Authority(founding: charter)
    func members(orNone: Bool, _ reached: [SigningKey], at time: Timestamp = Sample.now) -> String {
      named {
        let found = try authority.members(
          for: senior.identity, at: time, revoked: Sample.nobody, orNone: orNone
        ) { identity in reached.contains { $0.identity == identity } }
        return "\(found.recipients.count) \(found.unreached.count)"
      }
    }
    #expect(members(orNone: false, [junior]) == "roster-ended")
    _ = try authority.take(roster, revoked: Sample.nobody)
    #expect(members(orNone: false, [junior, third]) == "2 0")
    #expect(members(orNone: false, [junior]) == "1 1")
    #expect(members(orNone: true, [junior]) == "unreached")
    #expect(members(orNone: false, [senior]) == "unreached")
    #expect(members(orNone: false, [junior], at: roster.facts.notAfter + 1) == "roster-ended")
  }

  @Test func floodOfInvitations() throws {
    var invitations = Invitations()
    func invitation(_ number: Int, by key: SigningKey) throws -> Roster {
      let charter = try Charter.found(
        by: key, owners: [key.identity], patientKey: [UInt8](repeating: 7, count: 32),
        nonce: [UInt8](repeating: UInt8(number), count: 16), issued: Sample.now)
      return try roster(by: key, under: charter, [key, junior])
    }
    for number in 0..<Invitations.mostFromOne {
      let roster = try invitation(number, by: senior)
      #expect(
        invitations.consider(roster, for: junior.identity, issuerIs: .green) == .invited)
    }
    let more = try invitation(99, by: senior)
    #expect(invitations.consider(more, for: junior.identity, issuerIs: .green) == .tooMany)
    let other = try invitation(100, by: third)
    #expect(invitations.consider(other, for: junior.identity, issuerIs: .red) == .notVerified)
    #expect(invitations.consider(other, for: junior.identity, issuerIs: nil) == .notVerified)
    #expect(invitations.consider(other, for: senior.identity, issuerIs: .green) == .notAMember)
    #expect(invitations.consider(other, for: junior.identity, issuerIs: .orange) == .invited)
    #expect(invitations.open.count == Invitations.mostFromOne + 1)
  }
}
