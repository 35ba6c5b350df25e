internal import Files
internal import Identities
internal import Messaging

/// Signed documents from a file or standard input, as people hand them on.
enum DocumentInput {
  /// All documents of an input.
  static func read(_ path: String, _ context: Context) throws -> [SignedDocument] {
    try reading(path, context) { file in
      var documents: [SignedDocument] = []
      var (reader, bytes) = (DocumentReader(file), 0)
      while let document = try reader.next() {
        documents.append(document)
        bytes += document.bytes.count
        guard bytes <= HandedOver.largestStream else {
          throw ContactError.tooManyDocuments
        }
      }
      return documents.isEmpty ? nil : documents
    }
  }

  /// The same of an input that may hold thousands of cards.
  static func open(_ path: String, _ context: Context) throws -> HandedOver {
    try reading(path, context) { file in
      let input = try HandedOver(file)
      return input.cardCount + input.documents.count == 0 ? nil : input
    }
  }

  private static func reading<Input>(
    _ path: String, _ context: Context, _ body: (Descriptor) throws -> Input?
  ) throws -> Input {
    let file = path == "-" ? context.input : try Descriptor.reading(path)
    do {
      if let input = try body(file) { return input }
    } catch let error as DocumentError {
      throw Failure(describing: error).about(file.path)
    }
    throw Failure(
      "empty-input", .noInput, "\(file.path.escapedForTerminal()) is empty",
      hint: "name the file of a card, or give the card on standard input")
  }
}
