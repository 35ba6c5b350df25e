package import Files
package import MessageVault
package import Transports

/// Fetches mail without opening it: all that a locked home can do.
package struct MailFetcher {
  private let vault: Vault

  package init(_ vault: Vault) { self.vault = vault }

  /// Moves every envelope of the mailbox into the queue; the names under which they wait.
  /// Throws ``VaultError/otherCopy`` when another copy of this home was seen to be in use.
  package func fetch(from spool: SpoolFolder, mailbox: String) throws -> [String] {
    guard try !vault.sawOtherCopy() else { throw VaultError.otherCopy }
    var names: [String] = []
    var trouble: FileError?
    for entry in try spool.entries(in: mailbox) {
      do {
        guard let file = try entry.open() else { continue }
        let queued = try vault.queue.add(file, day: QueueDay.of(file, vault))
        do { try Directories.removeFile(entry.path) } catch {
          // Or every run would add another copy.
          try vault.queue.remove(queued)
          throw error
        }
        names.append(queued.name)
      } catch let error as FileError where error.path == entry.path {
        trouble = trouble ?? error  // what others left here must not keep the rest from arriving
      }
    }
    if names.isEmpty, let trouble { throw trouble }
    return names
  }

  /// Copies one file or pipe into the queue.
  package func fetch(file: Descriptor) throws -> String {
    try QueueDay.queue(file, in: vault).name
  }
}
