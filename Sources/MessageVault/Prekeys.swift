package import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
internal import Secrets

/// The vault's own prekeys: random, one for each day and generation, sealed under the key of the
/// day on which they are destroyed.
extension OpenVault {
  /// All generations of `day` that still live.
  package func prekeys(on day: Day) throws -> [PrekeySecret] {
    let rows = try keys.database.read {
      try Row.fetchAll(
        $0, kept("SELECT * FROM prekeys WHERE day = ? ORDER BY generation", [day.number]))
    }
    return try rows.compactMap(prekey)
  }

  /// The days that have live prekeys, newest first.
  package func prekeyDays() throws -> [Day] {
    try keys.database.read {
      try Int.fetchAll($0, kept("SELECT DISTINCT day FROM prekeys ORDER BY day DESC"))
    }.map(Day.init)
  }

  /// Whether this home had prekeys for `day` once and has none any more.
  package func isDestroyed(_ day: Day) throws -> Bool {
    try vault.prekeysAreDestroyed(of: day)
  }

  /// Whether prekeys of `generation` are held for every one of `days`.
  package func holdsPrekeys(_ days: ClosedRange<Day>, generation: Int) throws -> Bool {
    let held = try keys.database.read {
      try Int.fetchOne(
        $0,
        kept(
          "SELECT COUNT(*) FROM prekeys WHERE generation = ? AND day BETWEEN ? AND ?",
          [generation, days.lowerBound.number, days.upperBound.number]))
    }
    return held == days.upperBound - days.lowerBound + 1
  }

  /// Makes the prekeys that are missing from `days` under `generation`; their lives end `retention`
  /// days after their day. Keys that exist are never replaced. All are made, or none.
  package func extendPrekeys(_ days: ClosedRange<Day>, generation: Int, retention: Int) throws {
    let present = try keys.database.read { database in
      Set(
        try Int.fetchAll(
          database, kept("SELECT day FROM prekeys WHERE generation = ?", [generation])))
    }
    let missing = (days.lowerBound.number...days.upperBound.number).filter { !present.contains($0) }
      .map(Day.init)
    try dayKeys.make(missing.map { $0 + retention })
    let sealed = try missing.map { day in
      let expiry = day + retention
      var secret = RandomBytes.make(64)
      defer { wipe(&secret) }
      return (
        day, expiry,
        seal.seal(secret, try dayKeys.made(expiry), at: place(day, generation, expiry))
      )
    }
    guard !sealed.isEmpty else { return }
    try keys.database.write { database in
      for (day, expiry, secret) in sealed {
        try database.run(
          """
          INSERT OR IGNORE INTO prekeys(day, generation, expiryDay, secret) VALUES (?, ?, ?, ?)
          """, [day.number, generation, expiry.number, Data(secret)])
        try KeyTable.noteMade(database, day)
      }
    }
  }

  /// Lets no prekey live longer than `retention` days after its day.
  package func shortenPrekeys(retention: Int) throws {
    let rows = try keys.database.read {
      try Row.fetchAll($0, kept("SELECT * FROM prekeys WHERE expiryDay > day + ?", [retention]))
    }
    let prekeys = try rows.compactMap(prekey)
    guard !prekeys.isEmpty else { return }
    try dayKeys.make(Set(prekeys.map { max($0.day + retention, today) }))
    let sealed = try prekeys.map { prekey in
      let expiry = max(prekey.day + retention, today)
      let place = place(prekey.day, prekey.generation, expiry)
      let blob = seal.seal(prekey.kemSeed + prekey.hintSecret, try dayKeys.made(expiry), at: place)
      return (prekey, expiry, blob)
    }
    try writeKeys { database in
      for (prekey, expiry, blob) in sealed {
        try database.run(
          "UPDATE prekeys SET expiryDay = ?, secret = ? WHERE day = ? AND generation = ?",
          [expiry.number, Data(blob), prekey.day.number, prekey.generation])
      }
    }
  }

  private func prekey(_ row: Row) throws -> PrekeySecret? {
    let (day, generation, expiry) = (
      Day(try row.value("day")), try row.value("generation") as Int,
      Day(try row.value("expiryDay"))
    )
    guard expiry >= today, let key = try dayKeys.existing(expiry) else { return nil }
    var secret = try seal.open(row.bytes("secret"), key, at: place(day, generation, expiry))
    defer { wipe(&secret) }
    guard secret.count == 64 else { throw VaultError.damaged("prekeys") }
    return PrekeySecret(
      day: day, generation: generation, lastDay: expiry, kemSeed: Array(secret[..<32]),
      hintSecret: Array(secret[32...]))
  }

  private func place(_ day: Day, _ generation: Int, _ expiry: Day) -> RowSeal.Place {
    var primaryKey: [UInt8] = []
    primaryKey.append(bigEndian: UInt64(truncatingIfNeeded: day.number))
    primaryKey.append(bigEndian: UInt64(truncatingIfNeeded: generation))
    return RowSeal.Place(
      table: "prekeys", column: "secret", day: expiry, primaryKey: primaryKey)
  }
}
