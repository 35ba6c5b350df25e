package import MessageVault
package import Transports

/// purge-expired: what every run does for a home, done to the end, also for the home that a
/// restored one took the place of, and for the spool.
package struct HomePurge {
  /// What was destroyed and removed.
  package struct Outcome {
    package let purged: Purged
    /// Envelopes that were removed from the spool.
    package let envelopes: Int
    /// Why the home that was put aside could not be purged; nil when it was, or there is none.
    package let asideError: (any Error)?
  }

  private let vault: Vault

  package init(_ vault: Vault) { self.vault = vault }

  /// Throws ``VaultError/notScrubbed``; what is due is destroyed all the same.
  package func run(_ spool: (any Route)?, clockIsRight: Bool) throws -> Outcome {
    try vault.finishPurge()
    var asideError: (any Error)?
    do { try purgeReplaced(clockIsRight: clockIsRight) } catch { asideError = error }
    let mailbox = try HomeConfiguration.read(vault.home).mailbox
    let envelopes = try spool.map { try SpoolCleaner(vault).clean($0, mailbox: mailbox) } ?? 0
    var purged = vault.purged
    purged.unread = try vault.lost(.unread)
    return Outcome(purged: purged, envelopes: envelopes, asideError: asideError)
  }

  /// Notes that the outcome was told: until then what was lost is told again.
  package func noteTold(_ outcome: Outcome) throws {
    try vault.noteTold(.unread, outcome.purged.unread)
  }

  /// A home that was replaced by a restored one forgets on its days too. What it still holds then,
  /// the audit log among it, is its owner's to keep or remove.
  private func purgeReplaced(clockIsRight: Bool) throws {
    guard let old = Vault.replaced(vault.home) else { return }
    try Vault(old, clock: vault.clock, clockIsRight: clockIsRight).finishPurge()
  }
}
