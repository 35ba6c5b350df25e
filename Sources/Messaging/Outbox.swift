internal import Files
internal import Transports

/// One envelope on its way into several mailboxes: written once, copied beside each, released
/// together once the message is kept. Let go before that, it leaves nothing.
final class Outbox {
  private let spool: SpoolFolder?
  private let mailboxes: [String]
  private let moment: Timestamp
  private var staged: [SpoolFolder.Staged] = []
  private var first: Descriptor?
  private var files: [TemporaryFile] = []

  init(_ spool: SpoolFolder?, mailboxes: [String], at moment: Timestamp) throws {
    self.spool = spool
    self.mailboxes = mailboxes
    self.moment = moment
    if let spool, let mailbox = mailboxes.first {
      let (staged, descriptor) = try spool.stage(for: mailbox, at: moment)
      self.staged = [staged]
      files = [TemporaryFile(staged.temporary)]
      first = descriptor
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try first?.write(bytes) }

  /// Copies the envelope beside the other mailboxes and syncs every copy and its name.
  func finish() throws -> [SpoolFolder.Staged] {
    guard let spool, let first else { return [] }
    try sync(first)
    for mailbox in mailboxes.dropFirst() {
      let (copy, descriptor) = try spool.stage(for: mailbox, at: moment)
      staged.append(copy)
      files.append(TemporaryFile(copy.temporary))
      try descriptor.append(from: first)
      try sync(descriptor)
    }
    return staged
  }

  private func sync(_ copy: Descriptor) throws {
    try copy.sync()
    try Directories.sync(Paths.folder(of: copy.path))
  }

  /// From now on the envelopes stay: the vault knows of them.
  func keep() { files.forEach { $0.keep() } }
}
