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

  package func contactRecords() throws -> [[UInt8]] {
    let rows = try keys.database.read { try Row.fetchAll($0, sql: "SELECT * FROM contacts") }
    return try rows.map { row in
      let contact = Array(row["contact"] as Data)
      return try seal.open(Array(row["record"] as Data), rowsKey, at: place(contact))
    }
  }

  package func contactRecord(_ identity: Identity) throws -> [UInt8]? {
    let contact = pseudonym(identity)
    let sealed = try keys.database.read {
      try Data.fetchOne(
        $0, sql: "SELECT record FROM contacts WHERE contact = ?", arguments: [Data(contact)])
    }
    return try sealed.map { try seal.open(Array($0), rowsKey, at: place(contact)) }
  }

  package func setContactRecord(_ identity: Identity, _ record: [UInt8]) throws {
    let contact = pseudonym(identity)
    let sealed = seal.seal(record, rowsKey, at: place(contact))
    try keys.database.write {
      try $0.execute(
        sql: "INSERT OR REPLACE INTO contacts(contact, record) VALUES (?, ?)",
        arguments: [Data(contact), Data(sealed)])
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
    var sealed: [(Day, [UInt8])] = []
    for day in card.prekeyDays where day >= today {
      guard let prekey = card.prekey(on: day) else { continue }
      let place = prekeyPlace(contact, day)
      sealed.append((day, seal.seal(prekey.kem + prekey.hint, try dayKeys.made(day), at: place)))
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

  /// The public prekey of a contact for `day`: 1,216 bytes hybrid, 32 bytes hint. Nil without one.
  package func contactPrekey(
    _ identity: Identity, on day: Day
  ) throws -> (kem: [UInt8], hint: [UInt8])? {
    let contact = pseudonym(identity)
    let sealed = try store.database.read {
      try Data.fetchOne(
        $0, sql: "SELECT prekey FROM contactPrekeys WHERE contact = ? AND day = ?",
        arguments: [Data(contact), day.number])
    }
    guard let sealed, let key = try dayKeys.existing(day) else { return nil }
    let prekey = try seal.open(Array(sealed), key, at: prekeyPlace(contact, day))
    guard prekey.count == 1248 else { throw VaultError.damaged("contactPrekeys") }
    return (Array(prekey[..<1216]), Array(prekey[1216...]))
  }

  private func place(_ contact: [UInt8]) -> RowSeal.Place {
    RowSeal.Place(table: "contacts", column: "record", day: nil, primaryKey: contact)
  }

  private func prekeyPlace(_ contact: [UInt8], _ day: Day) -> RowSeal.Place {
    RowSeal.Place(table: "contactPrekeys", column: "prekey", day: day, primaryKey: contact)
  }
}
