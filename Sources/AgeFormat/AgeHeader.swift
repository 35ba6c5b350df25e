internal import Files
internal import Secrets

/// The text at the beginning of an age file: the stanzas and a MAC over them (age v1, "Header").
public struct AgeHeader: Sendable {
  /// In the order of the file; at least one.
  public let stanzas: [Stanza]
  /// 32 bytes.
  public let mac: [UInt8]
  /// The header as it is in the file, from the first byte through the MAC line's LF.
  public let bytes: [UInt8]

  /// The largest header that a reader accepts.
  public struct Limits: Sendable {
    /// Bytes in ``AgeHeader/bytes``.
    public var size: Int
    /// Stanzas.
    public var stanzas: Int
    /// Arguments of one stanza, including the type.
    public var arguments: Int

    /// 4 MiB, 2,048 stanzas of 16 arguments.
    public static let standard = Limits(size: 4 << 20, stanzas: 2048, arguments: 16)

    /// Your own limits.
    public init(size: Int, stanzas: Int, arguments: Int) {
      self.size = size
      self.stanzas = stanzas
      self.arguments = arguments
    }
  }

  static let versionLine = Array("age-encryption.org/v1\n".utf8)
  static let macMark = Array("---".utf8)
  static let macSize = 32
  /// The rest of the MAC line: a space, 43 characters of base64, LF.
  static let macLineTail = 1 + 43 + 1

  /// The header of a new file: `stanzas`, at least one, and a MAC made with `fileKey`.
  public init(sealing stanzas: [Stanza], fileKey: FileKey) {
    let authenticated = Self.authenticatedBytes(stanzas)
    let mac = Self.authenticate(authenticated, fileKey)
    self.init(stanzas: stanzas, mac: mac, bytes: authenticated + Self.tail(mac))
  }

  init(stanzas: [Stanza], mac: [UInt8], bytes: [UInt8]) {
    self.stanzas = stanzas
    self.mac = mac
    self.bytes = bytes
  }

  /// Whether the MAC was made with `fileKey`. Compares in constant time.
  public func verify(_ fileKey: FileKey) -> Bool {
    let authenticated = Array(bytes.dropLast(Self.macLineTail))
    return equalInConstantTime(mac, Self.authenticate(authenticated, fileKey))
  }

  /// From the version line through the three dashes before the MAC.
  static func authenticatedBytes(_ stanzas: [Stanza]) -> [UInt8] {
    precondition(!stanzas.isEmpty)
    var bytes = versionLine
    for stanza in stanzas { stanza.serialize(into: &bytes) }
    return bytes + macMark
  }

  static func tail(_ mac: [UInt8]) -> [UInt8] {
    [UInt8(ascii: " ")] + Base64.encode(mac) + [newline]
  }

  private static func authenticate(_ bytes: [UInt8], _ fileKey: FileKey) -> [UInt8] {
    HMACSHA256.authenticate(bytes, key: fileKey.derive(info: "header"))
  }
}
