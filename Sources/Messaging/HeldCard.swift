internal import AgeFormat
internal import Envelopes
internal import Files
package import Identities
package import MessageVault

/// The card that a stranger sent along with a message that is held.
package struct HeldCard {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// The largest card, with room for what may follow it.
  static let limit = 1 << 20

  /// The sender of the held message whose name in the queue begins with `id`, and the documents of
  /// its first part of type card, theirs among them. The message stays sealed otherwise.
  package func documents(_ id: String) throws -> (sender: Identity, all: [SignedDocument]) {
    let entries = try vault.queue.entries().filter { $0.name.hasPrefix(id.lowercased()) }
    guard let entry = entries.first, entries.count == 1, !id.isEmpty else {
      throw ContactError.noHeldCard(id)
    }
    let keeper = PayloadKeeper(vault.objects)
    let addressee = try VaultAddressee(vault, book: try ContactBook(vault), route: nil)
    let file = try Descriptor.reading(entry.path)
    let read = try EnvelopeOpener(for: addressee).read(
      DescriptorSource(file), payload: keeper.write)
    let message = read.message
    guard let index = message.head.parts.firstIndex(where: { $0.type == MessageHead.cardType })
    else { throw ContactError.noHeldCard(id) }
    let reader = try ContentReader(
      headLine: message.headLine, tailLine: message.tailLine,
      frames: Array(message.frames.joined()),
      payload: try keeper.finish().reader(read.fileKey))
    guard let bytes = try reader.bytes(of: index, limit: Self.limit) else {
      throw ContactError.noHeldCard(id)
    }
    let documents = try SignedDocument.parse(stream: bytes)
    guard documents.contains(where: { $0.kind == .card && $0.signer == message.head.from }) else {
      throw ContactError.noHeldCard(id)
    }
    return (message.head.from, documents)
  }
}
