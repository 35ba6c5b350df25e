import Files
import Foundation
import GRDB
import Secrets
import TestSupport
import Testing

@testable import Identities
@testable import MessageVault

/// Contacts are found by marks that lie in clear, and what a mark says is never believed.
struct ContactTableTests {
  private let home: TestHome
  private let vault: OpenVault
  private let jansen: Contact
  private let bakker: Contact

  init() throws {
    home = try TestHome()
    vault = try home.open()
    jansen = try Self.contact("jansen", "B. Jansen", at: home.clock.now)
    bakker = try Self.contact("bakker", "C. Bakker", at: home.clock.now)
    let all = [jansen, bakker]
    try vault.changeTrust { records in
      for contact in all { records.shelf.append(contact) }
    }
  }

  private static func contact(_ alias: String, _ name: String, at now: Timestamp) throws -> Contact
  {
    let prekey = Prekey(
      kem: [UInt8](repeating: 9, count: Prekey.kemSize),
      hint: [UInt8](repeating: 9, count: Prekey.hintSize))
    let card = try Card.sign(
      by: .generate(), name: name, mailbox: RandomBytes.make(16).hex, registrations: [],
      firstDay: now.day, prekeys: [prekey], issued: now.day.start)
    return Contact(alias: try #require(Alias(alias)), card: card.facts, added: now)
  }

  private func shelf(_ vault: OpenVault? = nil) throws -> ContactShelf {
    try (vault ?? self.vault).trustRecords().shelf
  }

  private func alias(_ text: String) throws -> Alias { try #require(Alias(text)) }

  private func change(_ sql: String, of contact: Contact) throws {
    let pseudonym = Data(vault.pseudonym(contact.identity))
    try vault.keys.database.write { try $0.execute(sql: sql, arguments: [pseudonym]) }
  }

  private func expectDamaged(_ body: () throws -> Void) {
    let error = #expect(throws: VaultError.self) { try body() }
    guard case .damaged? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func foundByEach() throws {
    let shelf = try shelf()
    #expect(try shelf.contact(jansen.identity) == jansen)
    #expect(try shelf.contact(called: alias("bakker")) == bakker)
    #expect(try shelf.contact(called: alias("smit")) == nil)
    #expect(try shelf.contacts(named: "b. JANSEN") == [jansen])
    #expect(try shelf.contacts(named: "B. Smit").isEmpty)
    #expect(try shelf.all() == [bakker, jansen])
  }

  @Test("only what is asked for is read, and only what changed is written") func others() throws {
    try change("UPDATE contacts SET record = zeroblob(80) WHERE contact = ?", of: bakker)
    let shelf = try shelf()
    #expect(try shelf.contact(called: alias("jansen")) == jansen)
    let renamed = jansen.renamed(try alias("jansen2"))
    try vault.changeTrust { records in
      _ = try records.shelf.change(jansen.identity) { $0 = renamed }
    }
    #expect(try self.shelf().contact(called: alias("jansen2")) == renamed)
    #expect(try self.shelf().contact(called: alias("jansen")) == nil)
    expectDamaged { _ = try shelf.contact(bakker.identity) }
    #expect(shelf[bakker.identity] == nil)
    expectDamaged { try shelf.checkReadings() }
  }

  @Test("a mark of another leads nobody's mail astray") func exchanged() throws {
    let mark = try vault.keys.database.read {
      try Data.fetchOne(
        $0, sql: "SELECT aliasMark FROM contacts WHERE contact = ?",
        arguments: [Data(vault.pseudonym(jansen.identity))])
    }
    try change("UPDATE contacts SET aliasMark = x'00' WHERE contact = ?", of: jansen)
    try vault.keys.database.write {
      try $0.execute(
        sql: "UPDATE contacts SET aliasMark = ? WHERE contact = ?",
        arguments: [mark, Data(vault.pseudonym(bakker.identity))])
    }
    expectDamaged { _ = try shelf().contact(called: alias("jansen")) }
  }

  @Test("a new master key leaves the marks") func rekeyed() throws {
    let keyfile = SecretBytes.random(count: 32)
    try vault.changeTrust { records in
      _ = try records.shelf.change(bakker.identity) { $0.isVerifier = true }
    }
    try vault.rekey { slots, master in slots.addKeyfile(keyfile, to: master) }
    let shelf = try shelf(home.vault().unlocked(with: .keyfile(keyfile)))
    #expect(try shelf.contact(called: alias("jansen")) == jansen)
    #expect(try shelf.contacts(named: "C. Bakker").map(\.identity) == [bakker.identity])
    #expect(shelf.verifiers == [bakker.identity])
  }

  @Test("verifiers are those of the records") func verifiers() throws {
    func set(_ contact: Contact, _ isVerifier: Bool) throws {
      try vault.changeTrust { records in
        _ = try records.shelf.change(contact.identity) { $0.isVerifier = isVerifier }
      }
    }
    #expect(try shelf().verifiers.isEmpty)
    try set(jansen, true)
    try set(bakker, true)
    #expect(try shelf().verifiers == [jansen.identity, bakker.identity])
    #expect(try vault.setting(.verifiers)?.count == 512)
    try set(jansen, false)
    #expect(try shelf().verifiers == [bakker.identity])
    try vault.changeTrust { $0.shelf.remove([bakker.identity]) }
    #expect(try shelf().verifiers.isEmpty)
    #expect(try shelf().all().map(\.identity) == [jansen.identity])
  }

  @Test("what is changed is seen before it is written") func changes() throws {
    try vault.changeTrust { records in
      let smit = try Self.contact("bakker", "C. Bakker", at: home.clock.now)
      records.shelf.remove([bakker.identity])
      let without = records.shelf
      #expect(try without.contact(called: alias("bakker")) == nil)
      #expect(try without.contacts(named: "C. Bakker").isEmpty)
      records.shelf.append(smit)
      let with = records.shelf
      #expect(try with.contact(called: alias("bakker")) == smit)
      #expect(try with.contacts(named: "C. Bakker") == [smit])
      #expect(try with.all() == [smit, jansen])
    }
    #expect(try shelf().contact(bakker.identity) == nil)
    #expect(try shelf().contact(called: alias("bakker"))?.card.name == "C. Bakker")
  }
}
