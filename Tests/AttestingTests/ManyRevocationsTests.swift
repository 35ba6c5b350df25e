import Files
import Identities
import MessageVault
import Messaging
import TestSupport
import Testing

@testable import Attesting

/// Many identities that one desk ends at one stroke.
struct ManyRevocationsTests {
  let people: DeskTests

  init() throws {
    people = try DeskTests()
    try people.know(people.desk, people.doctor, as: "devries")
    try people.know(people.desk, people.colleague, as: "jansen")
  }

  private func attest(_ home: TestHome) throws {
    let vault = try people.desk.open()
    let card = try CardKeeper(try home.open()).current()
    let attestation = try Attestation.sign(
      by: vault.signingKey, subject: home.identity, name: card.name,
      registration: DeskTests.number, profession: "01", method: .video, source: "x",
      sourceDate: people.clock.now, issued: people.clock.now,
      validUntil: people.clock.now + 86400)
    try vault.keepIssued([(attestation.bytes, attestation.digest)], audit: [])
  }

  private func revoke(_ homes: TestHome...) throws {
    let vault = try people.desk.open()
    try Revoker(vault).revoke(homes.map(\.identity), reason: .left, Revoker.Issued(vault))
  }

  private func colour(_ alias: String) throws -> ContactColour {
    let book = try ContactBook(try people.desk.open())
    return book.standing(of: try book.find(alias)).colour
  }

  private func issued() throws -> [Revocation] {
    try people.desk.open().issuedDocuments().filter { $0.kind == .revocation }
      .map { try Revocation($0) }
  }

  private func lines(_ event: String) throws -> [[String]] {
    try people.desk.open().auditLines().filter { try $0.string("event") == event }
      .map { try $0.strings("parties") }
  }

  /// None of them has the attestation on file.
  @Test func allEndAtOnceAndOnce() throws {
    try attest(people.doctor)
    try attest(people.colleague)
    try revoke(people.doctor, people.colleague)
    try revoke(people.doctor, people.colleague)
    #expect(try colour("devries") == .revoked)
    #expect(try colour("jansen") == .revoked)
    #expect(try issued().count == 2)
    let noted = Set(try lines("revoke"))
    #expect(
      noted == [[people.doctor.identity.description], [people.colleague.identity.description]])
    #expect(try lines("revoke").count == 2)
    #expect(try lines("contact-colour").count == 2)
    // It counts for whoever believes the desk.
    try people.trustTheDesk()
    let attestation = try Attester(try people.desk.open()).issued()
      .first { $0.subject == people.doctor.identity }
    try SpoolNotices(people.spool).publish(try #require(attestation))
    #expect(try people.colour() == .green)
    try Revoker(try people.desk.open()).publishAll(in: people.spool)
    #expect(try people.colour() == .revoked)
  }

  /// A kill after the audit log had the lines, before or after the revocations were kept.
  @Test(arguments: [false, true]) func whatAKillLeftIsFinished(_ isKept: Bool) throws {
    try attest(people.doctor)
    try attest(people.colleague)
    let vault = try people.desk.open()
    let revocation = try Revocation.sign(
      by: vault.signingKey, of: .identity(people.doctor.identity), reason: .left,
      issued: people.clock.now)
    let line = AuditLine(
      "revoke", .create, at: people.clock.now, object: "identity",
      parties: [people.doctor.identity.description], purpose: "left")
    if isKept {
      try vault.keepIssued([(revocation.bytes, revocation.digest)], audit: [line])
    } else {
      try vault.note([line])
    }
    #expect(try colour("devries") != .revoked)
    try revoke(people.doctor, people.colleague)
    #expect(try colour("devries") == .revoked)
    #expect(try colour("jansen") == .revoked)
    #expect(try issued().filter { $0.digest == revocation.digest }.count == 1)
    #expect(try issued().count == 2)
    #expect(try lines("revoke").count == (isKept ? 2 : 3))
    #expect(try Set(lines("revoke")).count == 2)
  }

  @Test func nothingIsKeptWhenOneIsRefused() throws {
    try attest(people.doctor)
    #expect(throws: AttestingError.self) { try revoke(people.doctor, people.colleague) }
    #expect(try issued().isEmpty)
    #expect(try lines("revoke").isEmpty)
    #expect(try colour("devries") == .orange)
  }

  @Test func aDeskThatEndedRevokesNobody() throws {
    try attest(people.doctor)
    _ = try Revoker(try people.desk.open()).revoke(.own, reason: .compromised)
    #expect(throws: SendingError.self) { try revoke(people.doctor) }
    #expect(try issued().count == 1)
    #expect(try colour("devries") != .revoked)
  }
}
