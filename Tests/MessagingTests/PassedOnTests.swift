import AgeFormat
import Envelopes
import Files
import Identities
import MessageVault
import Teams
import TestSupport
import Testing
import Transports

@testable import Messaging

/// Messages that are passed on to teams and roles, and the answer that reaches their author.
@Suite struct PassedOnTests {
  private let scene: TeamScene
  private var vries: Person { scene.vries }
  private var jansen: Person { scene.jansen }
  private var bakker: Person { scene.bakker }

  init() throws { scene = try TeamScene() }

  @discardableResult
  private func forward(
    from person: Person, change: (inout OutgoingMessage) -> Void
  ) throws -> MessageSender.Sent {
    var message = OutgoingMessage(text: MemorySource([]))
    message.unverifiedReason = "test"
    change(&message)
    try message.forward("@last", priority: nil, in: person.vault())
    var sender = try MessageSender(person.vault(), by: WayOut(scene.ward.route))
    return try sender.send(message)
  }

  private func forwarded(at person: Person) throws -> ForwardedMessage {
    let messages = StoredMessages(try person.vault())
    let parts = try messages.forwards(in: messages.open(messages.find("@last")))
    return try #require(parts.first).message.get()
  }

  @Test("to a team: it is one of the team's messages, and Bakker reads it as its author wrote it")
  func toTeam() throws {
    let record = try scene.joined()
    try vries.send("Rash since Tuesday", to: ["jansen"])
    _ = try jansen.receive()
    let sent = try forward(from: jansen) { $0.team = record.id.hex }
    #expect(Set(sent.head.to) == [vries.identity, bakker.identity])
    _ = try bakker.receive()
    #expect(try bakker.shown().last == "MDT lung")
    #expect(try forwarded(at: bakker).head.from == vries.identity)
    #expect(try jansen.auditEvents("forward").count == 1)
  }

  /// A team keeps messages for a short time; what is passed on to it has no more.
  @Test("to a team that keeps messages for a day") func shortlived() throws {
    let record = try scene.joined()
    var facts = try record.roster().facts
    (facts.epoch, facts.expires) = (1, 1)
    let roster = try Roster.sign(by: vries.vault().signingKey, facts)
    let notice = try vries.forge(to: [jansen], label: nil, parts: [.roster(record.chain(), roster)])
    _ = try jansen.takes(notice)
    try vries.send("x", to: ["jansen"])
    _ = try jansen.receive()
    let sent = try forward(from: jansen) { $0.team = record.id.hex }
    #expect(sent.head.expires == sent.head.sent + 86400)
  }

  @Test("to a role: also what is not to be exported, and to nobody else") func toRole() throws {
    let record = try scene.onCall()
    try jansen.meets(bakker)
    try vries.send("x", to: ["bakker"]) {
      $0.noExport = true
      $0.priority = .urgent
    }
    _ = try bakker.receive()
    #expect(throws: SendingError.self) { try forward(from: bakker) { $0.to = ["vries"] } }
    let sent = try forward(from: bakker) { $0.role = record.id.hex }
    #expect(sent.recipients.map(\.identity) == [jansen.identity])
    #expect(sent.head.noExport && sent.head.wants == [.acknowledged])
  }

  /// Jansen passes it on to Bakker, who takes care of it: Jansen hears that, and De Vries does.
  private func passOn(knowingAuthor: Bool = true) throws {
    try jansen.meets(bakker)
    try bakker.meets(jansen)
    try vries.send("x", to: ["jansen"]) { $0.wants = [.acknowledged] }
    _ = try jansen.receive()
    try forward(from: jansen) {
      $0.to = ["bakker"]
      $0.wants = [.acknowledged]
    }
    _ = try bakker.receive()
  }

  @Test("an answer to what was passed on reaches its author, beside the cells") func answered()
    throws
  {
    try passOn()
    try bakker.answer(note: "I will see her")
    let told = try #require(try vries.receive().compactMap(\.receipt).first)
    #expect(told.told.map(\.isBeside) == [true] && told.note == nil && told.ignored.isEmpty)
    let standing = try vries.standing()
    #expect(standing.cells[bakker.identity] == nil)
    #expect(standing.beside[bakker.identity]?.answer?.isDeclined == false)
    #expect(try vries.auditEvents("receipt").count == 1)
    // The message still waits for the answer of the one it was sent to.
    #expect(try OverdueMessages(vries.vault()).waiting().count == 1)
    let news = try #require(try jansen.receive().compactMap(\.receipt).first)
    #expect(news.note != nil && news.told.map(\.isBeside) == [false])
    #expect(try jansen.standing().cells[bakker.identity]?.answer?.isDeclined == false)
    try bakker.answer(decline: true)
    _ = try vries.receive()
    #expect(try vries.standing().beside[bakker.identity]?.answer?.isDeclined == true)
    try vries.expectWhole()
  }

  @Test("only an answer, and of somebody who knows the message") func forged() throws {
    try passOn()
    for state: ReceiptEntry.State in [.delivered, .recalled([]), .unknown("seen")] {
      let entry = try bakker.entry(state, about: vries)
      let forged = try bakker.forged(
        .receipt([entry]), to: vries)
      #expect(try vries.receive(forged).receipt?.told.isEmpty == true)
    }
    var entry = try bakker.entry(.acknowledged, about: vries)
    entry.digest[0] ^= 1
    let news = try vries.receive(bakker.forged(.receipt([entry]), to: vries)).receipt
    #expect(news?.ignored == [.otherDigest: 1])
    entry = try bakker.entry(.acknowledged, about: vries, at: scene.ward.clock.now + -60)
    let early = try vries.receive(bakker.forged(.receipt([entry]), to: vries)).receipt
    #expect(early?.ignored == [.notARecipient: 1])
    #expect(try vries.standing().beside.isEmpty)
  }

  /// Bakker has the role by the time of the one answer, and not at that of the other.
  @Test("what counts of somebody hides what does not, in any order", arguments: [false, true])
  func anyOrder(isCountedFirst: Bool) throws {
    let start = scene.ward.clock.now
    let record = try scene.onCall(shifts: [
      Duty.Shift(from: start - 3600, until: start + 3600, holder: jansen.identity),
      Duty.Shift(from: start + 7200, until: start + 10_800, holder: bakker.identity),
    ])
    try vries.send("x", to: []) { $0.role = record.id.hex }
    let entries = [
      try bakker.entry(.acknowledged, about: vries, at: start + 7260),
      try bakker.entry(.declined, about: vries, at: start + 60),
      try bakker.entry(.declined, about: vries, at: start + 9000 + 3600),
    ]
    scene.ward.clock.move(seconds: 4 * 3600)
    for entry in isCountedFirst ? entries : entries.reversed() {
      _ = try vries.receive(bakker.forged(.receipt([entry]), to: vries))
    }
    let standing = try vries.standing()
    #expect(standing.cells[bakker.identity]?.answer?.at == start + 7260)
    #expect(standing.beside.isEmpty)
  }

  @Test("a member who is not a contact is answered by their published card") func member() throws {
    let record = try scene.joined()
    try jansen.send("who can?", to: []) {
      $0.team = record.id.hex
      $0.wants = [.acknowledged]
    }
    _ = try bakker.receive()
    try bakker.answer()
    _ = try jansen.receive()
    #expect(try jansen.standing().cells[bakker.identity]?.answer?.isDeclined == false)
    #expect(try OverdueMessages(jansen.vault()).waiting().isEmpty)
  }
}
