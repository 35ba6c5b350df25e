internal import AgeFormat
package import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
package import Secrets

/// A vault with its master key at hand.
package final class OpenVault: Sendable {
  package let vault: Vault
  let master: MasterKey
  /// Subkeys 2 and 4: what is sealed under the master key, and pseudonyms.
  let rowsKey: SecretBytes
  let pseudonymKey: SecretBytes
  let dayKeys: DayKeys
  let audit: AuditLog
  /// The identity of this home and the key that signs for it.
  package let signingKey: SigningKey

  var keys: KeyTable { vault.keys }
  var store: MessageTable { vault.store }
  var seal: RowSeal { vault.seal }
  package var clock: Clock { vault.clock }
  package var today: Day { vault.today }
  package var objects: Objects { vault.objects }
  package var queue: EnvelopeQueue { vault.queue }
  package var identity: Identity { signingKey.identity }

  init(_ vault: Vault, master: MasterKey, newIdentity: SecretBytes? = nil) throws {
    self.vault = vault
    self.master = master
    rowsKey = master.subkey(.rows)
    pseudonymKey = master.subkey(.rowKeys)
    dayKeys = DayKeys(table: vault.keys, seal: vault.seal, key: master.subkey(.dayKeys))
    let seed = try newIdentity ?? Self.identitySeed(vault, master)
    signingKey = SigningKey(seed: seed)
    audit = AuditLog(
      seal: vault.seal,
      sealing: .unlocked(
        lineKey: master.subkey(.auditLines), chainKey: master.subkey(.auditChain),
        epochBegun: EpochFlag()),
      actor: signingKey.identity.description, host: Host.name)
  }

  /// The master key, to be handed to an agent.
  package var masterKey: SecretBytes { master.bytes }

  /// The same vault on the day that the clock shows now, with keys of days past destroyed; nil while
  /// it is still the day it was opened on. For whoever keeps a vault open for long.
  package func reopened() throws -> OpenVault? {
    try vault.reopened().map { try OpenVault($0, master: master) }
  }

  /// Whether keys could be locked into memory; if not, they may reach the swap.
  package var isMemoryLocked: Bool { master.bytes.isLocked && dayKeys.isLocked }

  /// This vault, or, when midnight has passed since it was opened, the same home opened anew: the
  /// keys of the day before are destroyed and no longer held.
  package func onToday() throws -> OpenVault {
    guard clock.today != today else { return self }
    return try OpenVault(try Vault(vault.home, clock: clock), master: master)
  }

  /// Appends lines to the audit log.
  package func note(_ lines: [AuditLine]) throws {
    try store.database.write { try audit.append($0, lines) }
  }

  /// All lines of the audit log, oldest first.
  package func auditLines() throws -> [JSONObject] {
    guard let seed = try setting(.auditSeed) else { throw VaultError.damaged("settings.auditSeed") }
    let identity = try HybridIdentity(seed: seed)
    return try store.database.read {
      try AuditLog.lines(
        $0, seal: seal, lineKey: master.subkey(.auditLines), locked: identity)
    }
  }

  /// The number of the first line of the audit log that is missing or altered; nil when whole.
  package func firstAuditBreak() throws -> Int? {
    try store.database.read {
      try AuditLog.firstBreak($0, chainKey: master.subkey(.auditChain)).line
    }
  }
}

/// Making a home.
extension Vault {
  /// What a new home begins with.
  package struct Birth {
    package var keyslots: Keyslots
    package var master: MasterKey
    package var configuration: HomeConfiguration
    package var profile: JSONObject
    package var policy: JSONObject
    package var retention: Int
    package var horizon: Int

    package init(
      keyslots: Keyslots, master: MasterKey, configuration: HomeConfiguration, profile: JSONObject,
      policy: JSONObject, retention: Int, horizon: Int
    ) {
      self.keyslots = keyslots
      self.master = master
      self.configuration = configuration
      self.profile = profile
      self.policy = policy
      self.retention = retention
      self.horizon = horizon
    }
  }

  /// Makes a home at `home.path` with a new identity and its first prekeys, lets `finish` add to
  /// it, and only then lets it appear: a failure or a kill leaves nothing at the path.
  package static func create(
    _ home: Home, _ birth: Birth, clock: Clock, finish: (OpenVault) throws -> Void
  ) throws {
    try Signals.held { try createHeld(home, birth, clock: clock, finish: finish) }
  }

  private static func createHeld(
    _ home: Home, _ birth: Birth, clock: Clock, finish: (OpenVault) throws -> Void
  ) throws {
    guard try Directories.facts(home.path) == nil else { throw VaultError.homeExists(home.path) }
    let above = Paths.folder(of: home.path)
    try Directories.createAll(above)
    let draft = Home("\(home.path).\(RandomBytes.make(4).hex).new")
    defer { try? Directories.removeTree(draft.path) }
    try Directories.create(draft.path)
    try Directories.create(draft.objects)
    try Directories.create(draft.queue)
    try birth.configuration.write(draft, replacing: false)
    try birth.keyslots.write(draft, replacing: false)
    try populate(draft, birth, clock: clock, finish: finish)
    try Directories.sync(draft.path)
    try Directories.renameExclusively(draft.path, to: home.path)
    try Directories.sync(above)
  }

  /// Fills the databases; both are closed when this returns.
  private static func populate(
    _ draft: Home, _ birth: Birth, clock: Clock, finish: (OpenVault) throws -> Void
  ) throws {
    let today = clock.today
    var auditSeed = RandomBytes.make(32)
    defer { wipe(&auditSeed) }
    let keys = try KeyTable.create(draft)
    _ = try MessageTable.create(draft)
    try keys.database.write { database in
      try KeyTable.setDay(database, "firstDay", today - 1)
      try KeyTable.setDay(database, "lastDay", today)
      try KeyTable.setDay(database, "horizon", Day(birth.horizon))
      try KeyTable.setMeta(
        database, "backupKey", birth.master.subkey(.backupManifests).copy())
      try KeyTable.setMeta(
        database, "auditRecipient", try HybridIdentity(seed: auditSeed).recipient.publicKey)
    }
    let seed = SecretBytes.random(count: Ed25519.seedSize)
    let open = try OpenVault(
      try Vault(draft, clock: clock), master: birth.master, newIdentity: seed)
    try open.setSetting(.identity, seed.copy())
    try open.setSetting(.auditSeed, auditSeed)
    try open.setObject(.profile, birth.profile)
    try open.setObject(.policy, birth.policy)
    try open.extendPrekeys(
      today - 1...today + birth.horizon, generation: 0, retention: birth.retention)
    try open.note([AuditLine("keygen", .create, at: clock.now())])
    try finish(open)
  }
}

extension OpenVault {
  private static func identitySeed(_ vault: Vault, _ master: MasterKey) throws -> SecretBytes {
    let sealed = try vault.keys.database.read {
      try Data.fetchOne(
        $0, sql: "SELECT value FROM settings WHERE name = ?",
        arguments: [SettingName.identity.rawValue])
    }
    guard let sealed else { throw VaultError.damaged("settings.identity") }
    let place = RowSeal.Place(
      table: "settings", column: "value", day: nil,
      primaryKey: Array(SettingName.identity.rawValue.utf8))
    var seed = try vault.seal.open(Array(sealed), master.subkey(.identity), at: place)
    guard seed.count == Ed25519.seedSize else { throw VaultError.damaged("settings.identity") }
    return SecretBytes(moving: &seed)
  }
}
