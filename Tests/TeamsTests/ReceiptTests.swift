import Envelopes
import Files
import Identities
import TestSupport
import Testing

@testable import Teams

/// Receipts, recalls and escalation: any order of arrival, and those that should not count.
@Suite struct ReceiptTests {
  private let people = (1...8).map { Sample.key($0).identity }
  private let digest = [UInt8](repeating: 5, count: 32)

  private func message(_ label: MessageLabel? = nil, recalled: Bool = true) -> SentMessage {
    var head = MessageHead.sample(to: people.dropFirst().prefix(5).map { $0 })
    head.label = label
    return SentMessage(head: head, digest: digest, isRecalled: recalled)
  }

  private struct Event {
    let entry: ReceiptEntry
    let from: Identity
    let sent: Timestamp
  }

  private func events(_ count: Int, _ random: inout SeededGenerator) -> [Event] {
    let states: [ReceiptEntry.State] = [
      .delivered, .acknowledged, .declined, .recalled([]), .recalled(.seen), .kept(.exported),
      .kept([.seen, .forwarded]), .unknown("pondered"),
    ]
    let ids = [Array(0..<16), [UInt8](repeating: 9, count: 16)].map { $0.map { UInt8($0) } }
    return (0..<count).map { _ in
      // Few moments, so that there are many ties.
      let at = Sample.now + Int.random(in: -2...20, using: &random)
      let entry = ReceiptEntry(
        id: random.chance(95) ? ids[0] : ids[1],
        digest: random.chance(95) ? digest : [UInt8](repeating: 6, count: 32),
        state: random.pick(states), at: at)
      return Event(
        entry: entry, from: random.pick(people),
        sent: Sample.now + Int.random(in: 0...25, using: &random))
    }
  }

  private func standing(_ events: [Event], of message: SentMessage) -> MessageStanding {
    var standing = MessageStanding(of: message)
    for event in events {
      standing.take(
        event.entry, from: event.from, sent: event.sent,
        about: event.entry.id == message.head.id ? message : nil
      ) { _, identity, moment in
        identity == people[6] && moment >= Sample.now + 5
      }
    }
    return standing
  }

  @Test("a thousand receipts in two hundred orders", arguments: [false, true])
  func anyOrder(isForRole: Bool) {
    var random = SeededGenerator(seed: 17)
    let message = message(
      isForRole
        ? .role(id: Array(repeating: 1, count: 16), duty: Array(repeating: 2, count: 32)) : nil)
    var events = events(1000, &random)
    let expected = standing(events, of: message)
    #expect(expected.ignored.count == (isForRole ? 5 : 5))
    #expect(expected.cells.values.allSatisfy { !$0.isEmpty })
    for _ in 0..<200 {
      events.shuffle(using: &random)
      #expect(standing(events, of: message) == expected)
    }
  }

  @Test func tenThousandReceiptsOfOneContactAreOneRow() {
    var random = SeededGenerator(seed: 18)
    let message = message()
    let flood = events(10_000, &random).map {
      Event(entry: $0.entry, from: people[1], sent: $0.sent)
    }
    let standing = standing(flood, of: message)
    #expect(standing.cells.count == 5)
    #expect(standing.cells.filter { !$0.value.isEmpty }.map(\.key) == [people[1]])
  }

