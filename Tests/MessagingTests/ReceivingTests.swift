import AgeFormat
import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import TestSupport
import Testing
import Transports

@testable import Messaging

/// Mail that waits, comes twice, or must not be shown.
struct ReceivingTests {
  @Test func heldUntilKnown() throws {
    let ward = try Ward()
    let (vries, jansen) = (try ward.person("B. de Vries"), try ward.person("C. Jansen"))
    try vries.meets(jansen)
    try vries.send("who am I", to: ["jansen"])
    let outcome = try #require(try jansen.receive().first)
    let id = try #require(outcome.heldID)
    #expect(try ward.everything.isEmpty)
    #expect(try jansen.vault().queue.entries().map(\.name) == [id])
    #expect(try jansen.receive().isEmpty, "it is told once")
    #expect(try MailCounts(jansen.vault()).held.number == 1)
    expectError(ContactError.self) {
      _ = try HeldCard(jansen.vault()).documents(id)
    } isExpected: {
      if case .noHeldCard = $0 { true } else { false }
    }
    try jansen.meets(vries)
    let reception = try #require(try jansen.receive().first?.reception)
    #expect(try jansen.text(of: reception.message) == "who am I")
    #expect(try jansen.vault().queue.entries().isEmpty)
    #expect(try jansen.receive().isEmpty)
  }

  @Test(arguments: [1000, 200_000])
  func heldWithCard(padding: Int) throws {
    let ward = try Ward()
    let (vries, jansen) = (try ward.person("B. de Vries"), try ward.person("C. Jansen"))
    try vries.meets(jansen)
    try vries.send(
      "here is my card", to: ["jansen"],
      attachments: [
        .init("padding", pattern(padding)),
        .init("vries.card", vries.home.made.card.bytes, type: MessageHead.cardType),
      ])
    let id = try #require(try jansen.receive().first?.heldID)
    let (sender, documents) = try HeldCard(jansen.vault()).documents(String(id.prefix(6)))
    #expect(sender == vries.identity)
    #expect(try FileTree.files(jansen.home.path("objects")).isEmpty, "it stays sealed")
    var book = try jansen.book()
    let intake = try book.add(documents, alias: nil, fingerprint: nil)
    #expect(intake.added.map(\.identity) == [vries.identity])
    let reception = try #require(try jansen.receive().first?.reception)
    #expect(reception.standing?.colour == .red)
    #expect(try jansen.part(1, of: reception.message) == pattern(padding))
  }

  /// A card that is not the sender's own is nobody's introduction.
  @Test func heldWithSomebodyElsesCard() throws {
    let ward = try Ward()
    let (vries, jansen) = (try ward.person("B. de Vries"), try ward.person("C. Jansen"))
    try vries.meets(jansen)
    let other = try strangersCard("D. Bakker", day: ward.clock.now.day)
    try vries.send(
      "", to: ["jansen"],
      attachments: [.init("card", other.bytes, type: MessageHead.cardType)])
    let id = try #require(try jansen.receive().first?.heldID)
    expectError(ContactError.self) {
      _ = try HeldCard(jansen.vault()).documents(id)
    } isExpected: {
      if case .noHeldCard = $0 { true } else { false }
    }
  }

