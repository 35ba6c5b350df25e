internal import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
internal import Secrets

/// Contacts, sealed under the master key. One is found by its identity, by its alias or by the name
/// on its card: what stands in clear for these is keyed, and tells nothing to anybody else.
extension OpenVault {
  /// The pseudonym under which an identity stands in the tables: it links no two vaults.
  func pseudonym(_ identity: Identity) -> [UInt8] {
    BLAKE2b.hash(identity.publicKey, key: pseudonymKey, size: 16)
  }

  private func mark(_ kind: String, _ text: String) -> [UInt8] {
    BLAKE2b.hash(Array(kind.utf8) + [0] + Array(text.utf8), key: pseudonymKey, size: 16)
  }

  /// What finds a contact by its alias (docs/vault.md, contacts).
  private func aliasMark(_ alias: Alias) -> [UInt8] { mark("alias", alias.description) }

  /// What finds contacts by name: one byte, so that it does not tell which of them have one name.
  private func nameMark(_ name: String) -> Int {
    Int(mark("name", UnicodeText.folded(name))[0])
  }

  /// How many there are. None is read by this.
  package func contactCount() throws -> Int {
    try readKeys { try Int.fetchOne($0, kept("SELECT COUNT(*) FROM contacts")) ?? 0 }
  }

  /// All contacts, by alias.
  package func contacts() throws -> [Contact] {
    try contactsByPseudonym().map(\.contact).sorted { $0.alias < $1.alias }
  }

  func contactsByPseudonym() throws -> [(pseudonym: [UInt8], contact: Contact)] {
    try readKeys { database in
      try Row.fetchAll(database, kept("SELECT contact, record FROM contacts")).map { row in
        let pseudonym = try row.bytes("contact")
        let found = try contact(in: row.bytes("record"), pseudonym)
        return (pseudonym: pseudonym, contact: found)
      }
    }
  }

  package func contact(_ identity: Identity) throws -> Contact? {
    try contact(pseudonym: pseudonym(identity))
  }

  func contact(pseudonym: [UInt8]) throws -> Contact? {
    let sealed = try readKeys {
      try Data.fetchOne(
        $0, kept("SELECT record FROM contacts WHERE contact = ?", [Data(pseudonym)]))
    }
    return try sealed.map { try contact(in: Array($0), pseudonym) }
  }

  /// The pseudonym of the contact with this alias.
  func pseudonym(of alias: Alias) throws -> [UInt8]? {
    let mark = Data(aliasMark(alias))
    return try readKeys {
      try Data.fetchOne($0, kept("SELECT contact FROM contacts WHERE aliasMark = ?", [mark]))
    }.map(Array.init)
  }

  /// The pseudonyms of the contacts who may have this name.
  func pseudonyms(ofName name: String) throws -> [[UInt8]] {
    let mark = nameMark(name)
    return try readKeys {
      try Data.fetchAll($0, kept("SELECT contact FROM contacts WHERE nameMark = ?", [mark]))
    }.map(Array.init)
  }

  private func contact(in sealed: [UInt8], _ pseudonym: [UInt8]) throws -> Contact {
    let record = try seal.open(sealed, rowsKey, at: place(pseudonym))
    do { return try Contact(bytes: record) } catch is DocumentError {
      throw VaultError.damaged("contacts.record")
    }
  }

  func write(_ database: GRDB.Database, _ contact: Contact) throws {
    let pseudonym = pseudonym(contact.identity)
    let sealed = seal.seal(contact.bytes, rowsKey, at: place(pseudonym))
    try database.run(
      """
      INSERT INTO contacts(contact, aliasMark, nameMark, record) VALUES (?, ?, ?, ?)
      ON CONFLICT(contact) DO UPDATE SET aliasMark = excluded.aliasMark,
        nameMark = excluded.nameMark, record = excluded.record
      """,
      [
        Data(pseudonym), Data(aliasMark(contact.alias)), nameMark(contact.card.name), Data(sealed),
      ])
  }

  func delete(_ database: GRDB.Database, _ identity: Identity) throws {
    try database.run("DELETE FROM contacts WHERE contact = ?", [Data(pseudonym(identity))])
  }

  private func place(_ contact: [UInt8]) -> RowSeal.Place {
    RowSeal.Place(table: "contacts", column: "record", day: nil, primaryKey: contact)
  }
}
