package import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
internal import Secrets

/// The vault's own prekeys: random, one for each day and generation, sealed under the key of the
/// day they die on.
extension OpenVault {
  /// All generations of `day` that still live.
  package func prekeys(on day: Day) throws -> [PrekeySecret] {
    let rows = try keys.database.read {
      try Row.fetchAll(
        $0, sql: "SELECT * FROM prekeys WHERE day = ? ORDER BY generation", arguments: [day.number])
    }
    return try rows.compactMap(prekey)
  }

  /// The days that have live prekeys, newest first.
  package func prekeyDays() throws -> [Day] {
    try keys.database.read {
      try Int.fetchAll($0, sql: "SELECT DISTINCT day FROM prekeys ORDER BY day DESC")
    }.map(Day.init)
  }

  /// Whether this home had prekeys for `day` once and has none any more.
  package func isDestroyed(_ day: Day) throws -> Bool {
    try day >= keys.firstDay() && day < today && prekeys(on: day).isEmpty
  }

  /// Makes the prekeys that are missing from `days` under `generation`; their lives end `retention`
  /// days after their day. Keys that exist are never replaced.
  package func extendPrekeys(_ days: ClosedRange<Day>, generation: Int, retention: Int) throws {
    let present = try keys.database.read { database in
      Set(
        try Int.fetchAll(
          database, sql: "SELECT day FROM prekeys WHERE generation = ?", arguments: [generation]))
    }
    for number in days.lowerBound.number...days.upperBound.number where !present.contains(number) {
      let day = Day(number)
      let expiry = day + retention
      let sealed = seal.seal(
        RandomBytes.make(64), try dayKeys.made(expiry), at: place(day, generation, expiry))
      try keys.database.write {
        try $0.execute(
          sql: """
            INSERT OR IGNORE INTO prekeys(day, generation, expiryDay, secret) VALUES (?, ?, ?, ?)
            """,
          arguments: [day.number, generation, expiry.number, Data(sealed)])
      }
    }
  }

  private func prekey(_ row: Row) throws -> PrekeySecret? {
    let (day, generation, expiry) = (
      Day(row["day"]), row["generation"] as Int, Day(row["expiryDay"])
    )
    guard expiry >= today, let key = try dayKeys.existing(expiry) else { return nil }
    let secret = try seal.open(
      Array(row["secret"] as Data), key, at: place(day, generation, expiry))
    guard secret.count == 64 else { throw VaultError.damaged("prekeys") }
    return PrekeySecret(
      day: day, generation: generation, lastDay: expiry, kemSeed: Array(secret[..<32]),
      hintSecret: Array(secret[32...]))
  }

  private func place(_ day: Day, _ generation: Int, _ expiry: Day) -> RowSeal.Place {
    var primaryKey: [UInt8] = []
    primaryKey.append(bigEndian: UInt64(day.number))
    primaryKey.append(bigEndian: UInt64(generation))
    return RowSeal.Place(
      table: "prekeys", column: "secret", day: expiry, primaryKey: primaryKey)
  }
}
