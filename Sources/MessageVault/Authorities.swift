package import Files
internal import FoundationEssentials
internal import GRDB
internal import Identities
package import Secrets

/// What is kept of one team or role, sealed under the master key; documents that were superseded
/// lie beside it, each under the key of the day on which the last message that names it expires.
package struct AuthorityRow: Sendable {
  /// What the record says; `Teams` reads it.
  package var record: [UInt8]
  /// The team's key, 32 bytes.
  package var teamKey: SecretBytes?
  /// By digest.
  package var superseded: [[UInt8]: [UInt8]]

  package init(record: [UInt8], teamKey: SecretBytes?, superseded: [[UInt8]: [UInt8]]) {
    self.record = record
    self.teamKey = teamKey
    self.superseded = superseded
  }
}

extension OpenVault {
  /// By the id of the team or role, 16 bytes.
  package typealias AuthorityRows = [[UInt8]: AuthorityRow]

  package func authorities() throws -> AuthorityRows {
    let keys = try supersededKeys()
    return try readKeys { try authorities($0, keys) }
  }

  /// Changes teams and roles in one transaction, from what is on file now. What becomes superseded
  /// is kept through `day`.
  @discardableResult
  package func changeAuthorities<Result>(
    keepingUntil day: Day, _ change: (inout AuthorityRows) throws -> Result
  ) throws -> Result {
    var keys = try supersededKeys()
    keys[day] = try dayKeys.made(day)
    return try writeKeys { database in
      let before = try authorities(database, keys)
      var after = before
      let result = try change(&after)
      for (id, row) in after where before[id]?.isSame(as: row) != true {
        try write(database, id, row)
      }
      for id in before.keys where after[id] == nil {
        try database.run("DELETE FROM authorities WHERE id = ?", [Data(pseudonym(id))])
      }
      for (id, row) in after {
        let known = before[id]?.superseded ?? [:]
        for (digest, document) in row.superseded where known[digest] == nil {
          try keep(database, document, digest, of: id, day, keys)
        }
      }
      for (id, row) in before {
        for digest in row.superseded.keys where after[id]?.superseded[digest] == nil {
          try database.run("DELETE FROM superseded WHERE document = ?", [Data(pseudonym(digest))])
        }
      }
      return result
    }
  }

  /// The keys of the days on which superseded documents end. Opened before a transaction begins,
  /// which cannot open them.
  private func supersededKeys() throws -> [Day: ArenaKey] {
    let days = try readKeys {
      try Int.fetchAll($0, kept("SELECT DISTINCT expiryDay FROM superseded")).map(Day.init)
    }
    return try days.reduce(into: [:]) { $0[$1] = try dayKeys.existing($1) }
  }

  private func authorities(
    _ database: GRDB.Database, _ keys: [Day: ArenaKey]
  ) throws -> AuthorityRows {
    var found: AuthorityRows = [:]
    for row in try Row.fetchAll(database, kept("SELECT id, record FROM authorities")) {
      let name = try row.bytes("id")
      var plain = try seal.open(row.bytes("record"), rowsKey, at: place(name))
      defer { wipe(&plain) }
      guard plain.count > 17, pseudonym(Array(plain[..<16])) == name else {
        throw VaultError.damaged("authorities.record")
      }
      let end = 17 + Int(plain[16])
      guard plain[16] == 0 || plain[16] == 32, end < plain.count else {
        throw VaultError.damaged("authorities.record")
      }
      var key = Array(plain[17..<end])
      found[Array(plain[..<16])] = AuthorityRow(
        record: Array(plain[end...]), teamKey: key.isEmpty ? nil : SecretBytes(moving: &key),
        superseded: [:])
    }
    for row in try Row.fetchAll(database, kept("SELECT * FROM superseded")) {
      let (name, day) = (try row.bytes("document"), Day(try row.value("expiryDay")))
      guard let key = keys[day] else { continue }
      let plain = try seal.open(row.bytes("record"), key, at: place(superseded: name, day))
      guard plain.count > 48, pseudonym(Array(plain[16..<48])) == name else {
        throw VaultError.damaged("superseded.record")
      }
      found[Array(plain[..<16])]?.superseded[Array(plain[16..<48])] = Array(plain[48...])
    }
    return found
  }

  private func write(_ database: GRDB.Database, _ id: [UInt8], _ row: AuthorityRow) throws {
    let name = pseudonym(id)
    var plain: [UInt8] = []
    plain.reserveCapacity(17 + 32 + row.record.count)
    defer { wipe(&plain) }
    plain += id
    plain.append(UInt8(row.teamKey?.count ?? 0))
    row.teamKey?.withUnsafeBytes { plain.append(contentsOf: $0) }
    plain += row.record
    try database.run(
      "INSERT OR REPLACE INTO authorities(id, record) VALUES (?, ?)",
      [Data(name), Data(seal.seal(plain, rowsKey, at: place(name)))])
  }

  private func keep(
    _ database: GRDB.Database, _ document: [UInt8], _ digest: [UInt8], of id: [UInt8], _ day: Day,
    _ keys: [Day: ArenaKey]
  ) throws {
    guard let key = keys[day] else { throw VaultError.busy }
    let name = pseudonym(digest)
    let sealed = seal.seal(id + digest + document, key, at: place(superseded: name, day))
    try database.run(
      "INSERT OR REPLACE INTO superseded(document, expiryDay, record) VALUES (?, ?, ?)",
      [Data(name), day.number, Data(sealed)])
  }

  /// An id or a digest as it stands in the tables: it links no two vaults.
  private func pseudonym(_ name: [UInt8]) -> [UInt8] {
    BLAKE2b.hash(name, key: pseudonymKey, size: 16)
  }

  private func place(_ name: [UInt8]) -> RowSeal.Place {
    RowSeal.Place(table: "authorities", column: "record", day: nil, primaryKey: name)
  }

  private func place(superseded name: [UInt8], _ day: Day) -> RowSeal.Place {
    RowSeal.Place(table: "superseded", column: "record", day: day, primaryKey: name)
  }
}

extension AuthorityRow {
  /// Whether its record would be sealed alike. A team's key never changes, so it is there or not.
  fileprivate func isSame(as other: AuthorityRow) -> Bool {
    record == other.record && (teamKey == nil) == (other.teamKey == nil)
  }
}
