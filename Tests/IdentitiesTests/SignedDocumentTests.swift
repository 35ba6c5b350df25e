import Files
import Identities
import Secrets
import Testing

struct SignedDocumentTests {
  private let key = Sample.vries

  private func object(_ extra: KeyValuePairs<String, JSONValue?> = [:]) -> JSONObject {
    var object = JSONObject(extra)
    object["identity"] = .string(key.identity.description)
    return object
  }

  private func error(_ bytes: [UInt8], as kind: DocumentKind = .card) -> DocumentError? {
    #expect(throws: DocumentError.self) { try SignedDocument.parseOne(bytes, as: kind) }
  }

  @Test func whatIsSignedIsReadBack() throws {
    let bytes = key.sign(kind: .card, object(["n": .number(7)]))
    let document = try SignedDocument.parseOne(bytes, as: .card)
    #expect(document.kind == .card && document.signer == key.identity)
    #expect(document.bytes == bytes)
    #expect(try document.body.number("n") == 7)

    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 3 && bytes.last == UInt8(ascii: "\n"))
    let signed = Array(lines[0]) + [10] + Array(lines[1]) + [10]
    #expect(signed.starts(with: Array("tacita/v1/card\n{".utf8)))
    #expect(document.digest == SHA256.hash(signed))
    let line = try SignatureLine(lines[2])
    #expect(line.signer == key.identity && line.bytes == Array(lines[2]))
    #expect(line.isValid(over: signed))
    #expect(!line.isValid(over: Array(signed.dropLast())))
  }

  @Test func everyBitOfADocumentCounts() throws {
    let bytes = key.sign(kind: .card, object())
    for index in bytes.indices {
      var forged = bytes
      forged[index] ^= 1
      #expect(throws: DocumentError.self) { try SignedDocument.parseOne(forged, as: .card) }
    }
  }

  /// S and S + L are one number on the curve: only the smaller may stand in a signature.
  @Test func aSignatureHasOneForm() throws {
    let bytes = key.sign(kind: .card, object())
    let text = String(decoding: bytes.dropLast().suffix(88), as: UTF8.self)
    var signature = try #require(Base64.decode(Array(text.utf8), padded: true))
    let order =
      try #require([UInt8](hex: "edd3f55c1a631258d69cf7a2def9de14"))
      + [UInt8](repeating: 0, count: 15)
      + [0x10]
    var carry = 0
    for (index, digit) in order.enumerated() {
      carry += Int(signature[32 + index]) + Int(digit)
      signature[32 + index] = UInt8(carry & 0xff)
      carry >>= 8
    }
    let forged = bytes[..<(bytes.count - 89)] + Base64.encode(signature, padded: true) + [10]
    #expect(error(Array(forged)) == .badSignature)
  }

  @Test func aSignatureOnOneKindIsNoneOnAnother() throws {
    let bytes = key.sign(kind: .audit, object())
    #expect(try SignedDocument.parseOne(bytes, as: .audit).signer == key.identity)
    let moved = DocumentKind.card.line + bytes.dropFirst(DocumentKind.audit.line.count)
    #expect(error(moved) == .badSignature)
  }

  @Test(arguments: DocumentKind.allCases)
  func onlyTheKindAskedForIsTaken(kind: DocumentKind) {
    let bytes = key.sign(kind: kind, object())
    if kind != .card { #expect(error(bytes) == .wrongKind) }
    if !SignedDocument.exchanged.contains(kind) {
      let error = #expect(throws: DocumentError.self) { try SignedDocument.parse(stream: bytes) }
      #expect(error == .wrongKind)
    }
  }

  @Test func theSignerIsWhomTheObjectNames() throws {
    let byAnother = Sample.jansen.sign(kind: .card, object())
    #expect(error(byAnother) == .badSignature)
    let issuedByMe = JSONObject([
      "identity": .string(Sample.jansen.identity.description),
      "issuer": .string(key.identity.description),
    ])
    let bytes = key.sign(kind: .revocation, issuedByMe)
    #expect(try SignedDocument.parseOne(bytes, as: .revocation).signer == key.identity)
  }

  @Test func theLimitIsOnEachDocumentOfAStream() throws {
    let short = key.sign(kind: .card, object(["x": .string("")]))
    let filler = String(repeating: "x", count: SignedDocument.sizeLimit - short.count)
    let largest = key.sign(kind: .card, object(["x": .string(filler)]))
    #expect(largest.count == SignedDocument.sizeLimit)
    #expect(try SignedDocument.parse(stream: largest + short + largest).count == 3)

    let larger = key.sign(kind: .card, object(["x": .string(filler + "x")]))
    #expect(error(larger) == .tooLarge)
    for stream in [larger, short + larger, larger + short] {
      let error = #expect(throws: DocumentError.self) { try SignedDocument.parse(stream: stream) }
      #expect(error == .tooLarge)
    }
  }

  @Test(arguments: ["", "\n", "tacita/v1/", "tacita/v1/card", "tacita/v1/card\n{}", "hello"])
  func whatIsNoDocumentIsMalformed(text: String) {
    #expect(error(Array(text.utf8))?.name == "malformed")
  }

  @Test func everyPrefixOfADocumentIsMalformed() throws {
    let bytes = key.sign(kind: .card, object())
    for length in bytes.indices {
      #expect(error(Array(bytes[..<length]))?.name == "malformed")
    }
  }

  @Test func namesAreStable() {
    let errors: [DocumentError: String] = [
      .malformed(""): "malformed", .wrongKind: "wrong-kind", .badSignature: "bad-signature",
      .tooLarge: "too-large", .staleCard: "stale-card", .differentIdentity: "different-identity",
      .attestationDoesNotApply(""): "attestation-does-not-apply",
      .revocationDoesNotApply(""): "revocation-does-not-apply",
    ]
    for (error, name) in errors { #expect(error.name == name) }
  }
}
