import AgeFormat
import Envelopes
import Files
import Identities
import TestSupport
import Testing
import Transports

@testable import MessageVault
@testable import Messaging

/// What never arrived is known for a month, and forgotten when it arrives after all.
struct MissingMessagesTests {
  private let ward: Ward
  private let vries: Person
  private let jansen: Person

  init() throws {
    ward = try Ward()
    (vries, jansen) = try ward.pair()
  }

  private func gaps() throws -> [ClosedRange<Int>] {
    try MissingMessages(jansen.vault()).all().map(\.numbers)
  }

  @Test func untilItComes() throws {
    let envelopes = try (1...6).map { try vries.seal("\($0)", to: ["jansen"]) }
    #expect(try jansen.receive(envelopes[0]).reception?.order == .inOrder)
    #expect(try gaps().isEmpty)
    #expect(try jansen.receive(envelopes[5]).reception?.order == .missing(4))
    #expect(try gaps() == [2...5])
    #expect(try MailCounts(jansen.vault()).missing[vries.identity]?.number == 4)
    #expect(try jansen.receive(envelopes[2]).reception?.order == .outOfOrder)
    #expect(try gaps() == [2...2, 4...5])
    for index in [1, 3, 4] { _ = try jansen.receive(envelopes[index]) }
    #expect(try gaps().isEmpty)
    // A copy that comes again changes nothing.
    _ = try jansen.receive(envelopes[5])
    #expect(try gaps().isEmpty)
  }

  @Test func forAMonth() throws {
    _ = try vries.seal("lost", to: ["jansen"])
    _ = try jansen.receive(vries.seal("next", to: ["jansen"]))
    #expect(try gaps() == [1...1])
    ward.clock.move(days: 29)
    #expect(try gaps() == [1...1])
    ward.clock.move(days: 1)
    #expect(try gaps().isEmpty)
  }

  /// Their sender is asked once, in a message that says between which of theirs they are missing.
  @Test func askedForOnce() throws {
    let first = try vries.seal("first", to: ["jansen"])
    ward.clock.move(seconds: 60)
    let lost = try (0..<2).map { _ in try vries.seal("lost", to: ["jansen"]) }
    ward.clock.move(seconds: 60)
    let last = try vries.seal("last", to: ["jansen"])
    for envelope in [first, last] { _ = try jansen.receive(envelope) }
    let again = try AgainRequests(jansen.vault())
    let request = try #require(try again.requests(since: nil).first)
    #expect(request.contact.identity == vries.identity && request.missing == 2)
    let sentTimes = try jansen.vault().messages().map(\.summary.sent.description)
    #expect(sentTimes.count == 2 && sentTimes.allSatisfy(request.text.contains))
    #expect(try again.requests(since: nil, only: ["vries"]).count == 1)
    _ = try again.send(request, by: WayOut(ward.route))
    #expect(try vries.receive().compactMap(\.reception).count == 1)
    #expect(try again.requests(since: nil).isEmpty)
    // It is missing all the same, until it comes.
    #expect(try gaps() == [2...3])
    _ = try jansen.receive(lost[0])
    #expect(try gaps() == [3...3] && again.requests(since: nil).isEmpty)
    // After a restore everybody who wrote is asked.
    #expect(try again.requests(since: ward.clock.now).map(\.missing) == [0])
  }

  @Test func damaged() throws {
    try jansen.vault().setObject(
      .missing, JSONParser.object(Array(#"{"gaps":[{"first":2,"last":1}]}"#.utf8)))
    #expect(throws: VaultError.self) { _ = try gaps() }
  }
}
