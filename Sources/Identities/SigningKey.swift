package import Files
package import Secrets

/// The secret half of an identity.
package struct SigningKey: Sendable {
  /// 32 bytes (RFC 8032).
  package let seed: SecretBytes
  package let identity: Identity

  package init(seed: SecretBytes) {
    self.seed = seed
    guard let identity = Identity(publicKey: Ed25519.publicKey(seed: seed)) else {
      preconditionFailure("an Ed25519 seed gives a key of prime order")
    }
    self.identity = identity
  }

  package static func generate() -> SigningKey {
    SigningKey(seed: .random(count: Ed25519.seedSize))
  }

  /// 64 bytes.
  package func signature(over bytes: [UInt8]) -> [UInt8] { Ed25519.sign(bytes, seed: seed) }

  /// The line, with its LF, that belongs under `signedLines`.
  package func signatureLine(under signedLines: [UInt8]) -> [UInt8] {
    SignatureLine(signer: identity, signature: signature(over: signedLines)).bytes
      + [UInt8(ascii: "\n")]
  }

  /// A whole document: kind, `object` in canonical form, signature.
  package func sign(kind: DocumentKind, _ object: JSONObject) -> [UInt8] {
    let signedLines = kind.line + CanonicalJSON.encode(object) + [UInt8(ascii: "\n")]
    return signedLines + signatureLine(under: signedLines)
  }
}

/// `-- <signer> <signature>`, the last line of everything signed.
package struct SignatureLine: Sendable {
  package let signer: Identity
  package let signature: [UInt8]

  private static let start = Array("-- ".utf8)

  init(signer: Identity, signature: [UInt8]) {
    self.signer = signer
    self.signature = signature
  }

  /// Reads a line without its LF. Throws ``DocumentError/malformed(_:)``.
  package init(_ line: some Collection<UInt8>) throws {
    let words = line.dropFirst(Self.start.count)
      .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard line.starts(with: Self.start), words.count == 2,
      let signer = Identity(String(decoding: words[0], as: UTF8.self)),
      let signature = Base64.decode(Array(words[1]), padded: true),
      signature.count == Ed25519.signatureSize
    else { throw DocumentError.malformed("no signature line where one is due") }
    self.init(signer: signer, signature: signature)
  }

  /// The line without an LF.
  package var bytes: [UInt8] {
    Self.start + Array(signer.description.utf8) + [UInt8(ascii: " ")]
      + Base64.encode(signature, padded: true)
  }

  package func isValid(over signedLines: [UInt8]) -> Bool {
    Ed25519.verify(signature, of: signedLines, publicKey: signer.publicKey)
  }
}
