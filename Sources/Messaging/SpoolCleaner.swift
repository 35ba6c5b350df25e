internal import AgeFormat
internal import Envelopes
internal import Files
package import MessageVault
package import Transports

/// Removes envelopes that nobody can open any more from a route of this user's own.
package struct SpoolCleaner {
  /// No prekey lives longer after its day, whatever its owner decided.
  private static let longestLife = Policy.retentionRange.upperBound

  private let vault: Vault

  package init(_ vault: Vault) { self.vault = vault }

  /// How many envelopes were removed from the mailboxes of `route`; `mailbox` is the home's own.
  /// Nothing is done on a route that belongs to somebody else.
  package func clean(_ route: any Route, mailbox own: String) throws -> Int {
    guard route.isOwned else { return 0 }
    var removed = 0
    for mailbox in try route.mailboxes() {
      // What somebody put in the way of one mailbox is in the way of that one alone.
      do { removed += try clean(mailbox, of: route, isOwn: mailbox == own) } catch is RouteError {
        continue
      }
    }
    return removed
  }

  private func clean(_ mailbox: String, of route: any Route, isOwn: Bool) throws -> Int {
    try? route.sweep(mailbox, now: vault.clock.now())
    var removed = 0
    _ = try MailboxWalk.each(in: mailbox, of: route, except: []) { entry in
      guard let day = Self.day(of: entry, on: route), try isDead(day, isOwn: isOwn) else { return }
      do { try route.remove(entry) } catch is RouteError { return }
      removed += 1
    }
    return removed
  }

  private static func day(of entry: MailEntry, on route: any Route) -> Day? {
    guard let file = try? route.open(entry) else { return nil }
    return try? EnvelopeHint.day(of: DescriptorSource(fromStart: file))
  }

  private func isDead(_ day: Day, isOwn: Bool) throws -> Bool {
    if day + Self.longestLife < vault.today { return true }
    return try isOwn && vault.prekeysAreDestroyed(of: day)
  }
}