  @Test func lockedThenUnlocked() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    try vries.send("one", to: ["jansen"])
    try vries.send("two", to: ["jansen"], attachments: [.init("f", pattern(70_000))])
    let envelope = try vries.seal("three", to: ["jansen"])
    let locked = try jansen.home.vault()
    let mailbox = jansen.home.made.card.mailbox
    var names: [String] = []
    try MailFetcher(locked) { names.append($0.name) }.fetch(from: ward.route, mailbox: mailbox)
    #expect(names == ["queued", "queued"])
    #expect(try ward.everything.isEmpty)
    try MailFetcher(locked) { _ in }.fetch(file: Pipe.carrying(envelope))
    let counts = try locked.counts()
    #expect(counts.queued == 3 && counts.messages == 0 && counts.expiringSoon == 0)
    #expect(counts.firstExpiry == ward.clock.now.day + 30)
    #expect(counts.reachableUntil == ward.clock.now.day + 30)
    ward.clock.move(days: 28)
    #expect(try jansen.home.vault().counts().expiringSoon == 3)
    let outcomes = try jansen.receive()
    #expect(outcomes.compactMap(\.reception).count == 3)
    #expect(Set(try jansen.texts) == ["one", "two", "three"])
    #expect(try FileTree.files(jansen.home.path("queue")).isEmpty)
    #expect(try jansen.home.vault().counts().queued == 0)
  }

  /// The hint says when mail in the queue dies; a forged one must not keep it for years.
  @Test func queueDays() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let today = ward.clock.now.day
    let envelope = try vries.seal("x", to: ["jansen"])
    ward.clock.move(days: 3)
    try MailFetcher(jansen.home.vault()) { _ in }.fetch(file: Pipe.carrying(envelope))
    let text = String(decoding: envelope.prefix(60), as: UTF8.self)
    #expect(text.contains("-> tacita-hint \(today.number) "))
    let forged =
      Array(
        text.replacing("hint \(today.number)", with: "hint 99999").utf8) + envelope.dropFirst(60)
    try MailFetcher(jansen.home.vault()) { _ in }.fetch(file: Pipe.carrying(forged))
    try MailFetcher(jansen.home.vault()) { _ in }.fetch(file: Pipe.carrying([1, 2, 3]))
    let days = try jansen.vault().queue.entries().map(\.day)
    #expect(days == [today, today + 3, today + 3])
  }

  @Test func replay() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    try vries.send("once", to: ["jansen"])
    let place = try #require(try ward.mail.first)
    let envelope = try FileTree.bytes(place)
    #expect(try jansen.receive().compactMap(\.reception).count == 1)
    try FileTree.write(envelope, to: place)
    let outcomes = try jansen.receive()
    #expect(outcomes.map(\.name) == ["duplicate"])
    let facts = try #require(outcomes.first?.signedFacts)
    #expect(try facts.from == vries.identity && facts.id == jansen.vault().messages()[0].summary.id)
    #expect(try jansen.auditEvents("receive").map { try $0.string("outcome") }.last == "duplicate")
    #expect(try ward.everything.isEmpty)
    guard case .duplicate = try jansen.receive(envelope) else {
      Issue.record("the file is a duplicate")
      return
    }
    // Deleted is deleted.
    try StoredMessages(jansen.vault()).delete(jansen.vault().messages()[0])
    guard case .duplicate = try jansen.receive(envelope) else {
      Issue.record("it must not come back")
      return
    }
    #expect(try jansen.texts.isEmpty)
    ward.clock.move(days: 31)
    #expect(try jansen.receive(envelope).refusal == .keyDestroyed)
  }

  /// The same envelope several times in one batch.
  @Test func duplicatesInOneRun() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    try vries.send("once", to: ["jansen"], attachments: [.init("f", pattern(70_000))])
    let place = try #require(try ward.mail.first)
    let stem = place.replacing(".age", with: "")
    for digit in "0123" where digit != stem.last {
      try FileTree.copy(place, to: stem.dropLast() + "\(digit).age")
    }
    let outcomes = try jansen.receive()
    #expect(outcomes.compactMap(\.reception).count == 1)
    #expect(outcomes.filter { $0.name == "duplicate" }.count == outcomes.count - 1)
    #expect(outcomes.count >= 3)
    #expect(try jansen.texts == ["once"])
    #expect(try FileTree.files(jansen.home.path("objects")).count == 1)
  }

  /// What is refused is reported once, kept apart, and keeps nothing else from arriving.
  @Test func refused() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    try vries.send("good", to: ["jansen"])
    let good = try #require(try ward.mail.first)
    let envelope = try FileTree.bytes(good)
    let parent = Paths.folder(of: good)
    try FileTree.write(Array("junk".utf8), to: parent + "/1-0000000000000001.age")
    try FileTree.write(envelope.dropLast(1), to: parent + "/2-0000000000000002.age")
    try FileTree.write([], to: parent + "/3-0000000000000003.age")
    try FileTree.makeFolder(parent + "/4-0000000000000004.age")
    try FileTree.link(parent + "/5-0000000000000005.age", to: "/dev/zero")
    let outcomes = try jansen.receive()
    #expect(outcomes.map(\.name).sorted() == ["received", "refused", "refused", "refused"])
    #expect(
      outcomes.compactMap { $0.refusal?.name }
        == ["header-failure", "payload-damaged", "header-failure"])
    #expect(try jansen.vault().queue.refused().count == 3)
    #expect(try jansen.vault().queue.entries().isEmpty)
    let lines = try jansen.auditEvents("receive").map { try $0.string("outcome") }
    #expect(lines.sorted() == ["done", "header-failure", "header-failure", "payload-damaged"])
    #expect(try jansen.receive().isEmpty)
    // From the queue, too.
    try MailFetcher(jansen.home.vault()) { _ in }.fetch(file: Pipe.carrying(Array("junk".utf8)))
    #expect(try jansen.receive().map(\.name) == ["refused"])
    #expect(try jansen.vault().queue.refused().count == 4)
    // A file that was named stays where it is, and is not kept.
    #expect(try jansen.receive(Array("junk".utf8)).refusal != nil)
    #expect(try jansen.vault().queue.refused().count == 4)
    try jansen.expectWhole()
  }

  /// Junk makes the audit log grow by so many lines a run and no more: the rest is a number.
  @Test func aFloodIsCounted() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    try vries.send("good", to: ["jansen"])
    let parent = Paths.folder(of: try #require(try ward.mail.first))
    for number in 10..<40 {
      try FileTree.write(Array("junk".utf8), to: parent + "/1-00000000000000\(number).age")
    }
    #expect(try jansen.receive().count == 31)
    let lines = try jansen.auditEvents("receive").filter {
      try $0.string("outcome") == "header-failure"
    }
    #expect(lines.count == 17)
    #expect(lines.compactMap { try? $0.string("purpose") } == ["14 more"])
  }

  /// A few messages with large heads fill a batch as many small ones do.
  @Test func aBatchIsBoundedByBytes() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    try vries.send("large", to: ["jansen"])
    let file = try Descriptor.reading(try #require(try ward.mail.first))
    let vault = try jansen.vault()
    let opener = EnvelopeOpener(
      for: try VaultAddressee(vault, book: try ContactBook(vault), route: nil))
    let envelope = try opener.open(DescriptorSource(file))
    let message = try NewMessage(
      summary: #require(try vries.vault().messages().first).summary,
      head: [UInt8](repeating: 0x20, count: 1 << 20), tail: [], fileKey: [], frames: [],
      payload: .row([UInt8](repeating: 0x20, count: 1 << 20)))
    var batch = ReceivedBatch()
    var count = 0
    while !batch.isFull, count < 100 {
      batch.append(message, envelope, file, .file)
      count += 1
    }
    #expect(count == 4)
  }

  /// A file behind standard input has no path to open again.
  @Test func heldFromStandardInput() throws {
    let ward = try Ward()
    let (vries, jansen) = (try ward.person("B. de Vries"), try ward.person("C. Jansen"))
    try vries.meets(jansen)
    let envelope = try vries.seal("hello", to: ["jansen"])
    let folder = try TemporaryFolder()
    try FileTree.write(envelope, to: folder.path("envelope"))
    let file = try Descriptor.reading(folder.path("envelope"))
    let input = Descriptor(file.number, path: "standard input", owned: false)
    #expect(try jansen.receive(input).heldID != nil)
    try jansen.meets(vries)
    #expect(try jansen.receive().compactMap(\.reception).count == 1)
    #expect(try jansen.texts == ["hello"])
    withExtendedLifetime(file) {}
  }

  @Test func gapsAndOrder() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let envelopes = try (1...5).map { try vries.seal("\($0)", to: ["jansen"]) }
    func order(_ number: Int) throws -> Reception.Order? {
      try jansen.receive(envelopes[number - 1]).reception?.order
    }
    #expect(try order(1) == .inOrder)
    #expect(try order(4) == .missing(2))
    #expect(try order(2) == .outOfOrder)
    #expect(try order(5) == .inOrder)
    #expect(try order(3) == .outOfOrder)
  }

  @Test func aFailedSendLeavesNoGap() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    struct Stop: Error {}
    try vries.send("1", to: ["jansen"])
    #expect(throws: Stop.self) {
      try vries.send("2", to: ["jansen"]) { $0.text = WaitingSource("") { throw Stop() } }
    }
    #expect(throws: Stop.self) {
      try vries.send(
        "3", to: ["jansen"],
        attachments: [
          .init(name: "f", type: "x/y", content: WaitingSource("") { throw Stop() })
        ])
    }
    #expect(try ward.everything.count == 1, "nothing half-written")
    #expect(try FileTree.files(vries.home.path("objects")).isEmpty)
    let sent = try vries.send("4", to: ["jansen"])
    #expect(sent.head.seq == 2)
    #expect(try jansen.receive().compactMap(\.reception?.order) == [.inOrder, .inOrder])
    #expect(
      try vries.auditEvents("send").map { try $0.string("outcome") } == ["done", "failed", "done"])
  }

  /// While somebody types, another message to the same people goes out.
  @Test func interleavedSends() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let slow = try vries.send("", to: ["jansen"]) {
      $0.text = WaitingSource("slow") { try vries.send("quick", to: ["jansen"]) }
    }
    #expect(slow.head.seq == 2)
    let orders = try jansen.receive().compactMap(\.reception)
      .sorted { $0.head.seq < $1.head.seq }
    #expect(try orders.map { try jansen.text(of: $0.message) } == ["quick", "slow"])
  }

  /// While an attachment is read, another message to the same people goes out: the number of the
  /// one that is under way is not taken back.
  @Test func interleavedAttachments() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    var quick: MessageSender.Sent?
    let content = WaitingSource("content") { quick = try vries.send("quick", to: ["jansen"]) }
    let slow = try vries.send(
      "slow", to: ["jansen"], attachments: [.init(name: "f", type: "x/y", content: content)])
    #expect(slow.head.seq == 1 && quick?.head.seq == 2 && quick?.head.previous == slow.head.id)
    #expect(try jansen.receive().compactMap(\.reception?.order) == [.inOrder, .inOrder])
  }

  @Test func wrongClocks() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let now = ward.clock.now
    ward.clock.move(seconds: 48 * 3600)
    let edge = try vries.seal("edge", to: ["jansen"])
    ward.clock.move(seconds: 1)
    let ahead = try vries.seal("ahead", to: ["jansen"])
    ward.clock.now = now
    #expect(try jansen.receive(edge).reception != nil)
    #expect(try jansen.receive(ahead).refusal == .fromTheFuture)
    // A clock that stood still for a year: no keys of its own, and none destroyed.
    ward.clock.move(days: 365)
    #expect(throws: VaultError.self) { try vries.vault() }
    ward.clock.now = now
    #expect(try vries.texts.count == 2)
  }

  /// A message dated ahead waits in the queue, is told once, and is opened when its time has come.
  @Test func openedWhenItsTimeComes() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let now = ward.clock.now
    ward.clock.move(days: 3)
    let sent = try vries.send("from tomorrow", to: ["jansen"])
    ward.clock.now = now
    let outcomes = try jansen.receive()
    guard case .early(let name, let facts)? = outcomes.first, outcomes.count == 1 else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(facts.id == sent.head.id && facts.from == vries.identity)
    #expect(try ward.mail.isEmpty)
    #expect(try jansen.receive().isEmpty)
    #expect(try QueuedMail(jansen.vault()).items(.held).map(\.entry.name) == [name])
    ward.clock.move(days: 2)
    #expect(try jansen.receive().compactMap(\.reception?.head.id) == [sent.head.id])
    #expect(try jansen.vault().queue.entries().isEmpty)
  }

  @Test func otherPeoplesMail() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let bakker = try ward.person("D. Bakker")
    try bakker.meets(vries)
    let envelope = try vries.seal("x", to: ["jansen"])
    #expect(try bakker.receive(envelope).refusal == .notForThisVault)
    // Unknown here, wherever it came from: nothing about the sender.
    #expect(try bakker.texts.isEmpty)
    _ = jansen
  }
}
