import Envelopes
import Files
import Identities
import Testing

@testable import Teams

/// Role mail and handovers that should not count, and what answers them.
@Suite struct DutyAttackTests {
  private let owner = Sample.vries
  private let holder = Sample.jansen
  private let backup = Sample.bakker
  private let stranger = Sample.stranger
  private let start = Sample.now

  private func shift(_ hours: Range<Int>, _ key: SigningKey) -> Duty.Shift {
    Duty.Shift(
      from: start + hours.lowerBound * 3600, until: start + hours.upperBound * 3600,
      holder: key.identity, backup: backup.identity)
  }

  private func facts(
    _ shifts: [Duty.Shift], seq: Int = 1, vacant: [Identity] = []
  ) throws -> Duty.Facts {
    Duty.Facts(
      under: try charter(), seq: seq, name: "cardiology on call", shifts: shifts, overlap: 30,
      vacant: vacant, within: Duty.Within(stat: 5), issued: start - 3600,
      notAfter: start + 20 * 86400)
  }

  private func charter() throws -> Charter {
    try Charter.found(
      by: owner, owners: [owner.identity], patientKey: nil,
      nonce: [UInt8](repeating: 1, count: 16), issued: start - 86400)
  }

  private func authority(_ duty: Duty) throws -> Authority {
    var authority = try Authority(founding: charter())
    #expect(try authority.take(duty, revoked: Sample.nobody) == .accepted)
    return authority
  }

  private func handover(
    _ duty: Duty, by key: SigningKey, to next: SigningKey, n: Int = 1, after seconds: Int = 600
  ) throws -> Handover {
    try Handover.sign(
      by: key, of: duty.facts.shifts[0], in: duty, n: n, to: next.identity,
      issued: duty.facts.shifts[0].from + seconds)
  }

  @Test func shiftsThatOverlap() throws {
    let facts = try facts([shift(0..<8, holder), shift(7..<9, owner)])
    #expect(throws: DocumentError.self) { try Duty.sign(by: owner, facts) }
  }

  @Test func overlapAndNumbersOutOfRange() throws {
    var facts = try facts([shift(0..<8, holder)])
    facts.overlap = 241
    #expect(throws: DocumentError.self) { try Duty.sign(by: owner, facts) }
    facts.overlap = 0
    facts.notAfter = facts.issued
    #expect(throws: DocumentError.self) { try Duty.sign(by: owner, facts) }
  }

  /// 1,000 strangers' handovers do not crowd out the one that counts, whenever it comes.
  @Test(arguments: [0, 30, 63, 64, 200])
  func floodOfHandovers(at place: Int) throws {
    let duty = try Duty.sign(by: owner, facts([shift(0..<8, holder)]))
    var authority = try authority(duty)
    let right = try handover(duty, by: holder, to: owner)
    for number in 0..<201 {
      if number == place {
        #expect(try authority.take(right, revoked: Sample.nobody) == .accepted)
      }
      let forged = try handover(duty, by: stranger, to: stranger, n: 1, after: 601 + number)
      #expect(try authority.take(forged, revoked: Sample.nobody) == .notTheHolder)
    }
    #expect(authority.handovers.count == Authority.mostHandovers)
    let onCall = try authority.onCall(
      at: start + 3600, priority: .routine, revoked: Sample.nobody)
    #expect(onCall.recipients == [owner.identity])
  }

  @Test func handoverThatCanNeverCountIsNotKept() throws {
    let duty = try Duty.sign(by: owner, facts([shift(0..<8, holder)]))
    var authority = try authority(duty)
    let late = try handover(duty, by: holder, to: stranger, after: 8 * 3600)
    let early = try handover(duty, by: holder, to: stranger, after: -1)
    for handover in [late, early] {
      #expect(try authority.take(handover, revoked: Sample.nobody) == .notTheHolder)
    }
    #expect(authority.handovers.isEmpty)
  }

  /// The second of two handovers comes first.
  @Test func handoversInAnyOrder() throws {
    let duty = try Duty.sign(by: owner, facts([shift(0..<8, holder)]))
    let one = try handover(duty, by: holder, to: owner)
    let two = try handover(duty, by: owner, to: stranger, n: 2, after: 900)
    for order in [[one, two], [two, one]] {
      var authority = try authority(duty)
      for handover in order { _ = try authority.take(handover, revoked: Sample.nobody) }
      let turns = authority.turns(
        of: duty.facts.shifts[0], in: duty, revoked: Sample.nobody)
      #expect(turns.map(\.holder) == [holder, owner, stranger].map(\.identity))
      #expect(turns.map { $0.since.unix - start.unix } == [0, 600, 900])
      #expect(turns.map { $0.until.unix - start.unix } == [600, 900, 8 * 3600])
    }
  }

  @Test func nextHandoverIsNumbered() throws {
    let duty = try Duty.sign(by: owner, facts([shift(0..<8, holder)]))
    var authority = try authority(duty)
    func next(_ key: SigningKey) -> Int? {
      authority.nextHandover(
        by: key.identity, in: duty, at: start + 3600, revoked: Sample.nobody)?.n
    }
    #expect(next(holder) == 1 && next(stranger) == nil)
    _ = try authority.take(handover(duty, by: holder, to: owner), revoked: Sample.nobody)
    #expect(next(owner) == 2 && next(holder) == nil)
  }

  @Test func whoCannotBeReachedIsNamed() throws {
    let duty = try Duty.sign(
      by: owner, facts([shift(0..<8, holder)], vacant: [owner.identity]))
    let authority = try authority(duty)
    func onCall(_ priority: MessageHead.Priority, reached: Set<Identity>) throws -> Addressing {
      try authority.onCall(at: start, priority: priority, revoked: Sample.nobody) {
        reached.contains($0)
      }
    }
    let (h, b, o) = (holder.identity, backup.identity, owner.identity)
    #expect(
      try onCall(.stat, reached: [b, o]) == Addressing(recipients: [b], unreached: [h]))
    #expect(
      try onCall(.routine, reached: [b, o])
        == Addressing(recipients: [o], unreached: [h], isVacant: true))
    #expect(throws: AddressingError.roleVacant) { try onCall(.routine, reached: [b]) }
  }

  @Test func labelOfADutyThatDoesNotStand() throws {
    let duty = try Duty.sign(by: owner, facts([shift(0..<8, holder)]))
    let authority = try authority(duty)
    var head = MessageHead.sample(to: [holder.identity])
    head.from = stranger.identity
    let id = try charter().id
    func label(_ authority: Authority?, _ digest: [UInt8], _ reader: SigningKey) -> RoleLabel {
      RoleLabel.of(
        head, role: id, duty: digest, authority: authority, reader: reader.identity,
        revoked: Sample.nobody)
    }
    #expect(label(authority, duty.digest, holder).remark == nil)
    #expect(label(nil, duty.digest, holder).remark == .unknownDuty)
    #expect(label(authority, charterDigest(), holder).remark == .unknownDuty)
    #expect(label(authority, duty.digest, stranger).remark == .notOnDuty)
  }

  private func charterDigest() -> [UInt8] { [UInt8](repeating: 0, count: 32) }
}
