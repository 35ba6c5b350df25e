package import Files
internal import Secrets

/// The first line of what is signed, which keeps a signature on one kind from serving as another.
package enum DocumentKind: String, Sendable, CaseIterable {
  case card, attestation, revocation, message, audit
  /// Who belongs to a team or has a role, and who may say so (section 8).
  case charter, roster, duty, handover
  /// Reserved: no document is of these kinds, which are kinds of message.
  case receipt, recall

  static let prefix = "tacita/v1/"

  /// `tacita/v1/<kind>` with its LF.
  package var line: [UInt8] { Array("\(Self.prefix)\(rawValue)\n".utf8) }

  /// The key under which the object names its signer.
  var signerKey: String {
    switch self {
    case .attestation, .revocation, .charter, .roster, .duty, .handover: "issuer"
    case .message: "from"
    case .card, .audit, .receipt, .recall: "identity"
    }
  }
}

/// One document of section 1: kind, one object, signature. A value of this type has been verified,
/// over the bytes as received, under the key that its own object names.
package struct SignedDocument: Sendable {
  package let kind: DocumentKind
  package let body: JSONObject
  package let signer: Identity

  /// The whole, signature line and all.
  package let bytes: [UInt8]

  /// SHA-256 of the two signed lines.
  package let digest: [UInt8]

  package static let sizeLimit = 262_144

  /// The documents that people hand to one another.
  package static let exchanged: Set<DocumentKind> = [.card, .attestation, .revocation]
  /// The documents of teams and roles.
  package static let authority: Set<DocumentKind> = [.charter, .roster, .duty, .handover]

  /// All documents in `stream`, which follow one another with nothing between; at least one, each
  /// of `kinds`. Throws ``DocumentError``.
  package static func parse(
    stream: [UInt8], kinds: Set<DocumentKind> = exchanged
  ) throws -> [SignedDocument] {
    var layouts: [Layout] = []
    repeat {
      layouts.append(try Layout(of: stream, from: layouts.last?.end ?? 0, kinds: kinds))
    } while layouts[layouts.count - 1].end < stream.count
    return try layouts.map { try SignedDocument(stream, $0, verifying: true) }
  }

  /// The one document of `kind` that `bytes` are, from first to last. Throws ``DocumentError``.
  package static func parseOne(_ bytes: [UInt8], as kind: DocumentKind) throws -> SignedDocument {
    try parseOne(bytes, kinds: [kind], verifying: true)
  }

  /// One document that was verified before it was stored where nobody else can write: its signature
  /// is not looked at.
  package static func stored(
    _ bytes: [UInt8], kinds: Set<DocumentKind> = exchanged
  ) throws -> SignedDocument {
    try parseOne(bytes, kinds: kinds, verifying: false)
  }

  private static func parseOne(
    _ bytes: [UInt8], kinds: Set<DocumentKind>, verifying: Bool
  ) throws -> SignedDocument {
    let layout = try Layout(of: bytes, from: 0, kinds: kinds)
    guard layout.end == bytes.count else {
      throw DocumentError.malformed("something follows the \(layout.kind)")
    }
    return try SignedDocument(bytes, layout, verifying: verifying)
  }

  private init(_ stream: [UInt8], _ layout: Layout, verifying: Bool) throws {
    let body = try DocumentError.reading { try CanonicalJSON.decode(stream[layout.object]) }
    let line = try SignatureLine(stream[layout.signature])
    let signer = try DocumentError.reading { try body.identity(layout.kind.signerKey) }
    let signedLines = Array(stream[layout.start..<layout.signature.lowerBound])
    guard line.signer == signer, !verifying || line.isValid(over: signedLines) else {
      throw DocumentError.badSignature
    }
    kind = layout.kind
    self.body = body
    self.signer = signer
    bytes = Array(stream[layout.start..<layout.end])
    digest = SHA256.hash(signedLines)
  }
}

/// Where the three lines of one document lie in a stream.
private struct Layout {
  let start: Int
  let kind: DocumentKind
  let object: Range<Int>
  let signature: Range<Int>

  /// Just after the last LF.
  var end: Int { signature.upperBound + 1 }

  init(of stream: [UInt8], from start: Int, kinds: Set<DocumentKind>) throws {
    let window = stream[start...].prefix(SignedDocument.sizeLimit)
    let isCut = stream.count - start > window.count
    func line(from begin: Int) throws -> Range<Int> {
      guard let end = window[begin...].firstIndex(of: UInt8(ascii: "\n")) else {
        throw isCut ? DocumentError.tooLarge : DocumentError.malformed("a line without an end")
      }
      return begin..<end
    }
    let prefix = Array(DocumentKind.prefix.utf8)
    guard window.starts(with: prefix) else {
      throw DocumentError.malformed("it does not begin with \(DocumentKind.prefix)")
    }
    let first = try line(from: start)
    let name = String(decoding: stream[first].dropFirst(prefix.count), as: UTF8.self)
    guard let kind = DocumentKind(rawValue: name) else {
      throw DocumentError.malformed("an unknown kind of document")
    }
    guard kinds.contains(kind) else { throw DocumentError.wrongKind }
    self.start = start
    self.kind = kind
    object = try line(from: first.upperBound + 1)
    signature = try line(from: object.upperBound + 1)
  }
}
