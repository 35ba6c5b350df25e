internal import Crypto
internal import Files
internal import struct FoundationEssentials.Data

/// An `age1pq1…` recipient: ML-KEM-768 with X25519 (age v1, "The MLKEM768-X25519 hybrid
/// post-quantum recipient type").
public struct HybridRecipient: AgeRecipient, Equatable {
  package static let stanzaType = "mlkem768x25519"
  static let prefix = "age1pq"

  /// Bytes of a public key: 1,184 of ML-KEM-768, 32 of X25519.
  public static let publicKeySize = 1216

  /// 1,216 bytes.
  public let publicKey: [UInt8]

  /// Throws ``AgeError/key(_:)`` unless `publicKey` is a usable key of 1,216 bytes: each
  /// coefficient of the ML-KEM half is below the modulus, and the X25519 half is not of low order.
  public init(publicKey: [UInt8]) throws {
    try self.init(uncheckedPublicKey: publicKey)
    do { _ = try XWingMLKEM768X25519.PublicKey(rawRepresentation: publicKey).encapsulate() } catch {
      throw AgeError.key("a hybrid recipient whose key cannot be used")
    }
  }

  /// For a key that was checked before. This skips the check, which takes as long as wrapping a
  /// file key. With a bad key ``wrap(_:)`` throws ``AgeError/key(_:)``.
  public init(uncheckedPublicKey publicKey: [UInt8]) throws {
    guard publicKey.count == Self.publicKeySize else {
      throw AgeError.key("a hybrid recipient has 1216 bytes")
    }
    self.publicKey = publicKey
  }

  /// Reads `age1pq1…`. Throws ``AgeError/key(_:)`` when the text or its key is malformed.
  public init(_ text: String) throws {
    guard let publicKey = Bech32.decode(hrp: Self.prefix, text) else {
      throw AgeError.key("malformed age1pq1… recipient")
    }
    try self.init(publicKey: publicKey)
  }

  /// `age1pq1…`.
  public var text: String { Bech32.encode(hrp: Self.prefix, publicKey) }

  /// Secure against a quantum computer.
  public var kind: RecipientKind { .postQuantum }

  /// Throws ``AgeError/key(_:)`` when the key cannot be used.
  public func wrap(_ fileKey: FileKey) throws -> Stanza {
    do {
      let key = try XWingMLKEM768X25519.PublicKey(rawRepresentation: publicKey)
      var sender = try HPKE.Sender(
        recipientKey: key, ciphersuite: HybridHPKE.suite, info: Data(HybridHPKE.info))
      let body = try sender.seal(fileKey.bytes)
      return Stanza(
        type: Self.stanzaType, arguments: [Base64.text(sender.encapsulatedKey)], body: Array(body))
    } catch {
      throw AgeError.key("a hybrid recipient whose key cannot be used")
    }
  }
}

/// HPKE (RFC 9180) in base mode with the algorithms of the recipient type: KEM 0x647a, KDF 0x0001,
/// AEAD 0x0003.
enum HybridHPKE {
  static let suite = HPKE.Ciphersuite(
    kem: .XWingMLKEM768X25519, kdf: .HKDF_SHA256, aead: .chaChaPoly)
  static let info = Array("age-encryption.org/mlkem768x25519".utf8)
  /// Bytes of an encapsulated key: 1,088 of ML-KEM-768, 32 of X25519.
  static let encapsulatedSize = 1120
}
