internal import Files
internal import FoundationEssentials
internal import GRDB
package import Identities

/// What became of a message that was sent from here (docs/vault.md, `standings`): a row for each
/// person who told something of it, and one of the home's own. What the bytes mean is not known
/// here.
extension OpenVault {
  package struct Standings: Sendable, Equatable {
    /// By the person who told it.
    package var told: [Identity: [UInt8]] = [:]
    /// What the home itself did about the message.
    package var own: [UInt8]?

    package init() {}
  }

  /// All that is noted of the message in the row `rowKey`.
  package func standings(_ rowKey: [UInt8]) throws -> Standings {
    try store.database.read { try standings($0, rowKey) }
  }

  /// What this home did about each message that it sent, by row.
  func ownStandings(_ database: GRDB.Database) throws -> [(rowKey: [UInt8], record: [UInt8])] {
    let rows = try Row.fetchAll(
      database,
      kept(
        "SELECT rowKey, expiryDay, record FROM standings WHERE recipient = ?",
        [Data(Self.ownStanding)]))
    return try rows.compactMap { row in
      let (rowKey, day) = (try row.bytes("rowKey"), Day(try row.value("expiryDay")))
      guard let key = try dayKeys.existing(day) else { return nil }
      let record = try seal.open(
        row.bytes("record"), key, at: standingPlace(day, rowKey, Self.ownStanding))
      return (rowKey, record)
    }
  }

  func standings(_ database: GRDB.Database, _ rowKey: [UInt8]) throws -> Standings {
    let rows = try Row.fetchAll(
      database,
      kept("SELECT recipient, expiryDay, record FROM standings WHERE rowKey = ?", [Data(rowKey)]))
    var standings = Standings()
    for row in rows {
      let (recipient, day) = (try row.bytes("recipient"), Day(try row.value("expiryDay")))
      guard let key = try dayKeys.existing(day) else { continue }
      let record = try seal.open(
        row.bytes("record"), key, at: standingPlace(day, rowKey, recipient))
      if recipient == Self.ownStanding {
        standings.own = record
      } else {
        var fields = RowFields(record[...], of: "standings.record")
        standings.told[try fields.identity()] = Array(record.dropFirst(32))
      }
    }
    return standings
  }

  /// Replaces what is noted of `person`, nil for the home itself, about the message in the row
  /// `rowKey`, which expires on `day` and counts as changed.
  func setStanding(
    _ database: GRDB.Database, _ rowKey: [UInt8], of person: Identity?, _ record: [UInt8],
    day: Day
  ) throws {
    let recipient = person.map(pseudonym) ?? Self.ownStanding
    let sealed = seal.seal(
      (person?.publicKey ?? []) + record, try dayKeys.made(day),
      at: standingPlace(day, rowKey, recipient))
    try database.run(
      """
      INSERT OR REPLACE INTO standings(rowKey, recipient, expiryDay, record) VALUES (?, ?, ?, ?)
      """, [Data(rowKey), Data(recipient), day.number, Data(sealed)])
    try database.run(
      "UPDATE messages SET changed = ? WHERE rowKey = ?",
      [try MessageTable.nextNumber(database), Data(rowKey)])
  }

  /// The place of the home's own record among those of people.
  private static let ownStanding = [UInt8](repeating: 0, count: 16)

  func standingPlace(
    _ day: Day, _ rowKey: [UInt8], _ recipient: [UInt8]
  ) -> RowSeal.Place {
    place("standings", "record", day, rowKey + recipient)
  }
}
