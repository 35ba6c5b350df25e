internal import AgeFormat
package import Files
internal import FoundationEssentials
internal import GRDB
internal import Identities
internal import Secrets

/// An open home whose master key is not at hand. It can queue mail, append to the audit log, tell
/// counts and days, and destroy keys that are due; it can read nothing.
package final class Vault: Sendable {
  package let home: Home
  package let keyslots: Keyslots
  package let clock: Clock
  /// The day this run works on; keys of days before it are gone.
  package let today: Day
  package let queue: EnvelopeQueue
  /// What this run destroyed and removed because its day is past.
  package let purged: Purged
  let keys: KeyTable
  let store: MessageTable
  let seal: RowSeal

  /// Opens the home and, before anything else, destroys the keys whose day is past.
  package init(_ home: Home, clock: Clock, clockIsRight: Bool = false) throws {
    try home.check()
    self.home = home
    self.clock = clock
    today = clock.today
    keyslots = try Keyslots.read(home)
    queue = EnvelopeQueue(folder: home.queue)
    keys = try KeyTable.open(home)
    let destroyed = try keys.destroyDue(today: today, clockIsRight: clockIsRight)
    // Until it is done once, every run tries again.
    _ = try keys.scrubIfDue()
    store = try MessageTable.open(home)
    seal = RowSeal(vault: keyslots.vault)
    purged = try Expiry(home: home, keys: keys, store: store, queue: queue, today: today)
      .removeExpired(destroyed)
    try keys.add(purged.unread, to: KeyTable.unreadLost)
    try keys.add(purged.undelivered, to: KeyTable.undelivered)
    if !purged.isEmpty {
      try audit([AuditLine("purge", .delete, at: clock.now(), purpose: purged.words)])
    }
  }

  /// The same home as the clock says it is now; nil while the day is still the one it was opened on.
  package func reopened() throws -> Vault? {
    clock.today == today ? nil : try Vault(home, clock: clock)
  }

  package var objects: Objects { Objects(folder: home.objects) }

  /// What a locked home may tell.
  package struct Counts: Sendable {
    /// Messages that have not expired.
    package let messages: Int
    package let lastExpiry: Day?
    /// Envelopes waiting in the queue.
    package let queued: Int
    /// Those among them whose prekey dies within three days.
    package let dyingSoon: Int
    /// The day on which the first of those dies.
    package let firstDeath: Day?
    /// The last day for which others can write to this home.
    package let reachableUntil: Day?
    /// Days for which prekeys are published when the card is fresh.
    package let horizon: Int
    /// When the home was last purged and backed up; nil for never.
    package let lastPurge: Timestamp?
    package let lastBackup: Timestamp?
  }

  /// Whether this home holds prekeys for `day`.
  package func hasPrekeys(for day: Day) throws -> Bool { try keys.prekeyExpiry(of: day) != nil }

  /// Whether this home had prekeys for `day` once and has none any more.
  package func prekeysAreDestroyed(of day: Day) throws -> Bool {
    try day >= keys.firstDay() && day < today && !hasPrekeys(for: day)
  }

  package func counts() throws -> Counts {
    let stored = try store.counts(today: today)
    let entries = try queue.entries()
    let deaths = try entries.compactMap { try keys.prekeyExpiry(of: $0.day) }
    return Counts(
      messages: stored.messages, lastExpiry: stored.lastExpiry, queued: entries.count,
      dyingSoon: deaths.filter { $0 - today < 3 }.count, firstDeath: deaths.min(),
      reachableUntil: try keys.lastPrekeyDay(),
      horizon: try keys.database.read { try KeyTable.day($0, "horizon") }?.number ?? 30,
      lastPurge: try keys.moment(.lastPurge), lastBackup: try keys.moment(.lastBackup))
  }

  /// Keeps the horizon where a locked home can read it, to warn when few days of it are left.
  package func setHorizon(_ days: Int) throws {
    try keys.database.write { try KeyTable.setDay($0, "horizon", Day(days)) }
  }

  /// Appends lines to the audit log without the master key.
  package func audit(_ lines: [AuditLine]) throws {
    let recipient = try keys.database.read { try KeyTable.meta($0, "auditRecipient") }
    guard let recipient else { throw VaultError.damaged("keys.db has no audit recipient") }
    let log = AuditLog(
      seal: seal, sealing: .locked(recipient: try HybridRecipient(publicKey: recipient)),
      actor: "locked", host: Host.name)
    try store.database.write { try log.append($0, lines) }
  }

  /// The vault with its master key. A wrong guess leaves a line in the audit log.
  ///
  /// Beside the slots of the key in use, a killed ``OpenVault/rekey(_:)`` leaves those of another:
  /// the key that opens the tables is the right one.
  package func unlocked(with secret: SlotSecret) throws -> OpenVault {
    if case .master(let master) = secret { return try OpenVault(self, master: master) }
    var opensAnother = false
    for slot in keyslots.slots {
      guard let master = try keyslots.open(slot, secret) else { continue }
      do { return try OpenVault(self, master: master) } catch VaultError.otherMaster {
        opensAnother = true
      }
    }
    guard !opensAnother else { throw VaultError.otherMaster }
    try audit([AuditLine("unlock", .execute, at: clock.now(), outcome: "wrong-secret")])
    throw VaultError.wrongSecret
  }
}
