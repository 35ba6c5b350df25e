package import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
internal import Secrets

/// The prekeys of contacts, in vault.db, each sealed under the key of its own day, so that it goes
/// with it.
extension OpenVault {
  /// Removes the prekeys on file of somebody who is not a contact any more.
  package func removePrekeys(of identity: Identity) throws {
    let contact = Data(pseudonym(identity))
    try store.database.write {
      try $0.run("DELETE FROM contactPrekeys WHERE contact = ?", [contact])
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
        $0,
        kept(
          "SELECT prekey FROM contactPrekeys WHERE contact = ? AND day = ?",
          [Data(contact), day.number]))
    }
    guard let sealed, let key = try dayKeys.existing(day) else { return nil }
    let bytes = try seal.open(Array(sealed), key, at: prekeyPlace(contact, day))
    guard let prekey = Prekey(bytes: bytes) else { throw VaultError.damaged("contactPrekeys") }
    return prekey
  }

  private func prekeyPlace(_ contact: [UInt8], _ day: Day) -> RowSeal.Place {
    RowSeal.Place(table: "contactPrekeys", column: "prekey", day: day, primaryKey: contact)
  }
}
