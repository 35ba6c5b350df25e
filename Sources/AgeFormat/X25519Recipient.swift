internal import Files
internal import Secrets

/// An `age1…` recipient (age v1, "The X25519 recipient type").
public struct X25519Recipient: AgeRecipient, Equatable {
  static let stanzaType = "X25519"
  private static let prefix = "age"

  /// 32 bytes.
  public let publicKey: [UInt8]

  /// Throws ``AgeError/key(_:)`` unless there are 32 bytes.
  public init(publicKey: [UInt8]) throws {
    guard publicKey.count == X25519.keySize else {
      throw AgeError.key("an X25519 recipient has 32 bytes")
    }
    self.publicKey = publicKey
  }

  /// Reads `age1…`. Throws ``AgeError/key(_:)`` when it is malformed.
  public init(_ text: String) throws {
    guard let publicKey = Bech32.decode(hrp: Self.prefix, text) else {
      throw AgeError.key("malformed age1… recipient")
    }
    try self.init(publicKey: publicKey)
  }

  /// `age1…`.
  public var text: String { Bech32.encode(hrp: Self.prefix, publicKey) }

  /// Throws ``AgeError/key(_:)`` when the public key is of low order, because it protects nothing.
  public func wrap(_ fileKey: FileKey) throws -> Stanza {
    var ephemeral = RandomBytes.make(X25519.keySize)
    defer { wipe(&ephemeral) }
    let share = X25519.publicKey(of: ephemeral)
    guard let shared = X25519.agree(secret: ephemeral, publicKey: publicKey) else {
      throw AgeError.key("an X25519 recipient of low order")
    }
    let key = Self.wrapKey(shared, share: share, recipient: publicKey)
    return Stanza(
      type: Self.stanzaType, arguments: [Base64.text(share)], body: KeyWrap.seal(fileKey, key: key))
  }

  static func wrapKey(_ shared: [UInt8], share: [UInt8], recipient: [UInt8]) -> [UInt8] {
    HKDFSHA256.derive(
      shared, salt: share + recipient, info: Array("age-encryption.org/v1/X25519".utf8))
  }
}

/// An `AGE-SECRET-KEY-1…` identity.
public struct X25519Identity: AgeIdentity {
  private static let prefix = "AGE-SECRET-KEY-"

  private let secret: SecretBytes
  /// The recipient that belongs to this identity.
  public let recipient: X25519Recipient

  /// A new random identity.
  public init() throws { try self.init(secretKey: RandomBytes.make(X25519.keySize)) }

  /// Throws ``AgeError/key(_:)`` unless there are 32 bytes.
  public init(secretKey: [UInt8]) throws {
    guard secretKey.count == X25519.keySize else {
      throw AgeError.key("an X25519 identity has 32 bytes")
    }
    var secretKey = secretKey
    recipient = try X25519Recipient(publicKey: X25519.publicKey(of: secretKey))
    secret = SecretBytes(moving: &secretKey)
  }

  /// Reads `AGE-SECRET-KEY-1…`. Throws ``AgeError/key(_:)`` when it is malformed.
  public init(_ text: String) throws {
    guard let secretKey = Bech32.decode(hrp: Self.prefix, text) else {
      throw AgeError.key("malformed AGE-SECRET-KEY-1… identity")
    }
    try self.init(secretKey: secretKey)
  }

  /// `AGE-SECRET-KEY-1…`: a secret.
  public var text: String {
    Bech32.encode(hrp: Self.prefix.lowercased(), secret.copy()).uppercased()
  }

  /// Throws ``AgeError/header(_:)`` also when an ephemeral share is of low order.
  public func unwrap(_ stanzas: [Stanza]) throws -> FileKey? {
    let own = try stanzas.filter { $0.type == X25519Recipient.stanzaType }.map(Parsed.init)
    for stanza in own {
      if let fileKey = try open(stanza) { return fileKey }
    }
    return nil
  }

  private struct Parsed {
    let share: [UInt8]
    let body: [UInt8]

    init(_ stanza: Stanza) throws {
      try stanza.requireArguments(1)
      share = try stanza.decodedArgument(0, size: X25519.keySize)
      body = try stanza.wrappedFileKey()
    }
  }

  private func open(_ stanza: Parsed) throws -> FileKey? {
    var secret = secret.copy()
    defer { wipe(&secret) }
    guard let shared = X25519.agree(secret: secret, publicKey: stanza.share) else {
      throw AgeError.header("an X25519 share of low order")
    }
    let key = X25519Recipient.wrapKey(
      shared, share: stanza.share, recipient: recipient.publicKey)
    return try KeyWrap.open(stanza.body, key: key)
  }
}
