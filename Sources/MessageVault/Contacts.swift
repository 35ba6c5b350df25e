package import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
internal import Secrets

/// Contacts, sealed under the master key; their prekeys lie in vault.db, each sealed under the key
/// of its own day, so that they go with it.
extension OpenVault {
  /// The pseudonym under which an identity stands in the tables: it links no two vaults.
  func pseudonym(_ identity: Identity) -> [UInt8] {
    BLAKE2b.hash(identity.publicKey, key: pseudonymKey, size: 16)
  }

  /// All contacts, by alias.
  package func contacts() throws -> [Contact] {
    let rows = try keys.database.read { try Row.fetchAll($0, sql: "SELECT * FROM contacts") }
    return try rows.map { row in
      let pseudonym = Array(row["contact"] as Data)
      return try contact(in: Array(row["record"] as Data), pseudonym)
    }.sorted { $0.alias < $1.alias }
  }

  package func contact(_ identity: Identity) throws -> Contact? {
    let pseudonym = pseudonym(identity)
    let sealed = try keys.database.read {
      try Data.fetchOne(
        $0, sql: "SELECT record FROM contacts WHERE contact = ?", arguments: [Data(pseudonym)])
    }
    return try sealed.map { try contact(in: Array($0), pseudonym) }
  }

  private func contact(in sealed: [UInt8], _ pseudonym: [UInt8]) throws -> Contact {
    let record = try seal.open(sealed, rowsKey, at: place(pseudonym))
    do { return try Contact(bytes: record) } catch is DocumentError {
      throw VaultError.damaged("contacts.record")
    }
  }

  /// Adds a contact or replaces the record of the same identity.
  package func setContact(_ contact: Contact) throws {
    let pseudonym = pseudonym(contact.identity)
    let sealed = seal.seal(contact.bytes, rowsKey, at: place(pseudonym))
    try keys.database.write {
      try $0.execute(
        sql: "INSERT OR REPLACE INTO contacts(contact, record) VALUES (?, ?)",
        arguments: [Data(pseudonym), Data(sealed)])
    }
  }

  package func removeContact(_ identity: Identity) throws {
    let contact = Data(pseudonym(identity))
    try keys.database.write {
      try $0.execute(sql: "DELETE FROM contacts WHERE contact = ?", arguments: [contact])
    }
    try store.database.write {
      try $0.execute(sql: "DELETE FROM contactPrekeys WHERE contact = ?", arguments: [contact])
    }
  }

  /// Replaces the prekeys on file by those of `card`, from today on.
  package func setPrekeys(of card: Card) throws {
    let contact = pseudonym(card.identity)
    let first = max(card.firstDay, today)
    var sealed: [(day: Day, prekey: [UInt8])] = []
    for number in first.number..<max(first.number, card.lastDay.number + 1) {
      let day = Day(number)
      guard let prekey = card.prekey(on: day) else { continue }
      let place = prekeyPlace(contact, day)
      sealed.append((day, seal.seal(prekey.bytes, try dayKeys.made(day), at: place)))
    }
    try store.database.write { database in
      try database.execute(
        sql: "DELETE FROM contactPrekeys WHERE contact = ?", arguments: [Data(contact)])
      let insert = try database.makeStatement(
        sql: "INSERT INTO contactPrekeys(contact, day, prekey) VALUES (?, ?, ?)")
      for (day, prekey) in sealed {
        try insert.execute(arguments: [Data(contact), day.number, Data(prekey)])
      }
    }
  }

  /// The prekey of a contact for `day`; nil without one.
  package func contactPrekey(_ identity: Identity, on day: Day) throws -> Prekey? {
    let contact = pseudonym(identity)
    let sealed = try store.database.read {
      try Data.fetchOne(
        $0, sql: "SELECT prekey FROM contactPrekeys WHERE contact = ? AND day = ?",
        arguments: [Data(contact), day.number])
    }
    guard let sealed, let key = try dayKeys.existing(day) else { return nil }
    let bytes = try seal.open(Array(sealed), key, at: prekeyPlace(contact, day))
    guard let prekey = Prekey(bytes: bytes) else { throw VaultError.damaged("contactPrekeys") }
    return prekey
  }

  private func place(_ contact: [UInt8]) -> RowSeal.Place {
    RowSeal.Place(table: "contacts", column: "record", day: nil, primaryKey: contact)
  }

  private func prekeyPlace(_ contact: [UInt8], _ day: Day) -> RowSeal.Place {
    RowSeal.Place(table: "contactPrekeys", column: "prekey", day: day, primaryKey: contact)
  }
}
