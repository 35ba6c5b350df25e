package import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
internal import Secrets

/// What is known of other people, as one: contacts, and which revocation ended which identity.
package struct TrustRecords: Sendable {
  package var contacts: [Contact]
  package var revocations: KeptRevocations

  package init(contacts: [Contact], revocations: KeptRevocations) {
    self.contacts = contacts
    self.revocations = revocations
  }
}

/// Contacts, sealed under the master key; their prekeys lie in vault.db, each sealed under the key
/// of its own day, so that they go with it.
extension OpenVault {
  /// The pseudonym under which an identity stands in the tables: it links no two vaults.
  func pseudonym(_ identity: Identity) -> [UInt8] {
    BLAKE2b.hash(identity.publicKey, key: pseudonymKey, size: 16)
  }

  /// All contacts, by alias.
  package func contacts() throws -> [Contact] {
    try readKeys(contacts).sorted { $0.alias < $1.alias }
  }

  private func contacts(_ database: GRDB.Database) throws -> [Contact] {
    try Row.fetchAll(database, sql: "SELECT * FROM contacts").map { row in
      try contact(in: row.bytes("record"), row.bytes("contact"))
    }
  }

  package func contact(_ identity: Identity) throws -> Contact? {
    try readKeys { try contact($0, identity) }
  }

  private func contact(_ database: GRDB.Database, _ identity: Identity) throws -> Contact? {
    let pseudonym = pseudonym(identity)
    let sealed = try Data.fetchOne(
      database, sql: "SELECT record FROM contacts WHERE contact = ?", arguments: [Data(pseudonym)])
    return try sealed.map { try contact(in: Array($0), pseudonym) }
  }

  private func contact(in sealed: [UInt8], _ pseudonym: [UInt8]) throws -> Contact {
    let record = try seal.open(sealed, rowsKey, at: place(pseudonym))
    do { return try Contact(bytes: record) } catch is DocumentError {
      throw VaultError.damaged("contacts.record")
    }
  }

  /// The revocations that are kept.
  package func keptRevocations() throws -> KeptRevocations { try readKeys(keptRevocations) }

  private func keptRevocations(_ database: GRDB.Database) throws -> KeptRevocations {
    let sealed = try Self.sealedSetting(database, .revocations)
    let bytes = try sealed.map { try seal.open($0, rowsKey, at: Self.place(.revocations)) }
    do {
      return try bytes.map { try KeptRevocations(bytes: $0) } ?? KeptRevocations()
    } catch is DocumentError {
      throw VaultError.damaged("settings.revocations")
    }
  }

  /// All contacts, by alias, and the revocations that are kept.
  package func trustRecords() throws -> TrustRecords { try readKeys(trustRecords) }

  private func trustRecords(_ database: GRDB.Database) throws -> TrustRecords {
    TrustRecords(
      contacts: try contacts(database).sorted { $0.alias < $1.alias },
      revocations: try keptRevocations(database))
  }

  /// Changes contacts and revocations in one transaction, from what is on file now: what other
  /// processes changed meanwhile is never undone. Returns all as they are then.
  @discardableResult
  package func changeTrust(_ change: (inout TrustRecords) throws -> Void) throws -> TrustRecords {
    try writeKeys { database in
      let before = try trustRecords(database)
      var after = before
      try change(&after)
      let kept = Dictionary(
        before.contacts.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
      for contact in after.contacts where kept[contact.identity] != contact {
        try write(database, contact)
      }
      for identity in Set(kept.keys).subtracting(after.contacts.map(\.identity)) {
        try delete(database, identity)
      }
      if after.revocations != before.revocations {
        try setSetting(database, .revocations, after.revocations.bytes)
      }
      after.contacts.sort { $0.alias < $1.alias }
      return after
    }
  }

  private func write(_ database: GRDB.Database, _ contact: Contact) throws {
    let pseudonym = pseudonym(contact.identity)
    let sealed = seal.seal(contact.bytes, rowsKey, at: place(pseudonym))
    try database.execute(
      sql: "INSERT OR REPLACE INTO contacts(contact, record) VALUES (?, ?)",
      arguments: [Data(pseudonym), Data(sealed)])
  }

  private func delete(_ database: GRDB.Database, _ identity: Identity) throws {
    try database.execute(
      sql: "DELETE FROM contacts WHERE contact = ?", arguments: [Data(pseudonym(identity))])
  }

  /// Removes the prekeys on file of somebody who is not a contact any more.
  package func removePrekeys(of identity: Identity) throws {
    let contact = Data(pseudonym(identity))
    try store.database.write {
      try $0.execute(sql: "DELETE FROM contactPrekeys WHERE contact = ?", arguments: [contact])
    }
  }

  /// So many days ahead a card's prekeys are kept; no honest card reaches further.
  static let longestHorizon = 150

  /// Replaces the prekeys on file by those of `cards`, from today on, in one transaction. To be
  /// done before the contacts are recorded: a card on record whose prekeys are missing would never
  /// be taken in again.
  package func setPrekeys(of cards: [Card]) throws {
    let days = Set(cards.flatMap(keptDays)).sorted()
    try dayKeys.make(days)
    let keys = try Dictionary(uniqueKeysWithValues: days.map { ($0, try dayKeys.made($0)) })
    try store.database.write { database in
      let delete = try database.makeStatement(sql: "DELETE FROM contactPrekeys WHERE contact = ?")
      let insert = try database.makeStatement(
        sql: "INSERT INTO contactPrekeys(contact, day, prekey) VALUES (?, ?, ?)")
      for card in cards {
        let contact = pseudonym(card.identity)
        try delete.execute(arguments: [Data(contact)])
        for day in keptDays(of: card) {
          guard let prekey = card.prekey(on: day), let key = keys[day] else { continue }
          let sealed = seal.seal(prekey.bytes, key, at: prekeyPlace(contact, day))
          try insert.execute(arguments: [Data(contact), day.number, Data(sealed)])
        }
      }
    }
  }

  /// A card may claim any day up to the year 9999; each would cost a day key.
  private func keptDays(of card: Card) -> [Day] {
    let first = max(card.firstDay, today)
    let last = min(card.lastDay, today + Self.longestHorizon)
    return (first.number..<max(first.number, last.number + 1)).map(Day.init)
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
