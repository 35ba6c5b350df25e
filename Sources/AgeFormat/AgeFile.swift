/// Whole age files: header and payload together.
public enum AgeFile {
  /// Encrypts `plaintext` to `recipients`. Throws as ``sealer(to:sink:)`` does.
  public static func seal(_ plaintext: [UInt8], to recipients: [any AgeRecipient]) throws -> [UInt8]
  {
    var file: [UInt8] = []
    let sealer = try sealer(to: recipients) { file += $0 }
    try plaintext.withUnsafeBytes { try sealer.write($0) }
    try sealer.finish()
    return file
  }

  /// Writes the header of a new file to `sink`, and returns a sealer for the plaintext.
  ///
  /// Throws ``AgeError/recipients(_:)`` when there is no recipient, when there are more than a
  /// header may have, when they have different ``RecipientKind``s, or when a passphrase is not
  /// alone.
  public static func sealer(
    to recipients: [any AgeRecipient], sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws -> PayloadSealer {
    try check(recipients)
    let fileKey = FileKey()
    let header = AgeHeader(sealing: try recipients.map { try $0.wrap(fileKey) }, fileKey: fileKey)
    try header.bytes.withUnsafeBytes(sink)
    return try PayloadSealer(fileKey: fileKey, sink: sink)
  }

  /// Decrypts a file, armored or not: reads its header, and returns an opener for the plaintext.
  ///
  /// The first identity with a stanza is used. Throws ``AgeError/noMatch`` when no identity has
  /// one, and ``AgeError/mac`` when the MAC was not made with the file key in that stanza.
  public static func open(
    _ source: any ByteSource, identities: [any AgeIdentity]
  ) throws -> PayloadOpener {
    let source = try Armor.unwrapped(source)
    let header = try AgeHeader.read(from: source)
    return try PayloadOpener(
      fileKey: fileKey(of: header, identities: identities), source: source)
  }

  /// The whole plaintext of `file`.
  public static func open(_ file: [UInt8], identities: [any AgeIdentity]) throws -> [UInt8] {
    let opener = try open(MemorySource(file), identities: identities)
    var plaintext: [UInt8] = []
    while let piece = try opener.next() { plaintext += piece }
    return plaintext
  }

  /// The file key of `header`, after its MAC was verified. Throws as opening does.
  public static func fileKey(
    of header: AgeHeader, identities: [any AgeIdentity]
  ) throws -> FileKey {
    for identity in identities {
      guard let fileKey = try identity.unwrap(header.stanzas) else { continue }
      guard header.verify(fileKey) else { throw AgeError.mac }
      return fileKey
    }
    throw AgeError.noMatch
  }

  private static func check(_ recipients: [any AgeRecipient]) throws {
    guard let first = recipients.first else { throw AgeError.recipients("no recipient") }
    guard recipients.allSatisfy({ $0.kind == first.kind }) else {
      throw AgeError.recipients("post-quantum, classical and passphrase do not mix")
    }
    guard first.kind != .passphrase || recipients.count == 1 else {
      throw AgeError.recipients("a passphrase must be the only recipient")
    }
    guard recipients.count <= AgeHeader.Limits.standard.stanzas else {
      throw AgeError.recipients("more than \(AgeHeader.Limits.standard.stanzas) recipients")
    }
  }
}
