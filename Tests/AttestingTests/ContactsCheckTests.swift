import Files
import Identities
import MessageVault
import Messaging
import Registers
import TestSupport
import Testing

@testable import Attesting

/// Checks of contacts, as the verb and cron run them.
extension DeskTests {
  /// What was revoked while the route was away reaches others by the next check.
  @Test func aCheckPublishesWhatWasRevoked() throws {
    try trustTheDesk()
    let attestation = try attest()
    try SpoolNotices(spool).publish(attestation)
    _ = try Revoker(try desk.open()).revoke(.attestation(attestation), reason: .error)
    #expect(try colour() == .green)
    var check = try ContactsCheck(try desk.open(), at: registers)
    _ = try check.refresh(check.book.contacts, from: spool)
    #expect(try colour() == .red)
  }

  /// The end of a verifier ends what they attested, also where only others are checked.
  @Test func aCheckLooksAtVerifiersToo() throws {
    try trustTheDesk()
    try SpoolNotices(spool).publish(try attest())
    #expect(try colour() == .green)
    let signed = try Revoker(try desk.open()).revoke(.own, reason: .compromised)
    try SpoolNotices(spool).publish(signed.revocation, about: signed.subject)
    var check = try ContactsCheck(try colleague.open(), at: registers)
    let doctor = try check.book.find("devries")
    _ = try check.refresh([doctor], from: spool)
    #expect(check.book.standing(of: doctor).colour == .red)
  }

  @Test func aCheckIsALineOfTheLog() throws {
    try trustTheDesk()
    let check = try ContactsCheck(try colleague.open(), at: registers)
    let doctor = try check.book.find("devries")
    var holds: [CardCheck.Outcome] = []
    try check.run([doctor]) { _, result in
      holds.append(result.holds)
      return nil
    }
    try check.run([doctor]) { _, _ in "ended" }
    #expect(holds == [.yes])
    let lines = try colleague.open().auditLines().filter {
      try $0.string("event") == "contact-check"
    }
    #expect(try lines.map { try $0.string("outcome") } == ["done", "ended"])
    let parties = try lines.map { try $0.strings("parties") }
    #expect(parties == [[doctor.identity.description], [doctor.identity.description]])
  }
}