  /// The first check that fails names the reason.
  @Test func reasonsInTheirOrder() {
    let message = message(recalled: false)
    func reason(
      id: [UInt8]? = nil, digest: [UInt8]? = nil, _ state: ReceiptEntry.State, at: Int = 0,
      from: Identity, of own: SentMessage?
    ) -> IgnoredEntry? {
      let entry = ReceiptEntry(
        id: id ?? message.head.id, digest: digest ?? self.digest, state: state,
        at: Sample.now + at)
      do {
        _ = try SentMessage.judge(entry, from: from, sent: Sample.now + 10, about: own) { _, _, _ in
          false
        }
        return nil
      } catch { return error as? IgnoredEntry }
    }
    let (member, outsider) = (people[1], Sample.stranger.identity)
    let other = [UInt8](repeating: 6, count: 32)
    _ = outsider
    let far = people[7]
    #expect(reason(digest: other, .unknown("x"), at: 99, from: far, of: nil) == .noSuchMessage)
    #expect(reason(digest: other, .unknown("x"), at: 99, from: far, of: message) == .otherDigest)
    #expect(reason(.unknown("x"), at: 99, from: far, of: message) == .unknownState)
    #expect(reason(.kept([]), at: 99, from: far, of: message) == .noReceiptForThis)
    #expect(reason(.delivered, at: 99, from: far, of: message) == .notARecipient)
    #expect(reason(.delivered, at: 11, from: member, of: message) == .impossibleTime)
    #expect(reason(.delivered, at: -1, from: member, of: message) == .impossibleTime)
    #expect(reason(.delivered, at: 10, from: member, of: message) == nil)
  }

  @Test func owedReceipts() {
    var head = MessageHead.sample()
    func owes(_ policy: DeliveredReceipts, _ colour: ContactColour = .green) -> Bool {
      policy.owes(head, to: colour)
    }
    #expect(!owes(.on), "nobody asked")
    head.wants = [.delivered]
    #expect(owes(.on) && !owes(.urgent) && !owes(.off))
    #expect(owes(.on, .orange) && !owes(.on, .red) && !owes(.on, .revoked))
    head.priority = .stat
    #expect(owes(.urgent) && !owes(.off))
    head.priority = .routine
    head.label = .role(id: Array(repeating: 1, count: 16), duty: Array(repeating: 2, count: 32))
    #expect(owes(.urgent))
    head.kind = .notice
    #expect(!owes(.on))
    #expect(DeliveredReceipts.standard == .urgent)
    #expect(!DeliveredReceipts.owesAgain(flagged: Sample.now, now: Sample.now + 86399))
    #expect(DeliveredReceipts.owesAgain(flagged: Sample.now, now: Sample.now + 86400))
  }

  /// By a clock that is behind, an answer is not from before the question, nor the receipt from
  /// before the answer.
  @Test func timesOfAnAnswer() throws {
    let head = MessageHead.sample()
    let answer = ReceiptEntry.answer(
      to: head, digest: digest, isDeclined: false, now: Sample.now - 900)
    #expect(answer.at == head.sent)
    let receipt = MessageHead.receipt(
      [answer], id: Array(16..<32), from: Sample.jansen.identity, to: head.from,
      now: Sample.now - 900, expires: Sample.now + 86400, parts: head.parts)
    #expect(receipt.sent == head.sent)
    #expect(try MessageHead(line: receipt.line).kind == .receipt([answer]))
  }

