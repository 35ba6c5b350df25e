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

  /// One who cannot be written to keeps a message from nobody else, when the sender says so.
  @Test func skippingTheUnreachable() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let (red, gone) = (try ward.person("D. Bakker"), try ward.person("E. Smit"))
    try vries.meets(red, verify: false)
    try vries.meets(gone)
    try ward.route.publish(
      gone.home.made.revocation, as: .revocation, of: gone.identity.description)
    let sent = try vries.send("x", to: ["jansen", "bakker", "smit"]) { $0.skipsUnreachable = true }
    #expect(sent.recipients.map(\.identity) == [jansen.identity])
    let left = Dictionary(uniqueKeysWithValues: sent.unreachable.map { ($0.name, $0.reason) })
    #expect(left == ["bakker": .notVerified, "smit": .revoked])
    #expect(try jansen.receive().compactMap(\.reception).count == 1)
    expectError(SendingError.self) {
      try vries.send("x", to: ["bakker", "smit"]) { $0.skipsUnreachable = true }
    } isExpected: {
      if case .nobodyReachable(let people) = $0 { people.count == 2 } else { false }
    }
  }

  /// A reply to several, one of whom is no contact here.
  @Test func replyingPastAStranger() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let smit = try ward.person("E. Smit")
    try vries.meets(smit)
    try vries.send("team", to: ["jansen", "smit"])
    _ = try jansen.receive()
    expectError(SendingError.self) {
      try jansen.send("yes", to: []) { $0.inReplyTo = "@last" }
    } isExpected: {
      if case .unknownParticipants([smit.identity.description]) = $0 { true } else { false }
    }
    let skipped = try jansen.send("yes", to: []) {
      $0.inReplyTo = "@last"
      $0.skipsUnreachable = true
    }
    #expect(skipped.recipients.map(\.identity) == [vries.identity])
    #expect(skipped.unreachable.map(\.reason) == [.unknown])
    try jansen.meets(smit)
    let alone = try jansen.send("between us", to: []) {
      $0.inReplyTo = "@last"
      $0.toSenderOnly = true
    }
    #expect(alone.head.to == [vries.identity])
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
