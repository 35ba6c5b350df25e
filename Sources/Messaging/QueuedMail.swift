internal import AgeFormat
package import Envelopes
internal import Files
internal import Identities
package import MessageVault

/// Envelopes that this home keeps and does not show: those that are held, and those that were
/// refused.
package struct QueuedMail {
  package enum Kind: String, Sendable {
    case held, refused
  }

  package struct Item: Sendable {
    package let kind: Kind
    package let entry: EnvelopeQueue.Entry
  }

  /// An item with what can be told of it now.
  package struct Description: Sendable {
    package let item: Item
    /// Why it is not shown, as it would be judged now; nil when it would be received by now.
    package let refusal: Refusal?
    /// Where the signature is that of the sender.
    package let facts: SignedFacts?
  }

  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  package func items(_ kind: Kind) throws -> [Item] {
    switch kind {
    case .held:
      try vault.queue.entries().filter { vault.isHeldName($0.name) }
        .map { Item(kind: .held, entry: $0) }
    case .refused: try vault.queue.refused().map { Item(kind: .refused, entry: $0) }
    }
  }

  /// Opens each as `receive` would, and keeps nothing of it.
  package func describe(_ items: [Item]) throws -> [Description] {
    let addressee = try VaultAddressee(vault, book: try ContactBook(vault), route: nil)
    let opener = EnvelopeOpener(for: addressee)
    return try items.compactMap { item in
      guard let file = try Descriptor.readingForeign(item.entry.path) else { return nil }
      var facts: SignedFacts?
      do {
        let read = try opener.read(DescriptorSource(fromStart: file), payload: { _ in })
        facts = SignedFacts(read.message.head)
        _ = try opener.judge(read)
        return Description(item: item, refusal: nil, facts: facts)
      } catch let refusal as Refusal {
        return Description(item: item, refusal: refusal, facts: facts)
      }
    }
  }

  /// The one whose name begins with `text`. Throws ``ReadingError``.
  package func find(_ text: String) throws -> Item {
    let wanted = text.lowercased()
    let found = try (items(.held) + items(.refused)).filter { $0.entry.name.hasPrefix(wanted) }
    guard let first = found.first, !wanted.isEmpty else {
      throw ReadingError.unknownMessage(text)
    }
    guard found.count == 1 else {
      throw ReadingError.ambiguousMessage(text, count: found.count)
    }
    return first
  }

  /// Removes it for good, with a line in the audit log.
  package func delete(_ item: Item) throws {
    try vault.queue.remove(item.entry)
    try vault.note([
      AuditLine(
        "delete", .delete, at: vault.clock.now(), object: item.entry.name,
        purpose: item.kind.rawValue)
    ])
  }
}
