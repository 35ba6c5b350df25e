package import Files
package import Identities

/// Documents that somebody handed over. A few are held in memory. Of many cards only what they say
/// is, without their keys, which are most of a card: they are read once more when they are taken in.
package struct HandedOver {
  /// All documents, or all but the cards.
  package private(set) var documents: [SignedDocument] = []
  /// What the cards say that are read once more.
  package private(set) var cards: [Card.Facts] = []
  /// How many of the documents are cards.
  package private(set) var cardCount = 0
  /// Where the cards are that are read once more: in the file, or, of a pipe, in memory.
  private var file: Descriptor
  private let start: Int

  /// Cards that are in memory at one time.
  private static let batchSize = 64
  /// Cards, and other documents, of one file.
  package static let most = 65536
  /// Bytes of what is held in memory, and of what comes by a pipe.
  package static let largestStream = 256 << 20

  /// Reads and verifies all that `source` holds. Throws ``DocumentError``, and
  /// ``ContactError/tooManyDocuments``.
  package init(_ source: Descriptor, most: Int = Self.most) throws {
    let isFile = try source.size() != nil
    file = source
    start = isFile ? source.position() ?? 0 : 0
    var reader = DocumentReader(source)
    var bytes = 0
    while let document = try reader.next() {
      let isCard = document.kind == .card
      cardCount += isCard ? 1 : 0
      if !isFile || !isCard { bytes += document.bytes.count }
      if isCard, cardCount > Self.batchSize {
        if cards.isEmpty { try setCardsAside(isFile: isFile) }
        if !isFile { try file.write(document.bytes) }
        cards.append(try Card(document).facts)
      } else {
        documents.append(document)
      }
      guard max(cards.count, documents.count) <= most, bytes <= Self.largestStream else {
        throw ContactError.tooManyDocuments
      }
    }
  }

  private mutating func setCardsAside(isFile: Bool) throws {
    if !isFile { file = try .inMemory(as: file.path) }
    for document in documents where document.kind == .card {
      if !isFile { try file.write(document.bytes) }
      cards.append(try Card(document).facts)
    }
    documents.removeAll { $0.kind == .card }
  }

  /// The cards once more, some at a time, verified as the first time.
  func eachBatch(_ body: ([SignedDocument]) throws -> Void) throws {
    try file.seek(to: start)
    var reader = DocumentReader(file)
    var batch: [SignedDocument] = []
    while let document = try reader.next() {
      guard document.kind == .card else { continue }
      batch.append(document)
      guard batch.count == Self.batchSize else { continue }
      try body(batch)
      batch = []
    }
    if !batch.isEmpty { try body(batch) }
  }
}
