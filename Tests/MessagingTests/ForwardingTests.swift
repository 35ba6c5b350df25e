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

/// Messages sent on with their author's signature, and what poses as one.
struct ForwardingTests {
  private let ward: Ward
  private let vries: Person
  private let jansen: Person
  private let bakker: Person

  init() throws {
    ward = try Ward()
    (vries, jansen) = try ward.pair()
    bakker = try ward.person("D. Bakker")
    try bakker.meets(jansen)
    try jansen.meets(bakker)
  }

  private func forward(_ text: String = "@last", words: String = "") throws {
    var message = OutgoingMessage(text: MemorySource(Array(words.utf8)))
    message.to = ["bakker"]
    try message.forward(text, priority: nil, in: jansen.vault())
    var sender = try MessageSender(jansen.vault(), by: WayOut(ward.route))
    _ = try sender.send(message)
  }

  private func forwards(at person: Person) throws -> [ForwardedPart] {
    let messages = StoredMessages(try person.vault())
    return try messages.forwards(in: messages.open(messages.find("@last")))
  }

  @Test func withEvidence() throws {
    try vries.send(
      "Rash since Tuesday", to: ["jansen"],
      attachments: [.init("f", pattern(1_100_000))]
    ) {
      $0.subject = "Rash"
      $0.priority = .urgent
      $0.lifetime = 86400 * 3
    }
    let original = try #require(try vries.vault().messages().first)
    _ = try jansen.receive()
    ward.clock.move(seconds: 60)
    try forward(words: "yours?")
    let reception = try #require(try bakker.receive().first?.reception)
    #expect(reception.head.priority == .urgent && reception.head.subject == "Rash")
    #expect(reception.head.expires == original.summary.expires)
    #expect(try bakker.texts == ["yours?"])
    let forwarded = try #require(try forwards(at: bakker).first)
    let message = try forwarded.message.get()
    #expect(message.head.from == vries.identity && message.head.to == [jansen.identity])
    #expect(message.digest == (try StoredMessages(vries.vault()).open(original).digest))
    #expect(forwarded.text == Array("Rash since Tuesday".utf8))
    var inner: [UInt8] = []
    let messages = StoredMessages(try bakker.vault())
    try messages.readForward(1, of: 1, in: messages.open(messages.find("@last"))) { inner += $0 }
    #expect(inner == pattern(1_100_000))
    // It makes nothing of the original here: neither row nor receipt.
    #expect(try bakker.vault().messages().count == 1)
    #expect(try bakker.vault().receipt(from: vries.identity, id: original.summary.id) == nil)
    #expect(try jansen.auditEvents("forward").count == 1)
    try jansen.expectWhole()
  }

  /// Whoever takes a message back hears that it was sent on, and the forwarder which message to
  /// take back in turn.
  @Test func recalledLater() throws {
    try vries.send("x", to: ["jansen"])
    _ = try jansen.receive()
    try forward()
    let forwarded = try #require(try jansen.vault().messages().last { $0.summary.isOutgoing })
    var recaller = try Recaller(vries.vault(), by: WayOut(ward.route))
    _ = try recaller.recall(vries.vault().messages()[0].summary.id.hex, reason: nil)
    let news = try #require(try jansen.receive().compactMap(\.recall).first)
    #expect(news.result == .kept && news.uses == .forwarded)
    #expect(news.forwards == [forwarded.summary.id])
    _ = try vries.receive()
    #expect(try vries.standing().cells[jansen.identity]?.recall?.uses == .forwarded)
    // And it is not sent on again.
    #expect(throws: SendingError.self) { try forward() }
  }

  /// Changed anywhere, it is no message of its author.
  @Test(arguments: [4, 200, 700, -1]) func altered(place: Int) throws {
    try vries.send("Give 5 mg", to: ["jansen"])
    _ = try jansen.receive()
    let messages = StoredMessages(try jansen.vault())
    let message = try messages.find("@last")
    let (reader, content) = (try messages.open(message), try jansen.vault().content(of: message))
    let source = ForwardSource(
      reader, headLine: content.head, tailLine: content.tail,
      signatureLine: try reader.signatureLine())
    var bytes = try [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, filled in
      filled = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    if place < 0 {
      bytes.append(0)
    } else {
      bytes[place] ^= 1
    }
    try jansen.send(
      "see below", to: ["bakker"],
      attachments: [.init("forwarded", bytes, type: ForwardedMessage.type)])
    _ = try bakker.receive()
    let forwarded = try #require(try forwards(at: bakker).first)
    #expect(throws: BadForward.self) { try forwarded.message.get() }
    #expect(forwarded.text == nil)
    #expect(try bakker.texts == ["see below"])
  }

  /// A forward in a forward is an attachment.
  @Test func nested() throws {
    try vries.meets(bakker)
    try bakker.meets(vries)
    try vries.send("inner", to: ["jansen"])
    _ = try jansen.receive()
    try forward(words: "outer")
    _ = try bakker.receive()
    var message = OutgoingMessage(text: MemorySource([]))
    message.to = ["vries"]
    try message.forward("@last", priority: nil, in: bakker.vault())
    var sender = try MessageSender(bakker.vault(), by: WayOut(ward.route))
    _ = try sender.send(message)
    _ = try vries.receive()
    let found = try forwards(at: vries)
    #expect(found.count == 1)
    let outer = try found[0].message.get()
    #expect(outer.head.from == jansen.identity && found[0].text == Array("outer".utf8))
    #expect(outer.head.parts.map(\.type) == [MessageHead.textType, ForwardedMessage.type])
  }

  @Test func notExported() throws {
    try vries.send("x", to: ["jansen"]) { $0.noExport = true }
    _ = try jansen.receive()
    #expect(throws: SendingError.self) { try forward() }
    #expect(try bakker.waiting == 0)
  }
}
