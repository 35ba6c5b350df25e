package import Files
package import Identities
package import MessageVault
internal import Policies

/// What one person of a list needs, as far as their locked home tells.
package struct FleetStanding {
  package enum Need: String, Sendable, CaseIterable {
    /// No home was made yet, or no card was taken, or something is wrong with what is there.
    case home
    /// Nobody has opened it with the one-time passphrase yet.
    case firstUnlock = "first-unlock"
    /// Others can write to it for a few more days only, or not at all.
    case card
    case backup
    /// Mail waits that can be opened for less than three more days.
    case mail
    /// A registration is not attested, or only for a few more weeks.
    case attestation
    /// They leave, and that is not done yet.
    case leaving
  }

  package let person: FleetPerson
  package var needs: [Need] = []
  package var counts: Vault.Counts?
  /// When the first attestation ends; nil when there is none, or the desk was not asked.
  package var attestedUntil: Timestamp?
  /// What is wrong with the home.
  package var error: (any Error)?

  /// Envelopes that wait to be opened, and messages that were received and not told of.
  package var waiting: Int { (counts?.queued ?? 0) + (counts?.untold ?? 0) }
}

/// What a list needs: looked at without a passphrase of anybody's.
package struct FleetStatus {
  private let folder: FleetFolder
  private let list: FleetList
  private let clock: Clock
  /// What the desk attested, by person; nil when its home is locked.
  private let attested: [Identity: [Attestation]]?

  /// Days before the end of an attestation from which on it needs renewing.
  package static let attestationDays = 30
  /// Days that a backup may be old where the policy of the machine does not say.
  private static let backupDays = 7

  package init(_ folder: FleetFolder, _ list: FleetList, desk: OpenVault?, clock: Clock) throws {
    self.folder = folder
    self.list = list
    self.clock = clock
    attested = try desk.map {
      Dictionary(grouping: try FleetAttestations.valid($0), by: \.subject)
    }
  }

  /// Those whom the folder knows and the list does not.
  package func strangers() throws -> [Alias] {
    let names = Set(list.people.map(\.home))
    return try folder.names().filter { !names.contains($0) }
  }

  /// Opens each home without its key: what is due in it is destroyed by that.
  package func look(_ each: (FleetStanding) throws -> Void) throws {
    for person in list.people { try each(standing(of: person)) }
  }

  private func standing(of person: FleetPerson) -> FleetStanding {
    var standing = FleetStanding(person: person)
    do {
      guard let known = try folder.state(of: person.home) else {
        if !person.isLeaver { standing.needs = [.home] }
        return standing
      }
      guard known.state == .made else {
        if known.state == .purging || !person.isLeaver { standing.needs = [.leaving] }
        return standing
      }
      if person.isLeaver { standing.needs.append(.leaving) }
      if !known.isElsewhere {
        try look(at: Vault(folder.home(of: person.home), clock: clock), &standing)
      }
      judgeAttestations(known.identity, &standing)
    } catch {
      standing.needs = [.home]
      standing.error = error
    }
    return standing
  }

  private func look(at vault: Vault, _ standing: inout FleetStanding) throws {
    let counts = try vault.counts()
    standing.counts = counts
    if vault.keyslots.isNew { standing.needs.append(.firstUnlock) }
    if case .good = counts.reach {} else { standing.needs.append(.card) }
    let days = vault.machine.limit(.backup) ?? Self.backupDays
    if counts.lastBackup.map({ $0 + days * 86400 < clock.now() }) ?? true {
      standing.needs.append(.backup)
    }
    if counts.expiringSoon > 0 { standing.needs.append(.mail) }
  }

  private func judgeAttestations(_ identity: Identity, _ standing: inout FleetStanding) {
    guard let attested, !standing.person.isLeaver else { return }
    let ends = standing.person.registrations.map { registration in
      attested[identity, default: []].filter { $0.registration == registration }
        .map(\.validUntil).max()
    }
    standing.attestedUntil = ends.compactMap(\.self).min()
    let soon = clock.now() + Self.attestationDays * 86400
    if ends.contains(where: { $0.map { $0 <= soon } ?? true }) {
      standing.needs.append(.attestation)
    }
  }
}
