internal import AgeFormat
package import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
package import Policies
package import Secrets

/// A vault with its master key at hand.
package final class OpenVault: Sendable {
  package let vault: Vault
  let master: MasterKey
  /// Subkey 2: what is sealed under the master key.
  let rowsKey: SecretBytes
  var pseudonymKey: SecretBytes { carriedKeys.pseudonyms }
  let carriedKeys: CarriedKeys
  private let mark: MasterMark
  let dayKeys: DayKeys
  let audit: AuditLog
  /// The identity of this home and the key that signs for it.
  package let signingKey: SigningKey

  var keys: KeyTable { vault.keys }
  var store: MessageTable { vault.store }
  var seal: RowSeal { vault.seal }
  /// What the administrator of this machine decided.
  package var machine: MachinePolicy { vault.machine }
  package var clock: Clock { vault.clock }
  package var today: Day { vault.today }
  package var objects: Objects { vault.objects }
  package var queue: EnvelopeQueue { vault.queue }
  package var identity: Identity { signingKey.identity }

  init(_ vault: Vault, master: MasterKey, newIdentity: SecretBytes? = nil) throws {
    self.vault = vault
    self.master = master
    rowsKey = master.subkey(.rows)
    mark = try vault.keys.masterMark()
    dayKeys = DayKeys(
      table: vault.keys, seal: vault.seal, key: master.subkey(.dayKeys), mark: mark)
    let seed = try newIdentity ?? Self.identitySeed(vault, master)
    signingKey = SigningKey(seed: seed)
    carriedKeys = try Self.carriedKeys(vault, master)
    audit = AuditLog(
      seal: vault.seal,
      sealing: .unlocked(
        lineKey: master.subkey(.auditLines), chainKeys: carriedKeys.ofMasters.map(\.chain),
        epochBegun: EpochFlag()),
      actor: signingKey.identity.description, host: Host.name,
      isForwarded: vault.machine.forwardsAudit)
  }

  /// The master key, to be handed to an agent.
  package var masterKey: SecretBytes { master.bytes }

  /// The same vault on the day that the clock shows now, with keys of days past destroyed; nil
  /// while it is still the day it was opened on. For whoever keeps a vault open for long.
  package func reopened() throws -> OpenVault? {
    try vault.reopened().map { try OpenVault($0, master: master) }
  }

  /// The keys of snapshots of backups: that of the master key in use, then those of earlier ones.
  package var snapshotKeys: [SecretBytes] { carriedKeys.ofMasters.reversed().map(\.snapshots) }

  /// Whether keys could be locked into memory; if not, they may reach the swap.
  package var isMemoryLocked: Bool { master.bytes.isLocked && dayKeys.isLocked }

  /// A transaction on the key table that writes what is sealed under this master key.
  func writeKeys<Result>(_ body: (GRDB.Database) throws -> Result) throws -> Result {
    try keys.write(mark, body)
  }

  /// The same for positions in conversations, which nobody needs to forget.
  func writePositions<Result>(_ body: (GRDB.Database) throws -> Result) throws -> Result {
    try keys.writeKeepingLog(mark, body)
  }

  /// Reads what is sealed under this master key in the key table.
  func readKeys<Result>(_ body: (GRDB.Database) throws -> Result) throws -> Result {
    try keys.read(mark, body)
  }

  /// Runs `body`, which only reads: one state of the home, in one transaction.
  package func reading<Result>(_ body: () throws -> Result) throws -> Result {
    try readKeys { _ in try store.database.read { _ in try body() } }
  }

  /// Appends lines to the audit log.
  package func note(_ lines: [AuditLine]) throws {
    try store.database.write { try audit.append($0, lines) }
  }
}

/// Making a home.
extension Vault {
  /// What a new home begins with.
  package struct NewHome {
    package var keyslots: Keyslots
    package var master: MasterKey
    package var configuration: HomeConfiguration
    package var profile: JSONObject
    package var policy: JSONObject
    package var retention: Int
    package var horizon: Int
    package var machine: MachinePolicy

    package init(
      keyslots: Keyslots, master: MasterKey, configuration: HomeConfiguration, profile: JSONObject,
      policy: JSONObject, retention: Int, horizon: Int,
      machine: MachinePolicy = MachinePolicy()
    ) {
      self.keyslots = keyslots
      self.master = master
      self.configuration = configuration
      self.profile = profile
      self.policy = policy
      self.retention = retention
      self.horizon = horizon
      self.machine = machine
    }
  }

