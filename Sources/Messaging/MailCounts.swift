package import Envelopes
package import Files
package import Identities
package import MessageVault
internal import Teams

/// What waits for the user of an open home, and what is about to be lost: for `status`, `doctor`
/// and `receive`.
package struct MailCounts: Sendable {
  /// Days before its end from which on it is warned of what nobody read or fetched.
  package static let daysOfWarning = 3

  /// Seconds that somebody has to read or fetch a message before it is warned of its end.
  private static let secondsToRead = 3600

  /// So many of a kind, and the first of their times.
  package struct Kind: Sendable {
    package private(set) var number = 0
    package private(set) var first: Timestamp?

    mutating func add(_ moment: Timestamp, number more: Int = 1) {
      number += more
      first = min(first ?? moment, moment)
    }
  }

  /// Unread messages by the time at which they were received; then those of them that are urgent
  /// and stat.
  package private(set) var unread = Kind()
  package private(set) var urgent = Kind()
  package private(set) var stat = Kind()
  /// Unread messages that expire within three days, by their expiry; not those that just came.
  package private(set) var ending = Kind()
  /// Messages that expired unread and were not told yet.
  package private(set) var expired: [Reading] = []
  /// Copies that their route does not have yet, by the time at which they were sent.
  package private(set) var toGoOut = Kind()
  /// Copies in mailboxes that expire within three days, by recipient and expiry; not those that
  /// were just sent.
  package private(set) var unfetched: [Identity: Kind] = [:]
  /// Envelopes that are held, by their day.
  package private(set) var held = Kind()

  /// Those of them that are for a role of the user, of a sender who is not known: the gravest
  /// first.
  package private(set) var heldForRoles: [HeldForRole] = []

  /// Held envelopes for one role, of one priority.
  package struct HeldForRole: Sendable {
    package let role: Alias
    package let priority: MessageHead.Priority
    package fileprivate(set) var kind = Kind()
  }

  /// Messages that never arrived, by sender and by when that was noticed.
  package private(set) var missing: [Identity: Kind] = [:]

  package init(_ vault: OpenVault) throws {
    let soon = vault.clock.now() + Self.daysOfWarning * 86400
    var summaries: [Summary] = []
    try vault.visitUnread {
      summaries.append($0.summary)
      return true
    }
    for summary in summaries where !summary.isOutgoing {
      unread.add(summary.received)
      if summary.priority == "urgent" { urgent.add(summary.received) }
      if summary.priority == "stat" { stat.add(summary.received) }
      let isNew = vault.clock.now() <= summary.received + Self.secondsToRead
      if summary.expires < soon, !isNew { ending.add(summary.expires) }
    }
    expired = try vault.expiredUnread().map(\.reading)
    for record in try Deliveries(vault).waiting() { toGoOut.add(record.sent) }
    for record in try Deliveries(vault).unfetched(expiringBefore: soon)
    where record.sent + Self.secondsToRead < vault.clock.now() {
      unfetched[record.recipient, default: Kind()].add(record.expires)
    }
    for gap in try MissingMessages(vault).all() {
      missing[gap.from, default: Kind()].add(gap.noticed, number: gap.numbers.count)
    }
    let waiting = try vault.queue.entries().filter { vault.isHeldName($0.name) }
    for entry in waiting { held.add(entry.day.start) }
    if !waiting.isEmpty { heldForRoles = try Self.forRoles(waiting, vault) }
  }

  private static func forRoles(
    _ waiting: [EnvelopeQueue.Entry], _ vault: OpenVault
  ) throws -> [HeldForRole] {
    let roles = try AuthorityBook(vault).roles
    return MessageHead.Priority.allCases.reversed().flatMap { priority in
      roles.compactMap { role in
        var found = HeldForRole(role: role.alias, priority: priority)
        for entry in waiting where role.held[entry.name] == priority.rawValue {
          found.kind.add(entry.day.start)
        }
        return found.kind.number > 0 ? found : nil
      }
    }
  }
}
