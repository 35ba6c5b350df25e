import Files
import Identities
import Secrets
import TestSupport
import Testing

/// What people hand over is read as a whole and as a stream alike.
struct HandedOverTests {
  private let folder = Result { try TemporaryFolder() }

  private func document(_ number: Int, filling: Int = 0) -> [UInt8] {
    let signer = JSONValue.string(Sample.vries.identity.description)
    return Sample.vries.sign(
      kind: .card,
      JSONObject([
        "identity": signer, "issuer": signer, "n": .number(number),
        "text": .string(String(repeating: "x", count: filling)),
      ]))
  }

  private func streamed(_ bytes: [UInt8]) throws -> [SignedDocument] {
    let path = try folder.get().path("documents")
    try FileTree.write(bytes, to: path)
    var reader = DocumentReader(try Descriptor.reading(path))
    var documents: [SignedDocument] = []
    while let document = try reader.next() { documents.append(document) }
    return documents
  }

  @Test(arguments: ["", "\n", "\r\n \n\t\n", "\n\n\n\n"]) func blankLines(_ between: String) throws
  {
    let space = Array(between.utf8)
    let stream = [0xef, 0xbb, 0xbf] + space + document(1) + space + document(2, filling: 200_000)
    let streams: [[UInt8]] = [stream, stream + space, Array(stream.dropLast())]
    for bytes in streams {
      for documents in [try streamed(bytes), try SignedDocument.parse(handedOver: bytes)] {
        #expect(documents.map(\.bytes) == [document(1), document(2, filling: 200_000)])
      }
    }
  }

  @Test func linesOfAnotherSystem() throws {
    let bytes = document(1).flatMap { $0 == 0x0a ? [0x0d, 0x0a] : [$0] }
    #expect(try streamed(bytes + bytes).map(\.bytes) == [document(1), document(1)])
  }

  @Test func anEmptyStream() throws {
    #expect(try streamed([]).isEmpty && streamed(Array("\n \n".utf8)).isEmpty)
    #expect(throws: DocumentError.self) { try SignedDocument.parse(handedOver: []) }
  }

  /// Each is refused at once, however long it goes on.
  @Test func whatIsNoDocument() throws {
    let long = [UInt8](repeating: 0x41, count: 1 << 20)
    let blank = [UInt8](repeating: 0x0a, count: 5000)
    let wide = [UInt8](repeating: 0x20, count: 300_000) + [0x0a]
    let bad: [[UInt8]] = [
      blank, wide + document(1), long, document(1) + long, Array(document(1).dropLast(150)),
      [10, 1, 2],
    ]
    for bytes in bad {
      #expect { try streamed(bytes) } throws: { error in
        guard case DocumentError.malformed = error else { return false }
        return true
      }
    }
    let large: [[UInt8]] = [document(1, filling: 262_144), Array("tacita/v1/card\n".utf8) + long]
    for bytes in large {
      #expect { try streamed(bytes) } throws: { error in
        guard case DocumentError.tooLarge = error else { return false }
        return true
      }
    }
  }
}
