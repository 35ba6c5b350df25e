internal import Files
internal import Identities

/// Signed documents from a file or standard input, as people hand them on.
enum DocumentInput {
  /// The most that is read of one file: the cards of some thousands.
  private static let largest = 256 << 20

  static func read(_ path: String, _ context: Context) throws -> [SignedDocument] {
    let file = path == "-" ? context.input : try Descriptor.reading(path)
    guard let bytes = try file.readAll(limit: largest) else { throw DocumentError.tooLarge }
    guard !bytes.isEmpty else {
      throw Failure(
        "empty-input", .noInput, "\(file.path.escapedForTerminal()) is empty",
        hint: "name the file of a card, or give the card on standard input")
    }
    do { return try SignedDocument.parse(handedOver: bytes) } catch let error as DocumentError {
      throw Failure(describing: error).about(file.path)
    }
  }
}