  @Test func recallHead() throws {
    var head = MessageHead.sample(to: people.sorted())
    head.from = people[0]
    let recall = MessageHead.recall(
      of: head, digest: digest, reason: "wrong-patient", id: Array(16..<32),
      now: Sample.now + 60, expires: Sample.now + 3600, parts: head.parts)
    #expect(recall.expires == head.expires)
    #expect(!recall.to.contains(head.from) && recall.to.count == people.count - 1)
    let read = try MessageHead(line: recall.line)
    #expect(
      read.kind
        == .recall(
          RecallRequest(id: head.id, digest: digest, day: head.day, reason: "wrong-patient")))
    let only = MessageHead.recall(
      of: head, digest: digest, reason: nil, only: [people[1], Sample.key(99).identity],
      id: Array(16..<32), now: Sample.now, expires: head.expires, parts: head.parts)
    #expect(only.to == [people[1]])
  }

  /// Messages, recalls and redeliveries of one sender in any order, with nobody who looks between.
  @Test func recallsInAnyOrder() {
    var random = SeededGenerator(seed: 19)
    enum Event: CaseIterable { case message, recall, again }
    for forgets in [false, true] {
      for _ in 0..<200 {
        var state = RecallState()
        for event in Event.allCases.shuffled(using: &random) {
          switch event {
          case .message, .again: _ = state.arrive(digest)
          case .recall: _ = state.recall(digest, forgets: forgets, dayIsLive: true)
          }
        }
        #expect(
          state == RecallState(digest: digest, hasContent: false, isRecalled: true, uses: []))
        #expect(
          state.answer(id: [], at: Sample.now)?.state == .recalled([]))
      }
    }
  }

  @Test func recallAfterItWasSeenIsAnsweredTruthfully() {
    var state = RecallState()
    _ = state.arrive(digest)
    #expect(state.use([.seen, .exported]) == .shown)
    #expect(state.answer(id: [], at: Sample.now) == nil)
    #expect(state.recall(digest, forgets: false, dayIsLive: true) == .kept)
    #expect(state.answer(id: [], at: Sample.now)?.state == .kept([.seen, .exported]))
    #expect(state.use(.forwarded) == .marked)
    #expect(state.recall([], forgets: true, dayIsLive: true) == .otherDigest)
    #expect(state.recall(digest, forgets: true, dayIsLive: false) == .recalled)
    #expect(
      state.answer(id: [], at: Sample.now)?.state == .recalled([.seen, .exported, .forwarded]))
  }

  @Test func dueTimes() throws {
    #expect(AnswerTime.seconds(for: .stat, asked: nil, duty: nil) == 600)
    #expect(AnswerTime.seconds(for: .urgent, asked: nil, duty: nil) == 3600)
    #expect(AnswerTime.seconds(for: .routine, asked: nil, duty: nil) == 86400)
    #expect(AnswerTime.seconds(for: .stat, asked: 42, duty: nil) == 42)
    let (sent, expires) = (Sample.now, Sample.now + 600)
    #expect(try AnswerTime.due(sent: sent, expires: expires, seconds: 600) == expires)
    #expect(throws: AckAfterExpiry.self) {
      try AnswerTime.due(sent: sent, expires: expires, seconds: 601)
    }
  }

  @Test func allDeclinedIsOverdueAtOnce() {
    let message = message()
    let all = message.head.to.map { identity in
      Event(
        entry: ReceiptEntry(
          id: message.head.id, digest: digest, state: .declined, at: Sample.now),
        from: identity, sent: Sample.now)
    }
    func status(_ events: [Event], escalated: Bool = false) -> AnswerStatus {
      AnswerStatus.of(
        message.head, standing(events, of: message), due: Sample.now + 600, now: Sample.now,
        isSettledByEscalation: escalated)
    }
    #expect(status(all) == .overdue)
    #expect(status(all, escalated: true) == .settled)
    #expect(status(Array(all.dropLast())) == .open(due: Sample.now + 600))
  }

  /// Each level once, however often it is asked, and never before its time.
  @Test func escalation() throws {
    let (named, backup) = (people[6], people[7])
    var state = Escalation(due: Sample.now)
    func next(_ now: Timestamp, _ status: AnswerStatus = .overdue) -> Escalation.Step? {
      guard
        let (step, after) = state.next(
          status, named: [named], backups: [backup, people[1]], addressed: [people[1]],
          seconds: 600, now: now)
      else { return nil }
      state = after
      return step
    }
    #expect(next(Sample.now, .settled) == nil)
    #expect(next(Sample.now, .open(due: Sample.now)) == nil)
    #expect(next(Sample.now) == .forward([named]))
    #expect(next(Sample.now + 599) == nil)
    #expect(next(Sample.now + 600) == .forwardToBackups([backup]))
    #expect(next(Sample.now + 601) == nil)
    #expect(next(Sample.now + 1200) == .telephone)
    #expect(next(Sample.now + 9999) == nil)
    var bare = Escalation(due: Sample.now)
    let (step, after) = try #require(
      bare.next(
        .overdue, named: [], backups: [people[1]], addressed: [people[1]], seconds: 600,
        now: Sample.now))
    bare = after
    #expect(step == .telephone && bare.level == 3)
  }
}
