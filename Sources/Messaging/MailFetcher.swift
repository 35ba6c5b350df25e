internal import Envelopes
package import Files
package import MessageVault
package import Transports

/// Fetches mail without opening it: all that a locked home can do.
package final class MailFetcher {
  private let vault: Vault
  private let report: (ReceiveOutcome) throws -> Void
  private var stuck: Set<MailEntry> = []

  package init(_ vault: Vault, report: @escaping (ReceiveOutcome) throws -> Void) {
    self.vault = vault
    self.report = report
  }

  /// Moves every envelope of the mailbox into the queue. What cannot be moved is reported once, and
  /// does not keep the rest from arriving. Throws ``VaultError/otherCopy`` when another copy of
  /// this home was seen to be in use.
  package func fetch(from route: any Route, mailbox: String) throws {
    try vault.checkInUse()
    guard try !vault.sawOtherCopy() else { throw VaultError.otherCopy }
    _ = try MailboxWalk.each(in: mailbox, of: route, except: stuck) { entry in
      do { try fetch(entry, from: route) } catch let error as RouteError {
        try skip(entry, error)
      } catch let error as FileError where error.path == entry.place {
        try skip(entry, error)
      } catch VaultError.queueFull(let cap) {
        try skip(entry, VaultError.queueFull(cap: cap))
      }
    }
  }

  private func skip(_ entry: MailEntry, _ error: any Error) throws {
    guard stuck.insert(entry).inserted else { return }
    try report(.skipped(place: entry.place, error))
  }

  private func fetch(_ entry: MailEntry, from route: any Route) throws {
    guard let file = try route.open(entry) else { return }
    // A file without content in it takes nothing of whoever made it, and as much room here as it
    // says.
    guard try !file.hasHole() else {
      try route.remove(entry)
      let refusal = Refusal.payloadDamaged("part of it was never written")
      try vault.audit([
        AuditLine("receive", .create, at: vault.clock.now(), outcome: refusal.name)
      ])
      return try report(.refused(refusal, nil))
    }
    let queued = try vault.queue.add(file, day: QueueDay.of(file, vault))
    do { try route.remove(entry) } catch {
      // Or every run would add another copy.
      try vault.queue.remove(queued)
      throw error
    }
    try report(.queued(id: queued.name))
  }

  /// Copies one file or pipe into the queue.
  package func fetch(file: Descriptor) throws {
    try report(.queued(id: try QueueDay.queue(file, in: vault).name))
  }
}
