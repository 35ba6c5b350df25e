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

  /// The `lines` of `stream`, each without its LF.
  private init(_ lines: ArraySlice<Range<Int>>, of stream: [UInt8], endsInFeed: Bool) {
    let start = lines.first?.lowerBound ?? 0
    bytes = Array(stream[start..<((lines.last?.upperBound ?? start) + (endsInFeed ? 1 : 0))])
    signed = min(bytes.count, lines.prefix(2).reduce(0) { $0 + $1.count + 1 })
    let first = String(decoding: stream[lines.first ?? 0..<0], as: UTF8.self)
    kind =
      first.hasPrefix(DocumentKind.prefix)
      ? DocumentKind(rawValue: String(first.dropFirst(DocumentKind.prefix.count))) : nil
    let words = lines.count == 3 ? lines.last.map { stream[$0].split(separator: 0x20) } : nil
    signer = words.flatMap { $0.count == 3 ? String(decoding: $0[1], as: UTF8.self) : nil }
  }

  /// SHA-256 of the first two lines; of everything when there are fewer.
  package var digest: [UInt8] { SHA256.hash(Array(bytes.prefix(signed))) }

  /// What every kind line begins with. No other line of a document does.
  private static let beginning = Array("tacita/v1/".utf8)

  /// The documents in `stream`, each three lines from a kind line on. What stands before or between
  /// them is a piece of its own, so that it hides no document.
  package static func split(_ stream: [UInt8]) -> [DocumentPiece] {
    var (lines, begin): ([Range<Int>], Int) = ([], 0)
    while let feed = stream.position(of: 0x0a, from: begin) {
      lines.append(begin..<feed)
      begin = feed + 1
    }
    let isWhole = begin == stream.count
    if !isWhole { lines.append(begin..<stream.count) }
    var pieces: [DocumentPiece] = []
    var start = 0
    for index in lines.indices where index > start {
      let isDocument = stream[lines[start]].starts(with: beginning) && index == start + 3
      guard isDocument || stream[lines[index]].starts(with: beginning) else { continue }
      pieces.append(DocumentPiece(lines[start..<index], of: stream, endsInFeed: true))
      start = index
    }
    if start < lines.count {
      pieces.append(DocumentPiece(lines[start...], of: stream, endsInFeed: isWhole))
    }
    return pieces
  }
}