  /// Makes a home at `home.path` with a new identity and its first prekeys, lets `finish` add to
  /// it, and only then lets it appear: a failure or a kill leaves nothing at the path.
  package static func create(
    _ home: Home, _ newHome: NewHome, clock: Clock, finish: (OpenVault) throws -> Void
  ) throws {
    try Signals.held { try createHeld(home, newHome, clock: clock, finish: finish) }
  }

  private static func createHeld(
    _ home: Home, _ newHome: NewHome, clock: Clock, finish: (OpenVault) throws -> Void
  ) throws {
    try HomeDraft.tidy(beside: home)
    guard try Directories.facts(home.path) == nil else { throw VaultError.homeExists(home.path) }
    let draft = try HomeDraft(for: home)
    try newHome.configuration.write(draft.home, replacing: false)
    try newHome.keyslots.write(draft.home, replacing: false)
    try populate(draft.home, newHome, clock: clock, finish: finish)
    try draft.finish(replacing: nil)
  }

  /// Fills the databases; both are closed when this returns.
  private static func populate(
    _ draft: Home, _ newHome: NewHome, clock: Clock, finish: (OpenVault) throws -> Void
  ) throws {
    let today = clock.today
    var auditSeed = RandomBytes.make(32)
    defer { wipe(&auditSeed) }
    let keys = try KeyTable.create(draft)
    _ = try MessageTable.create(draft)
    try keys.database.write { database in
      try KeyTable.setDay(database, "firstDay", today - 1)
      try KeyTable.setDay(database, "lastDay", today)
      try KeyTable.setDay(database, "horizon", Day(newHome.horizon))
      try KeyTable.setMeta(
        database, "backupKey", newHome.master.subkey(.backupManifests).copy())
      try KeyTable.setMeta(
        database, "auditRecipient", try HybridIdentity(seed: auditSeed).recipient.publicKey)
    }
    let seed = SecretBytes.random(count: Ed25519.seedSize)
    let open = try OpenVault(
      try Vault(draft, clock: clock, machine: newHome.machine), master: newHome.master,
      newIdentity: seed)
    try open.setSetting(.identity, secret: seed)
    try open.setSetting(.auditSeed, auditSeed)
    try open.setObject(.profile, newHome.profile)
    try open.setObject(.policy, newHome.policy)
    try open.extendPrekeys(
      today - 1...today + newHome.horizon, generation: 0, retention: newHome.retention)
    try open.note([AuditLine("keygen", .create, at: clock.now())])
    try finish(open)
  }
}

extension OpenVault {
  /// The identity's seed, by which it shows whether `master` is the home's.
  private static func identitySeed(_ vault: Vault, _ master: MasterKey) throws -> SecretBytes {
    guard let sealed = try sealedSetting(.identity, vault) else {
      throw VaultError.damaged("settings.identity is missing")
    }
    let seed: SecretBytes
    do {
      seed = try vault.seal.openSecret(sealed, master.subkey(.identity), at: place(.identity))
    } catch {
      throw VaultError.otherMaster
    }
    guard seed.count == Ed25519.seedSize else { throw VaultError.damaged("settings.identity") }
    return seed
  }

  private static func carriedKeys(_ vault: Vault, _ master: MasterKey) throws -> CarriedKeys {
    guard let sealed = try sealedSetting(.carriedKeys, vault) else { return CarriedKeys(master) }
    let encoded = try vault.seal.openSecret(
      sealed, master.subkey(SettingName.carriedKeys.purpose), at: place(.carriedKeys))
    return try CarriedKeys(encoded: encoded, master: master)
  }

  static func sealedSetting(_ name: SettingName, _ vault: Vault) throws -> [UInt8]? {
    try vault.keys.database.read { try sealedSetting($0, name) }
  }

  static func sealedSetting(_ database: GRDB.Database, _ name: SettingName) throws -> [UInt8]? {
    try Data.fetchOne(database, kept("SELECT value FROM settings WHERE name = ?", [name.rawValue]))
      .map(Array.init)
  }
}
