internal import Files
internal import Identities

/// Signed documents from a file or standard input, as people hand them on.
enum DocumentInput {
  /// The most that is read of one file: the cards of some thousands.
  private static let largest = 256 << 20

  static func read(_ path: String, _ context: Context) throws -> [SignedDocument] {
    let file = path == "-" ? context.input : try Descriptor.reading(path)
    guard let bytes = try file.readAll(limit: largest) else { throw DocumentError.tooLarge }
    return try documents(in: bytes)
  }

  /// The documents in `bytes`, which mail programs and pasting may have given blank lines around
  /// them, or robbed of their last LF. Nothing that is signed is touched.
  static func documents(in bytes: [UInt8]) throws -> [SignedDocument] {
    var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    if bytes.last == 0x0a { lines.removeLast() }
    var documents: [UInt8] = []
    var count = 0
    for line in lines {
      // A document is three lines.
      if count % 3 == 0, line.allSatisfy(isBlank) { continue }
      count += 1
      documents += line
      documents.append(0x0a)
    }
    return try SignedDocument.parse(stream: documents)
  }

  static func isBlank(_ byte: UInt8) -> Bool { [0x09, 0x0a, 0x0d, 0x20].contains(byte) }
}
