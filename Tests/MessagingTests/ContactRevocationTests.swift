import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import TestSupport
import Testing
import Transports

@testable import Messaging
/// Identities and attestations that ended.
extension ContactBookTests {
  @Test func verifierRevokesWhomTheyAttested() throws {
    try add([jansen.home.made.card.bytes])
    let revocation = try Revocation.sign(
      by: verifier, of: .identity(jansen.identity), reason: .left, issued: now)
    #expect(throws: DocumentError.self) { try add([revocation.bytes]) }
    try meetVerifier()
    #expect(throws: DocumentError.self) { try add([revocation.bytes]) }
    #expect(try colour() == .red)
    try add([attestation(jansen.identity).bytes])
    #expect(try add([revocation.bytes]).documents == 1)
    #expect(try colour() == .revoked)
  }

  /// Anybody can sign a revocation of anybody and lay it into the spool.
  @Test func foreignRevocationsAreNotKept() throws {
    try add([jansen.home.made.card.bytes])
    let size = try contact().bytes.count
    let foreign = try (0..<20).flatMap { _ in
      try Revocation.sign(
        by: .generate(), of: .identity(jansen.identity), reason: .compromised, issued: now
      ).bytes
    }
    try ward.route.publish(
      foreign + jansen.home.made.revocation, as: .revocation, of: jansen.identity.description)
    var book = try vries.book()
    #expect(try book.refresh(book.contacts, from: ward.route).isEmpty)
    #expect(try vries.vault().keptRevocations().documents.count == 1)
    #expect(try contact().bytes.count < size + 1000)
    #expect(try colour() == .revoked)
  }

  /// The end of an identity is final: removing the contact does not undo it, nor does the order in
  /// which documents come.
  @Test func revocationsAreFinal() throws {
    try add([jansen.home.made.card.bytes, jansen.home.made.revocation])
    #expect(try colour() == .revoked)
    var book = try vries.book()
    try book.remove(book.find("jansen"))
    try add([jansen.home.made.card.bytes])
    #expect(try colour() == .revoked)

    let bakker = try ward.person("D. Bakker")
    #expect(try add([bakker.home.made.revocation]).documents == 1)
    #expect(try add([bakker.home.made.revocation]).documents == 0)
    try add([bakker.home.made.card.bytes])
    #expect(try colour("bakker") == .revoked)
  }

  /// Two runs at once, each with its own idea of the contact.
}
