internal import Files
internal import Secrets

/// One document of a stream that is not verified yet: its three lines told apart. Enough to see
/// whether it is on file already, and whose it says it is, before anything is spent on it.
package struct DocumentPiece: Sendable {
  /// The three lines with their LFs; fewer at the end of a stream that was cut.
  package let bytes: [UInt8]
  /// What the first line says.
  package let kind: DocumentKind?
  /// What the last line says, unproven.
  package let signer: String?
  /// Bytes of the first two lines, or of everything when there are fewer.
  private let signed: Int

  private init(_ lines: ArraySlice<ArraySlice<UInt8>>, endsInFeed: Bool) {
    var bytes = Array(lines.joined(separator: [0x0a]))
    if endsInFeed { bytes.append(0x0a) }
    signed = lines.prefix(2).reduce(0) { $0 + $1.count + 1 }
    let first = String(decoding: lines.first ?? [], as: UTF8.self)
    kind =
      first.hasPrefix(DocumentKind.prefix)
      ? DocumentKind(rawValue: String(first.dropFirst(DocumentKind.prefix.count))) : nil
    let words = lines.count == 3 ? lines.last?.split(separator: 0x20) : nil
    signer = words.flatMap { $0.count == 3 ? String(decoding: $0[1], as: UTF8.self) : nil }
    self.bytes = bytes
  }

  /// SHA-256 of the first two lines; of everything when there are fewer.
  package var digest: [UInt8] { SHA256.hash(Array(bytes.prefix(signed))) }

  /// What every kind line begins with. No other line of a document does.
  private static let beginning = Array("tacita/v1/".utf8)

  /// The documents in `stream`, each three lines from a kind line on. What stands before or between
  /// them is a piece of its own, so that it hides no document.
  package static func split(_ stream: [UInt8]) -> [DocumentPiece] {
    var lines = stream.split(separator: 0x0a, omittingEmptySubsequences: false)
    let isWhole = lines.last?.isEmpty ?? true
    if isWhole { lines.removeLast() }
    var pieces: [DocumentPiece] = []
    var start = 0
    for index in lines.indices where index > start {
      let isDocument = lines[start].starts(with: beginning) && index == start + 3
      guard isDocument || lines[index].starts(with: beginning) else { continue }
      pieces.append(DocumentPiece(lines[start..<index], endsInFeed: true))
      start = index
    }
    if start < lines.count { pieces.append(DocumentPiece(lines[start...], endsInFeed: isWhole)) }
    return pieces
  }
}

extension SignedDocument {
  /// The documents in what people hand to one another. Mail programs and pasting may have put blank
  /// lines around documents, a byte order mark before them and CR before each LF, or have taken the
  /// last LF: none of that is signed, and all of it is put right. Throws ``DocumentError``.
  package static func parse(handedOver bytes: [UInt8]) throws -> [SignedDocument] {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let text = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
    var documents: [UInt8] = []
    var count = 0
    for line in text.split(separator: 0x0a, omittingEmptySubsequences: false) {
      let content = line.last == 0x0d ? line.dropLast() : line
      // A document is three lines.
      if count % 3 == 0, content.allSatisfy(isBlank) { continue }
      count += 1
      documents += content
      documents.append(0x0a)
    }
    return try parse(stream: documents)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x09, 0x0d, 0x20].contains(byte) }
}
