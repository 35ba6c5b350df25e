package import Files
package import MessageVault
package import Transports

/// Fetches mail without opening it: all that a locked home can do.
package struct MailFetcher {
  private let vault: Vault

  package init(_ vault: Vault) { self.vault = vault }

  /// Moves every envelope of the mailbox into the queue; the names under which they wait.
  package func fetch(from spool: SpoolFolder, mailbox: String) throws -> [String] {
    var names: [String] = []
    for entry in try spool.entries(in: mailbox) {
      guard let file = try? Descriptor.readingRegular(entry.path) else { continue }
      names.append(
        try vault.queue.add(file, day: QueueDay.of(entry.path, vault)).name)
      try Directories.removeFile(entry.path)
    }
    return names
  }

  /// Copies one file or pipe into the queue.
  package func fetch(file: Descriptor) throws -> String {
    let day = try file.size() == nil ? vault.today : QueueDay.of(file.path, vault)
    return try vault.queue.add(file, day: day).name
  }
}
