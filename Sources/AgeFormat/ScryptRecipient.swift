internal import Files
internal import Secrets

/// A passphrase to encrypt with (age v1, "The scrypt recipient type"). Always the only recipient.
public struct ScryptRecipient: AgeRecipient {
  static let stanzaType = "scrypt"
  static let saltSize = 16

  private let passphrase: SecretBytes
  private let logN: Int

  /// `logN` is the base-two logarithm of the work factor: 18 takes 256 MiB and about a second.
  /// Throws ``AgeError/key(_:)`` for an empty passphrase.
  public init(passphrase: String, logN: Int = 18) throws {
    precondition(1...30 ~= logN)
    guard !passphrase.isEmpty else { throw AgeError.key("an empty passphrase") }
    self.passphrase = SecretBytes(passphrase)
    self.logN = logN
  }

  /// Always the only recipient.
  public var kind: RecipientKind { .passphrase }

  /// Throws ``AgeError/tooLarge(_:)`` when there is not enough memory.
  public func wrap(_ fileKey: FileKey) throws -> Stanza {
    let salt = RandomBytes.make(Self.saltSize)
    let key = try Self.wrapKey(passphrase, salt: salt, logN: logN)
    return Stanza(
      type: Self.stanzaType, arguments: [Base64.text(salt), String(logN)],
      body: KeyWrap.seal(fileKey, key: key))
  }

  static func wrapKey(_ passphrase: SecretBytes, salt: [UInt8], logN: Int) throws -> [UInt8] {
    var passphrase = passphrase.copy()
    defer { wipe(&passphrase) }
    let salt = Array("age-encryption.org/v1/scrypt".utf8) + salt
    guard let key = Scrypt.derive(passphrase: passphrase, salt: salt, logN: logN) else {
      throw AgeError.tooLarge("not enough memory for scrypt with 2^\(logN)")
    }
    return key
  }
}

/// A passphrase to decrypt with.
public struct ScryptIdentity: AgeIdentity {
  private let passphrase: SecretBytes
  private let maxLogN: Int

  /// Refuses work factors over 2 to the power of `maxLogN`: 20 takes 1 GiB.
  public init(passphrase: String, maxLogN: Int = 20) {
    self.passphrase = SecretBytes(passphrase)
    self.maxLogN = maxLogN
  }

  /// Throws ``AgeError/header(_:)`` also when the stanza is not alone, or its work factor is over
  /// the limit.
  public func unwrap(_ stanzas: [Stanza]) throws -> FileKey? {
    guard let stanza = stanzas.first(where: \.mustBeAlone) else { return nil }
    guard stanzas.count == 1 else {
      throw AgeError.header("an scrypt stanza must be the only one")
    }
    try stanza.requireArguments(2)
    let salt = try stanza.decodedArgument(0, size: ScryptRecipient.saltSize)
    let logN = try workFactor(stanza.arguments[1])
    let body = try stanza.wrappedFileKey()
    let key = try ScryptRecipient.wrapKey(passphrase, salt: salt, logN: logN)
    return try KeyWrap.open(body, key: key)
  }

  /// `^[1-9][0-9]*$` and within the limit.
  private func workFactor(_ text: String) throws -> Int {
    let isNumber =
      text.first != "0" && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard isNumber, let logN = Int(text), logN <= maxLogN else {
      throw AgeError.header("an scrypt work factor that is not a number or is over 2^\(maxLogN)")
    }
    return logN
  }
}

extension SecretBytes {
  fileprivate convenience init(_ text: String) {
    var bytes = Array(text.utf8)
    self.init(moving: &bytes)
  }
}
