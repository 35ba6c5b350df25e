import Files
import Identities
import Secrets
import Testing

/// A stream is told apart before anything in it is verified, and nothing in it hides a document.
struct DocumentPieceTests {
  private func document(_ number: Int, _ kind: DocumentKind = .card) -> [UInt8] {
    let signer = JSONValue.string(Sample.vries.identity.description)
    return Sample.vries.sign(
      kind: kind, JSONObject(["identity": signer, "issuer": signer, "n": .number(number)]))
  }

  @Test func documentsStandApart() throws {
    let stream = document(1) + document(2, .revocation) + document(3)
    let pieces = DocumentPiece.split(stream)
    #expect(pieces.map(\.bytes) == [document(1), document(2, .revocation), document(3)])
    #expect(pieces.map(\.kind) == [.card, .revocation, .card])
    #expect(Set(pieces.map(\.signer)) == [Sample.vries.identity.description])
    #expect(
      try pieces.map(\.digest)
        == pieces.map { try SignedDocument.parseOne($0.bytes, as: $0.kind ?? .card).digest })
  }

  @Test(arguments: ["junk\n", "\n", "one\ntwo\nthree\nfour\n", "\n\n\n\n\n", "tacita/v1/card\n"])
  func junkHidesNothing(_ junk: String) {
    let junk = Array(junk.utf8)
    let stream = junk + document(1) + junk + document(2) + junk
    let pieces = DocumentPiece.split(stream)
    #expect(pieces.map(\.bytes).filter { $0 == document(1) || $0 == document(2) }.count == 2)
    #expect(Array(pieces.map(\.bytes).joined()) == stream)
  }

  /// The rest of a document that was cut does not take the next one with it.
  @Test func aCutDocumentHidesNothing() {
    let whole = document(1)
    for count in 1..<whole.count {
      let pieces = DocumentPiece.split(whole.prefix(count) + [10] + document(2))
      #expect(pieces.last?.bytes == document(2), "\(count)")
    }
  }

  @Test func theEndMayBeCut() {
    let whole = document(1)
    for count in 0..<whole.count {
      let pieces = DocumentPiece.split(Array(whole.prefix(count)))
      #expect(Array(pieces.map(\.bytes).joined()) == Array(whole.prefix(count)))
      #expect(pieces.allSatisfy { $0.bytes.last != 10 || $0.signer == nil })
    }
    #expect(DocumentPiece.split([]).isEmpty)
  }

  @Test func unknownKindsArePieces() {
    let pieces = DocumentPiece.split(Array("tacita/v1/other\n{}\nx y z\n".utf8) + document(1))
    #expect(pieces.map(\.kind) == [nil, .card] && pieces.map(\.signer)[0] == "y")
  }
}
