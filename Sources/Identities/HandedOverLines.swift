package import Files

/// Puts together documents from what people hand to one another, line by line.
///
/// Mail programs and pasting may have put blank lines around documents, a byte order mark before
/// them and CR before each LF, or have taken the last LF: none of that is signed, and all of it is
/// put right.
private struct HandedOverLines {
  private var document: [UInt8] = []
  private var count = 0
  private var isFirst = true
  private var blanks = 0

  /// Blank lines in a row, and bytes of one, that are passed over.
  private static let most = 4096

  /// Takes one line without its LF. The document that it ends, if it does.
  mutating func add(_ line: some BidirectionalCollection<UInt8>) throws -> SignedDocument? {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let text = isFirst && line.starts(with: mark) ? line.dropFirst(mark.count) : line.dropFirst(0)
    isFirst = false
    let content = text.last == 0x0d ? text.dropLast() : text
    if count == 0, content.count <= Self.most, content.allSatisfy(Self.isBlank) {
      blanks += 1
      guard blanks <= Self.most else { throw DocumentError.malformed("it has nothing but blanks") }
      return nil
    }
    blanks = 0
    document += content
    document.append(0x0a)
    count += 1
    let isHopeless = count == 1 && !document.starts(with: DocumentKind.prefix.utf8)
    return count == 3 || isHopeless || document.count > SignedDocument.sizeLimit ? try end() : nil
  }

  /// The document that has no more lines; nil when there is none.
  mutating func end() throws -> SignedDocument? {
    defer { (document, count) = ([], 0) }
    return count == 0 ? nil : try SignedDocument.parse(stream: document).first
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x09, 0x0d, 0x20].contains(byte) }
}

/// Reads the documents that somebody handed over one at a time, from input of any size.
package struct DocumentReader {
  private var reader: LineReader
  /// Lines that were read, the next one last.
  private var waiting: [[UInt8]] = []
  private var lines = HandedOverLines()

  /// From where `file` is read next.
  package init(_ file: Descriptor) {
    reader = LineReader(file, limit: SignedDocument.sizeLimit + 1)
  }

  /// The next document; nil at the end. Throws ``DocumentError``, and what reading does.
  package mutating func next() throws -> SignedDocument? {
    while true {
      while let line = waiting.popLast() {
        if let document = try lines.add(line) { return document }
      }
      guard let more = try reader.next() else { return try lines.end() }
      waiting = more.reversed()
    }
  }
}

extension SignedDocument {
  /// The documents in what was handed over; at least one. Throws ``DocumentError``.
  package static func parse(handedOver bytes: [UInt8]) throws -> [SignedDocument] {
    var lines = HandedOverLines()
    var documents: [SignedDocument] = []
    for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
      if let document = try lines.add(line) { documents.append(document) }
    }
    if let last = try lines.end() { documents.append(last) }
    return documents.isEmpty ? try parse(stream: []) : documents
  }
}
