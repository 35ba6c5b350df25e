internal import Crypto
internal import Files
internal import Secrets
internal import struct FoundationEssentials.Data

/// An `AGE-SECRET-KEY-PQ-1…` identity.
public struct HybridIdentity: AgeIdentity {
  private static let prefix = "AGE-SECRET-KEY-PQ-"

  /// Bytes of the seed from which an identity is derived.
  public static let seedSize = 32

  private let key: XWingMLKEM768X25519.PrivateKey
  /// The recipient that belongs to this identity.
  public let recipient: HybridRecipient

  /// A new random identity.
  public init() throws { try self.init(seed: RandomBytes.make(Self.seedSize)) }

  /// Throws ``AgeError/key(_:)`` unless there are 32 bytes.
  public init(seed: [UInt8]) throws {
    guard seed.count == Self.seedSize else { throw AgeError.key("a hybrid identity has 32 bytes") }
    key = try XWingMLKEM768X25519.PrivateKey(seedRepresentation: seed, publicKey: nil)
    recipient = try HybridRecipient(uncheckedPublicKey: Array(key.publicKey.rawRepresentation))
  }

  /// Reads `AGE-SECRET-KEY-PQ-1…`. Throws ``AgeError/key(_:)`` when it is malformed.
  public init(_ text: String) throws {
    guard let seed = Bech32.decode(hrp: Self.prefix, text) else {
      throw AgeError.key("malformed AGE-SECRET-KEY-PQ-1… identity")
    }
    try self.init(seed: seed)
  }

  /// `AGE-SECRET-KEY-PQ-1…`: a secret.
  public var text: String {
    Bech32.encode(hrp: Self.prefix.lowercased(), key.seedRepresentation).uppercased()
  }

  /// Throws ``AgeError/header(_:)`` also when the X25519 half of an encapsulated key is of low
  /// order.
  public func unwrap(_ stanzas: [Stanza]) throws -> FileKey? {
    let own = try stanzas.filter { $0.type == HybridRecipient.stanzaType }.map(Parsed.init)
    for stanza in own {
      if let fileKey = try open(stanza) { return fileKey }
    }
    return nil
  }

  /// The file key in one `mlkem768x25519` stanza; nil when the stanza is for another identity.
  /// Throws ``AgeError/header(_:)`` when the stanza is malformed, or the X25519 half of its
  /// encapsulated key is of low order.
  public func open(_ stanza: Stanza) throws -> FileKey? {
    try open(Parsed(stanza))
  }

  /// Checks the form of `stanza` without a key. Throws as ``open(_:)`` does.
  public static func checkForm(of stanza: Stanza) throws { _ = try Parsed(stanza) }

  private struct Parsed {
    let encapsulated: [UInt8]
    let body: [UInt8]

    init(_ stanza: Stanza) throws {
      guard stanza.type == HybridRecipient.stanzaType else {
        throw AgeError.header("not a hybrid stanza")
      }
      try stanza.requireArguments(1)
      encapsulated = try stanza.decodedArgument(0, size: HybridHPKE.encapsulatedSize)
      body = try stanza.wrappedFileKey()
    }
  }

  private func open(_ stanza: Parsed) throws -> FileKey? {
    try open(stanza.body, encapsulated: stanza.encapsulated, info: HybridHPKE.info, associated: [])
      .map { try FileKey($0) }
  }

  /// OpenBase of HPKE; nil when `body` is not authentic.
  func open(
    _ body: [UInt8], encapsulated: [UInt8], info: [UInt8], associated: [UInt8]
  ) throws -> [UInt8]? {
    var opener: HPKE.Recipient
    do {
      opener = try HPKE.Recipient(
        privateKey: key, ciphersuite: HybridHPKE.suite, info: Data(info),
        encapsulatedKey: Data(encapsulated))
    } catch {
      // ML-KEM rejects implicitly, so the only possible reason is an all-zero X25519 secret.
      throw AgeError.header("an encapsulated key whose X25519 half is of low order")
    }
    return try? Array(opener.open(body, authenticating: associated))
  }
}
