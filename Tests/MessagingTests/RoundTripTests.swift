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

/// What one home sends, another reads, byte for byte.
struct RoundTripTests {
  @Test func overTheSpool() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let sent = try vries.send(
      "Graag meekijken.", to: ["jansen"], attachments: [.init("rash.jpg", pattern(100_000))]
    ) {
      $0.subject = "hand"
      $0.priority = .urgent
      $0.patient = PatientToken("p14NN4355J1KKFFSCY3CM5KGDQWC")
      $0.noExport = true
    }
    #expect(try ward.mail.count == 1)
    let reception = try #require(try jansen.receive().first?.reception)
    #expect(try ward.everything.isEmpty)
    #expect(reception.head.id == sent.head.id && reception.head.noExport)
    #expect(reception.head.subject == "hand" && reception.head.patient == sent.head.patient)
    #expect(reception.sender?.alias.description == "vries" && reception.standing?.colour == .orange)
    #expect(reception.order == .inOrder)
    let summary = reception.message.summary
    #expect(summary.priority == "urgent" && summary.subject == "hand" && summary.parts == 2)
    #expect(try jansen.text(of: reception.message) == "Graag meekijken.")
    #expect(try jansen.part(1, of: reception.message) == pattern(100_000))
    // The sender's own copy.
    let own = try #require(try vries.vault().messages().first)
    #expect(own.summary.isOutgoing && own.summary.isRead)
    #expect(try vries.part(1, of: own) == pattern(100_000))
    #expect(try jansen.receive().isEmpty)
    try vries.expectWhole()
    try jansen.expectWhole()
  }

  private static let sizes = [
    0, 1, 65535, 65536, 65537, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5 << 20,
  ]

  @Test(arguments: sizes)
  func attachmentOnly(size: Int) throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    try vries.send("", to: ["jansen"], attachments: [.init("file", pattern(size))])
    let reception = try #require(try jansen.receive().first?.reception)
    #expect(reception.tail.parts.map(\.size) == [0, size])
    #expect(try jansen.part(1, of: reception.message) == pattern(size))
    #expect(try jansen.text(of: reception.message) == "")
  }

  @Test(arguments: sizes.dropFirst())
  func textOnly(size: Int) throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let text = String(String(repeating: "né ", count: size / 4 + 1).utf8.prefix(size / 4 * 4)) ?? ""
    let exact = text + String(repeating: "x", count: size - text.utf8.count)
    let envelope = try vries.seal(exact, to: ["jansen"])
    let reception = try #require(try jansen.receive(envelope).reception)
    #expect(reception.tail.parts.map(\.size) == [size])
    #expect(try jansen.text(of: reception.message) == exact)
  }

  @Test func tenAttachments() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let names = [
      "röntgen.png", "фото.jpg", "写真 1.jpg", "صورة.jpg", "हाथ.pdf", "-rf", ".hidden", "a b\u{a0}c",
      "😀.gif", String(repeating: "n", count: 255),
    ]
    let parts = names.enumerated().map { OutgoingMessage.Part($1, pattern($0 * 50_000)) }
    try vries.send("Tien foto’s, десять, 十", to: ["jansen"], attachments: parts)
    let reception = try #require(try jansen.receive().first?.reception)
    #expect(reception.head.parts.dropFirst().map(\.name) == names)
    for index in names.indices {
      #expect(try jansen.part(index + 1, of: reception.message) == pattern(index * 50_000))
    }
    #expect(try jansen.text(of: reception.message) == "Tien foto’s, десять, 十")
  }

  @Test(arguments: ["a/b", "..", "", "x\u{202e}gpj.exe", "e\u{301}.jpg", "a\nb"])
  func hostileNames(name: String) throws {
    let ward = try Ward()
    let (vries, _) = try ward.pair()
    expectError(SendingError.self) {
      try vries.send("", to: ["jansen"], attachments: [.init(name, [1])])
    } isExpected: {
      if case .badPartName(name) = $0 { true } else { false }
    }
    #expect(try ward.everything.isEmpty)
    #expect(try vries.vault().messages().isEmpty)
  }

  @Test func textThatIsNone() throws {
    let ward = try Ward()
    let (vries, _) = try ward.pair()
    #expect(throws: Refusal.self) {
      try vries.send("", to: ["jansen"]) { $0.text = MemorySource([0x41, 0xff, 0x42]) }
    }
    #expect(try ward.everything.isEmpty)
    #expect(try FileTree.files(vries.home.path("objects")).isEmpty)
  }

  @Test(arguments: [1, 2, 40, 300])
  func recipients(count: Int) throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let day = ward.clock.now.day
    let cards = try (1..<count).map { try strangersCard("Nurse N\($0)", day: day) }
    if !cards.isEmpty {
      var book = try vries.book()
      _ = try book.add(
        cards.map { try SignedDocument.parseOne($0.bytes, as: .card) }, alias: nil,
        fingerprint: nil)
      #expect(try Set(book.contacts.map(\.alias)).count == count)
    }
    let aliases = try vries.book().contacts.map(\.alias.description)
    #expect(aliases.count == count)
    let sent = try vries.send("to all", to: aliases) { $0.unverifiedReason = "test" }
    #expect(sent.recipients.count == count)
    let mail = try ward.mail
    #expect(mail.count == count)
    let envelopes = Set(try mail.map { try FileTree.bytes($0) })
    #expect(envelopes.count == 1, "every mailbox holds the same envelope")
    let reception = try #require(try jansen.receive().first?.reception)
    #expect(reception.head.to.count == count)
    #expect(try jansen.text(of: reception.message) == "to all")
  }

  @Test func senderAmongRecipients() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let envelope = try vries.seal("note", to: ["jansen", vries.identity.description])
    let reception = try #require(try jansen.receive(envelope).reception)
    #expect(reception.head.to == [vries.identity, jansen.identity].sorted())
    // Their own envelope is nothing that they receive.
    #expect(try vries.receive(envelope).refusal == .fromMyself)
    #expect(try vries.texts == ["note"])
    // Alone, to oneself.
    try vries.send("memo", to: [vries.identity.description])
    #expect(try vries.texts == ["note", "memo"])
    #expect(try ward.mail.isEmpty)
  }

  @Test func replyTo() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let bakker = try ward.person("D. Bakker")
    for (one, other) in [(vries, bakker), (bakker, vries), (jansen, bakker), (bakker, jansen)] {
      try one.meets(other)
    }
    let first = try vries.send("question", to: ["jansen", "bakker"])
    _ = try jansen.receive()
    _ = try bakker.receive()
    let reply = try jansen.send("answer", to: []) { $0.inReplyTo = "@last" }
    #expect(reply.head.inReplyTo == first.head.id)
    #expect(reply.head.to == [vries.identity, bakker.identity].sorted())
    #expect(reply.head.conversation == first.head.conversation && reply.head.seq == 1)
    let seen = try #require(try bakker.receive().first?.reception)
    #expect(seen.head.inReplyTo == first.head.id && seen.order == .inOrder)
    let mine = try vries.send("thanks", to: []) {
      $0.inReplyTo = String(first.head.id.hex.prefix(8))
    }
    #expect(mine.head.conversation == first.head.conversation)
    #expect(mine.head.seq == 2 && mine.head.previous == first.head.id)
  }

  @Test func bothDates() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let now = ward.clock.now
    try vries.send("short", to: ["jansen"]) { $0.lifetime = 3600 }
    try vries.send("long", to: ["jansen"]) { $0.lifetime = 60 * 86400 }
    try vries.send("longest", to: ["jansen"]) { $0.lifetime = 365 * 86400 }
    let received = try jansen.receive().compactMap(\.reception)
      .sorted { $0.head.seq < $1.head.seq }
    #expect(received.map(\.order) == [.inOrder, .inOrder, .inOrder])
    let summaries = received.map(\.message.summary)
    #expect(summaries.map(\.expires) == [now + 3600, now + 30 * 86400, now + 30 * 86400])
    #expect(summaries.allSatisfy { $0.keyDay == now.day + 30 })
    ward.clock.move(seconds: 3599)
    #expect(try jansen.texts.count == 3)
    ward.clock.move(seconds: 1)
    #expect(Set(try jansen.texts) == ["long", "longest"])
    ward.clock.move(days: 30)
    #expect(try jansen.texts.isEmpty)
    expectError(SendingError.self) {
      try vries.send("x", to: ["jansen"]) { $0.lifetime = 0 }
    } isExpected: {
      if case .expiryPast = $0 { true } else { false }
    }
    expectError(SendingError.self) {
      try vries.send("x", to: ["jansen"]) { $0.lifetime = 365 * 86400 + 1 }
    } isExpected: {
      if case .expiryTooFar(365) = $0 { true } else { false }
    }
  }

  /// The text is typed past midnight: the message is of the new day, with the new day's keys.
  @Test func typedPastMidnight() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    ward.clock.now = ward.clock.now.day.end - 10
    let sent = try vries.send("", to: ["jansen"]) {
      $0.text = WaitingSource("late") { ward.clock.move(seconds: 60) }
    }
    #expect(sent.head.sent == ward.clock.now && sent.head.day == ward.clock.now.day)
    let reception = try #require(try jansen.receive().first?.reception)
    #expect(try jansen.text(of: reception.message) == "late")
  }

  @Test func aPipeIsRead() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let envelope = try vries.seal("piped", to: ["jansen"])
    let folder = try TemporaryFolder()
    try FileTree.write(envelope, to: folder.path("envelope"))
    let pipe = try Pipe.carrying(envelope)
    #expect(try jansen.receive(pipe).reception != nil)
    #expect(try FileTree.files(jansen.home.path("queue")).isEmpty)
    #expect(try jansen.texts == ["piped"])
  }
}
