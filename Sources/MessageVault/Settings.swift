package import Files
internal import FoundationEssentials
internal import GRDB
internal import Secrets

/// What the home knows of itself under the master key, one sealed JSON object a name.
extension OpenVault {
  package enum SettingName: String, Sendable {
    /// Name, registrations, mailbox, position of the card.
    case profile
    /// Retention, horizon, policy.
    case policy
    /// The identity's seed, sealed under its own subkey.
    case identity
    /// The card last published, as signed.
    case card
    /// Revocations of identities that are no contacts, as signed.
    case revocations
    /// Attestations about the home's own identity, as signed.
    case attestations
    /// The seed that opens audit lines written while locked.
    case auditSeed
  }

  package func setting(_ name: SettingName) throws -> [UInt8]? {
    let sealed = try keys.database.read {
      try Data.fetchOne(
        $0, sql: "SELECT value FROM settings WHERE name = ?", arguments: [name.rawValue])
    }
    return try sealed.map { try seal.open(Array($0), subkey(name), at: place(name)) }
  }

  package func setSetting(_ name: SettingName, _ value: [UInt8]) throws {
    let sealed = seal.seal(value, subkey(name), at: place(name))
    try keys.database.write {
      try $0.execute(
        sql: "INSERT OR REPLACE INTO settings(name, value) VALUES (?, ?)",
        arguments: [name.rawValue, Data(sealed)])
    }
  }

  /// A setting that is a JSON object.
  package func object(_ name: SettingName) throws -> JSONObject? {
    do {
      return try setting(name).map(JSONParser.object)
    } catch let error as JSONError {
      throw VaultError.damaged("settings: \(error)")
    }
  }

  package func setObject(_ name: SettingName, _ value: JSONObject) throws {
    try setSetting(name, CanonicalJSON.encode(value))
  }

  private func subkey(_ name: SettingName) -> SecretBytes {
    switch name {
    case .identity: master.subkey(.identity)
    case .auditSeed: master.subkey(.auditLines)
    case .profile, .policy, .card, .revocations, .attestations: rowsKey
    }
  }

  private func place(_ name: SettingName) -> RowSeal.Place {
    RowSeal.Place(
      table: "settings", column: "value", day: nil, primaryKey: Array(name.rawValue.utf8))
  }
}
