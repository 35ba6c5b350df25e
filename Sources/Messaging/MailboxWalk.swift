internal import Transports

/// Going through a mailbox, however much anybody put there.
enum MailboxWalk {
  /// Entries that are listed at once, and looked at in one run.
  private static let page = 4096
  private static let most = 65536

  /// Passes what waits, oldest first, to `body`. False when there was more than is looked at.
  static func each(
    in mailbox: String, of route: any Route, except stuck: Set<MailEntry>,
    _ body: (MailEntry) throws -> Void
  ) throws -> Bool {
    var last: EnvelopeName?
    var seen = 0
    while seen < most {
      let listing = try route.entries(in: mailbox, after: last, limit: page)
      for entry in listing.entries where !stuck.contains(entry) { try body(entry) }
      seen += listing.entries.count
      guard let next = listing.entries.last?.name, !listing.isComplete else {
        return listing.isComplete
      }
      last = next
    }
    return false
  }
}
