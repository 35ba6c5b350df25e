internal import AgeFormat
package import Files
internal import FoundationEssentials
internal import GRDB
internal import Identities
package import Policies
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
  /// What the administrator of this machine decided; read when the home is opened.
  package let machine: MachinePolicy
  let keys: KeyTable
  let store: MessageTable
  let seal: RowSeal

  /// Whether new things may be kept: not while the disk is so full that the reserve is spent.
  let mayKeep: Bool

  /// Opens the home and, before anything else, destroys the keys whose day is past. On a full disk
  /// the reserve is given back first. A policy that cannot be believed opens nothing after that.
  package init(
    _ home: Home, clock: Clock, clockIsRight: Bool = false, machine: MachinePolicy? = nil
  ) throws {
    try home.check()
    try Self.refuseNewer(home)
    self.home = home
    self.clock = clock
    today = clock.today
    let reserve = Reserve(home)
    reserve.releaseWhenFull()
    let opened: Opened
    do { opened = try Opened(home, today: today, clockIsRight: clockIsRight) } catch let error
      as FileError where error.isFull && reserve.release()
    {
      opened = try Opened(home, today: today, clockIsRight: clockIsRight)
    }
    reserve.restore()
    mayKeep = reserve.isThere
    (keys, store, purged) = (opened.keys, opened.store, opened.purged)
    self.machine = try machine ?? MachinePolicy.ofThisMachine()
    keyslots = try Keyslots.read(home)
    queue = EnvelopeQueue(folder: home.queue, takesMore: mayKeep)
    seal = RowSeal(vault: keyslots.vault)
    try keys.add(purged.unread, to: KeyTable.unreadLost)
    try keys.add(purged.undelivered, to: KeyTable.undelivered)
    if !purged.isEmpty {
      try audit([AuditLine("purge", .delete, at: clock.now(), purpose: purged.text)])
    }
  }

  /// Throws when a newer tacita wrote the home; nothing in it is changed then. What is damaged is
  /// told later, because keys whose day is past go before that.
  private static func refuseNewer(_ home: Home) throws {
    func refuse(_ read: (Home) throws -> Void) throws {
      do { try read(home) } catch let error as VaultError {
        if case .newerHome = error { throw error }
      } catch {}
    }
    try refuse { _ = try Keyslots.read($0) }
    try refuse { _ = try HomeConfiguration.read($0) }
  }

  /// Both databases, once what is due is destroyed and removed.
  private struct Opened {
    let keys: KeyTable
    let store: MessageTable
    let purged: Purged

    init(_ home: Home, today: Day, clockIsRight: Bool) throws {
      keys = try KeyTable.open(home)
      // Slots that a killed run left; without room or rights they stay, for they open nothing.
      try? keys.removeDeadSlots(home)
      let destroyed = try keys.destroyDue(today: today, clockIsRight: clockIsRight)
      // Until it is done once, every run tries again; what is removed below may make room for it.
      do { _ = try keys.scrubIfDue() } catch let error as FileError where error.isFull {}
      store = try MessageTable.open(home)
      purged = try Expiry(
        home: home, keys: keys, store: store, queue: EnvelopeQueue(folder: home.queue), today: today
      ).removeExpired(destroyed)
    }
  }

  /// Throws unless new things may be kept.
  func checkRoom() throws {
    guard mayKeep else { throw FileError("write", home.path, code: FileError.fullCode) }
  }

  /// The same home as the clock says it is now; nil while the day is still the one it was opened
  /// on.
  package func reopened() throws -> Vault? {
    clock.today == today ? nil : try Vault(home, clock: clock)
  }

  package var objects: Objects { Objects(folder: home.objects) }

  /// For how long others can write to this home, with the keys that it holds.
  package enum Reach: Sendable, Equatable {
    case good(daysLeft: Int)
    /// Less than a third of the horizon is left.
    case ending(daysLeft: Int)
    /// Keys of days to come, which the card promises, are gone: a clock that ran ahead does that.
    case broken(daysMissing: Int)
  }

  /// What a locked home may tell.
  package struct Counts: Sendable {
    /// Messages that have not expired.
    package let messages: Int
    package let lastExpiry: Day?
    /// Envelopes waiting in the queue.
    package let queued: Int
    /// Those among them whose prekey is destroyed within three days.
    package let expiringSoon: Int
    /// The day after which the first of those is destroyed.
    package let firstExpiry: Day?
    /// Envelopes that were refused and are kept, and the first of their days.
    package let refused: Int
    package let firstRefused: Day?
    /// Copies of sent messages that wait for their route.
    package let toGoOut: Int
    /// Messages that were received and not told of yet.
    package let untold: Int
    /// The last day for which others can write to this home.
    package let reachableUntil: Day?
    /// For how long others can write to it.
    package let reach: Reach
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
    guard try day >= keys.firstDay(), try !hasPrekeys(for: day) else { return false }
    // A clock that ran ahead destroys keys of days to come.
    return try day < today || keys.lastMadeDay().map { day <= $0 } ?? false
  }

  package func counts() throws -> Counts {
    let stored = try store.counts(today: today)
    let entries = try queue.entries()
    let refused = try queue.refused()
    let waiting = try store.waiting(today: today)
    let lastDays = try entries.compactMap { try keys.prekeyExpiry(of: $0.day) }
    return Counts(
      messages: stored.messages, lastExpiry: stored.lastExpiry, queued: entries.count,
      expiringSoon: lastDays.filter { $0 - today < 3 }.count, firstExpiry: lastDays.min(),
      refused: refused.count, firstRefused: refused.first?.day, toGoOut: waiting.toGoOut,
      untold: waiting.untold,
      reachableUntil: try keys.lastPrekeyDay(), reach: try reach(), horizon: try horizon(),
      lastPurge: try keys.moment(.lastPurge), lastBackup: try keys.moment(.lastBackup))
  }

  /// Notes whether another copy of this home was seen to be in use, for runs that cannot see it.
  package func noteOtherCopy(_ isSeen: Bool) throws {
    guard try isSeen != sawOtherCopy() else { return }
    try keys.database.write {
      try KeyTable.setNumber($0, KeyTable.otherCopy, isSeen ? 1 : 0)
    }
  }

  package func sawOtherCopy() throws -> Bool {
    try keys.database.read { try KeyTable.number($0, KeyTable.otherCopy) } == 1
  }

  private func horizon() throws -> Int {
    let own = try keys.database.read { try KeyTable.day($0, "horizon") }?.number ?? 30
    return machine.clamped(own, .horizon)
  }

  private func reach() throws -> Reach {
    let last = try keys.lastPrekeyDay().map { $0 - today } ?? -1
    let missing = try keys.missingPrekeyDays(from: today)
    guard missing == 0 else { return .broken(daysMissing: missing) }
    return last * 3 < (try horizon()) ? .ending(daysLeft: max(0, last)) : .good(daysLeft: last)
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
      actor: "locked", host: Host.name, isForwarded: machine.forwardsAudit)
    try store.database.write { try log.append($0, lines) }
  }

  /// The vault with its master key. A wrong guess leaves a line in the audit log.
  ///
  /// Beside the slots of the key in use, a killed ``OpenVault/rekey(_:)`` leaves those of another:
  /// the key that opens the tables is the right one. A slot that the policy of this machine does
  /// not allow, and a one-time passphrase, open the home only `toChangeSlots`.
  package func unlocked(
    with secret: SlotSecret, toChangeSlots: Bool = false
  ) throws -> OpenVault {
    if case .master(let master) = secret { return try OpenVault(self, master: master) }
    var opensAnother = false
    var refusal: (any Error, outcome: String)?
    for slot in keyslots.slots {
      guard let master = try keyslots.open(slot, secret) else { continue }
      if !toChangeSlots, slot.isOneTime {
        refusal = (VaultError.oneTimePassphrase, "one-time")
        continue
      }
      if !toChangeSlots, let objection = machine.objection(to: slot) {
        refusal = (objection, "policy")
        continue
      }
      do { return try OpenVault(self, master: master) } catch VaultError.otherMaster {
        opensAnother = true
      }
    }
    guard !opensAnother else { throw VaultError.otherMaster }
    if let (error, outcome) = refusal {
      try audit([AuditLine("unlock", .execute, at: clock.now(), outcome: outcome)])
      throw error
    }
    try audit([AuditLine("unlock", .execute, at: clock.now(), outcome: "wrong-secret")])
    throw VaultError.wrongSecret
  }
}
