import Files
import Messaging
import TestSupport
import Testing

@testable import Identities
@testable import MessageVault

/// The one sealed column that a list opens.
struct SummaryTests {
  private let home: TestHome

  init() throws { home = try TestHome("B. de Vries") }

  private func summary(subject: String, sender: SenderRecord?) -> Summary {
    Summary(
      id: [UInt8](repeating: 1, count: 16), from: home.identity, sent: home.clock.now,
      received: home.clock.now + 1, expires: home.clock.now + 2, keyDay: home.clock.now.day,
      priority: "routine", colour: "green", sender: sender, parts: 3,
      contentSize: 4_321, isRead: true, isOutgoing: false, subject: subject)
  }

  private func read(_ bytes: [UInt8]) throws -> Summary {
    var known = KnownIdentities()
    return try Summary(encoded: bytes, &known)
  }

  private func contact(registrations: [Registration]) throws -> Contact {
    let old = home.made.card
    let card = try Card.sign(
      by: try home.open().signingKey, name: String(repeating: "é", count: 127),
      mailbox: old.mailbox, registrations: registrations, firstDay: old.firstDay,
      prekeys: old.prekeys, issued: home.clock.now)
    let alias = try #require(Alias("vries"))
    return Contact(alias: alias, card: card.facts, added: home.clock.now)
  }

  /// Whatever it holds, its size is the same, and what there is room for is read back.
  @Test(arguments: [0, 1, 20, 300])
  func registrations(_ count: Int) throws {
    let all = (0..<count).map { Registration(register: "a:b", number: "\($0):c") }
    let contact = try contact(registrations: all)
    let standing = Standing(compared: true, attestation: nil, revocation: nil)
    let before = summary(
      subject: String(repeating: "s", count: 255), sender: SenderRecord(contact, standing))
    let bytes = before.encoded
    #expect(bytes.count == Summary.size)
    let after = try read(bytes)
    let sender = try #require(after.sender)
    #expect(sender.name == contact.card.name && sender.claimed == count)
    #expect(all.starts(with: sender.registrations))
    #expect(count > 20 || sender.registrations.count == count)
    #expect(before.subject.hasPrefix(after.subject) && after.subject.utf8.count >= 40)
    #expect(after.colour == "green" && after.isRead && after.parts == 3)
    #expect(after.contentSize == 4_321)
  }

  @Test func withoutASender() throws {
    let after = try read(summary(subject: "x", sender: nil).encoded)
    #expect(after.sender == nil && after.subject == "x")
  }

  /// Sealed bytes are one's own, but damage must not stop the program.
  @Test func damaged() throws {
    let contact = try contact(registrations: [])
    let standing = Standing(compared: true, attestation: nil, revocation: nil)
    let bytes = summary(subject: "x", sender: SenderRecord(contact, standing)).encoded
    #expect(throws: VaultError.self) { try read(Array(bytes.dropLast())) }
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 0xff
      _ = try? read(damaged)
    }
  }
}
