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

/// Nothing goes to anyone unless everybody may have it and can be reached.
struct SendingTests {
  @Test func unknownContact() throws {
    let (vries, _) = try Ward().pair()
    expectError(ContactError.self) {
      try vries.send("", to: ["janssen"])
    } isExpected: {
      if case .unknownContact("janssen", suggestions: ["jansen"]) = $0 { true } else { false }
    }
    expectError(SendingError.self) {
      try vries.send("", to: [])
    } isExpected: {
      if case .noRecipients = $0 { true } else { false }
    }
  }

  @Test func redNeedsAReason() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let bakker = try ward.person("D. Bakker")
    try vries.meets(bakker, verify: false)
    expectError(SendingError.self) {
      try vries.send("x", to: ["jansen", "bakker"])
    } isExpected: {
      if case .notVerified(["bakker"], wanted: .orange) = $0 { true } else { false }
    }
    #expect(try ward.everything.isEmpty)
    #expect(try vries.vault().messages().isEmpty)
    try vries.send("rash since Tuesday", to: ["jansen", "bakker"]) {
      $0.subject = "Mrs. K., room 4"
      $0.attachments = [.init("rash.jpg", pattern(10))]
      $0.unverifiedReason = "night shift"
    }
    #expect(try ward.mail.count == 2)
    // Who wrote to whom, when, and why; nothing of what was written.
    let line = try #require(try vries.auditEvents("send").last)
    #expect(try line.string("purpose") == "night shift")
    #expect(try line.string("outcome") == "done")
    #expect(try !line.string("actor").isEmpty)
    #expect(try line.time("time") == ward.clock.now)
    #expect(
      try Set(line.strings("parties"))
        == [jansen.identity.description, bakker.identity.description])
    let text = String(decoding: CanonicalJSON.encode(line), as: UTF8.self)
    for clinical in ["Tuesday", "room 4", "rash"] { #expect(!text.contains(clinical)) }
  }

  @Test func policyOfGreen() throws {
    let ward = try Ward()
    let (vries, _) = try ward.pair()
    var policy = Policy()
    policy.sendTo = .green
    try policy.save(in: vries.vault(), change: "policy registered")
    expectError(SendingError.self) {
      try vries.send("x", to: ["jansen"])
    } isExpected: {
      if case .notVerified(["jansen"], wanted: .green) = $0 { true } else { false }
    }
  }

  @Test func revokedAlways() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let bakker = try ward.person("D. Bakker")
    try vries.meets(bakker)
    let envelope = try jansen.seal("still mine", to: ["vries"])
    try ward.route.publish(
      jansen.home.made.revocation, as: .revocation, of: jansen.identity.description)
    expectError(SendingError.self) {
      try vries.send("x", to: ["jansen", "bakker"]) { $0.unverifiedReason = "because" }
    } isExpected: {
      if case .recipientRevoked("jansen") = $0 { true } else { false }
    }
    #expect(try ward.everything.isEmpty)
    #expect(try vries.receive(envelope).refusal == .revoked(jansen.identity))
    // The relay hides it again; it is known all the same.
    try FileTree.remove(ward.folder.path("cards/\(jansen.identity).revocation"))
    expectError(SendingError.self) {
      try vries.send("x", to: ["jansen"]) { $0.unverifiedReason = "y" }
    } isExpected: {
      if case .recipientRevoked = $0 { true } else { false }
    }
  }

  @Test func cardEnded() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let bakker = try ward.person("D. Bakker")
    try vries.meets(bakker)
    try bakker.meets(vries)
    ward.clock.move(days: 20)
    _ = try bakker.receive()  // publishes a fresh card
    ward.clock.move(days: 15)
    _ = try bakker.receive()
    try FileTree.remove(ward.folder.path("cards/\(jansen.identity).card"))
    expectError(SendingError.self) {
      try vries.send("x", to: ["bakker", "jansen"])
    } isExpected: {
      if case .cardEnded(["jansen"]) = $0 { true } else { false }
    }
    #expect(try ward.everything.isEmpty)
    #expect(try vries.vault().messages().isEmpty)
    try vries.send("x", to: ["bakker"])
    #expect(try bakker.receive().compactMap(\.reception).count == 1)
    // Once their card is there again, so is everybody.
    _ = try jansen.receive()
    try vries.send("y", to: ["bakker", "jansen"])
    #expect(try jansen.receive().compactMap(\.reception).count == 1)
  }
}
