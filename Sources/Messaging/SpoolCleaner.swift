internal import AgeFormat
internal import Envelopes
internal import Files
package import MessageVault
package import Transports

/// Removes envelopes that nobody can open any more from a spool folder of this user's own.
package struct SpoolCleaner {
  /// No prekey lives longer after its day, whatever its owner decided.
  private static let longestLife = Policy.retentionRange.upperBound

  private let vault: Vault

  package init(_ vault: Vault) { self.vault = vault }

  /// How many envelopes went from the mailboxes of `spool`; `mailbox` is the home's own. Nothing is
  /// done in a folder that belongs to somebody else.
  package func clean(_ spool: SpoolFolder, mailbox own: String) throws -> Int {
    guard spool.isOwned else { return 0 }
    var removed = 0
    for mailbox in try spool.mailboxes() {
      try spool.clean(mailbox, now: vault.clock.now())
      for entry in try spool.entries(in: mailbox) {
        guard let day = Self.day(of: entry), try isDead(day, isOwn: mailbox == own) else {
          continue
        }
        do { try Directories.removeFile(entry.path) } catch is FileError { continue }
        removed += 1
      }
    }
    return removed
  }

  private static func day(of entry: SpoolFolder.Entry) -> Day? {
    guard let file = try? entry.open() else { return nil }
    return try? EnvelopeHint.day(of: DescriptorSource(fromStart: file))
  }

  private func isDead(_ day: Day, isOwn: Bool) throws -> Bool {
    if day + Self.longestLife < vault.today { return true }
    return try isOwn && vault.prekeysAreDestroyed(of: day)
  }
}
