package import Files
internal import FoundationEssentials
internal import GRDB
package import Secrets

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
    /// All revocations that are kept, as signed.
    case revocations
    /// The contacts whose attestations the user believes, so that no contact is read to know them.
    case verifiers
    /// 16 random bytes, which are others once contacts or revocations are others.
    case trustVersion
    /// Attestations about the home's own identity, as signed.
    case attestations
    /// The seed that opens audit lines written while locked.
    case auditSeed
    /// Keys of earlier master keys that are still needed.
    case carriedKeys
    /// Messages of others that are known to be missing.
    case missing
    /// The key of patient tokens that are made without a team: 32 random bytes.
    case patientKey

    /// The subkey that seals it.
    var purpose: MasterKey.Purpose {
      switch self {
      case .identity: .identity
      case .auditSeed: .auditLines
      case .profile, .policy, .card, .revocations, .verifiers, .trustVersion,
        .attestations, .carriedKeys, .missing, .patientKey:
        .rows
      }
    }
  }

  package func setting(_ name: SettingName) throws -> [UInt8]? {
    try readKeys { try Self.sealedSetting($0, name) }.map {
      try seal.open($0, master.subkey(name.purpose), at: Self.place(name))
    }
  }

  package func setSetting(_ name: SettingName, _ value: [UInt8]) throws {
    try store(name, seal.seal(value, master.subkey(name.purpose), at: Self.place(name)))
  }

  /// A setting that is a key itself.
  func setSetting(_ name: SettingName, secret: SecretBytes) throws {
    try store(
      name, seal.seal(secret: secret, master.subkey(name.purpose), at: Self.place(name)))
  }

  func setSetting(
    _ database: GRDB.Database, _ name: SettingName, _ value: [UInt8]
  ) throws {
    try Self.store(
      database, name, seal.seal(value, master.subkey(name.purpose), at: Self.place(name)))
  }

  private func store(_ name: SettingName, _ sealed: [UInt8]) throws {
    try writeKeys { try Self.store($0, name, sealed) }
  }

  private static func store(
    _ database: GRDB.Database, _ name: SettingName, _ sealed: [UInt8]
  ) throws {
    try database.run(
      "INSERT OR REPLACE INTO settings(name, value) VALUES (?, ?)", [name.rawValue, Data(sealed)])
  }

  /// The key of this home's own patient tokens, made when it is first asked for and never changed.
  package func patientKey() throws -> SecretBytes {
    if try setting(.patientKey) == nil {
      var bytes = RandomBytes.make(32)
      let sealed = seal.seal(
        secret: SecretBytes(moving: &bytes), master.subkey(SettingName.patientKey.purpose),
        at: Self.place(.patientKey))
      // Another process may be at it too: the first one counts.
      try writeKeys {
        try $0.run(
          "INSERT OR IGNORE INTO settings(name, value) VALUES (?, ?)",
          [SettingName.patientKey.rawValue, Data(sealed)])
      }
    }
    guard var bytes = try setting(.patientKey), bytes.count == 32 else {
      throw VaultError.damaged("settings.patientKey")
    }
    return SecretBytes(moving: &bytes)
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

  /// Changes a setting that is a JSON object, in one transaction: no other's change is lost.
  package func updateObject(
    _ name: SettingName, _ change: (JSONObject?) throws -> JSONObject
  ) throws {
    try writeKeys { database in
      let stored = try Self.sealedSetting(database, name).map {
        try JSONParser.object(
          seal.open($0, master.subkey(name.purpose), at: Self.place(name)))
      }
      try setSetting(database, name, CanonicalJSON.encode(change(stored)))
    }
  }

  static func place(_ name: SettingName) -> RowSeal.Place {
    RowSeal.Place(
      table: "settings", column: "value", day: nil, primaryKey: Array(name.rawValue.utf8))
  }
}

/// That this home's own identity has ended, where also a locked home can read it.
extension Vault {
  private static let endedName = "identityEnded"

  /// The reason of the revocation that ended it; nil while it has not.
  package func identityEnded() throws -> String? {
    try keys.database.read { try KeyTable.meta($0, Self.endedName) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  package func setIdentityEnded(_ reason: String) throws {
    try keys.database.write {
      try KeyTable.setMeta($0, Self.endedName, Array(reason.utf8))
    }
  }
}
