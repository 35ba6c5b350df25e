/// The ASCII form of an age file: strict PEM (RFC 7468, section 3, figure 3) with the label
/// `AGE ENCRYPTED FILE`, padded base64 in lines of 64 columns, LF or CRLF.
///
/// Up to 4,096 bytes of white space before and after are accepted, nothing else. The same file
/// still has many armored forms, so never use an armored form as an identifier.
public enum Armor {
  static let begin = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
  static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
  static let columns = 64
  static let bytesPerLine = 48
  /// The most white space that is skipped before or after.
  static let mostWhiteSpace = 4096

  private static let dashes = Array("-----".utf8)

  /// The binary file in `source`, armored or not. It is armored when it starts with five dashes
  /// after white space.
  ///
  /// Use only the result after this call: it reads ahead in `source`. Throws
  /// ``AgeError/header(_:)`` when white space comes before anything but armor, because no age file
  /// begins like that. Reading the result throws ``AgeError/armor(_:)`` when the armor is
  /// malformed.
  public static func unwrapped(_ source: any ByteSource) throws -> any ByteSource {
    let (skipped, lead) = try opening(of: source)
    if lead == dashes { return decoding(source, lead: lead) }
    guard skipped == 0 else { throw AgeError.header("white space before the header") }
    return BufferedSource(lead: lead) { try source.read(into: $0) }
  }

  /// The binary file in `source`, which must be armored. Otherwise this call, or reading the
  /// result, throws ``AgeError/armor(_:)``.
  public static func decoding(_ source: any ByteSource) throws -> any ByteSource {
    decoding(source, lead: try opening(of: source).lead)
  }

  private static func decoding(_ source: any ByteSource, lead: [UInt8]) -> any ByteSource {
    let text = BufferedSource(lead: lead) { try source.read(into: $0) }
    let decoder = ArmorDecoder(text)
    return BufferedSource { try decoder.decode(into: $0) }
  }

  /// Skips white space, and reads up to five bytes.
  private static func opening(of source: any ByteSource) throws -> (skipped: Int, lead: [UInt8]) {
    var skipped = 0
    var lead = try source.read(upTo: 1)
    while let first = lead.first, isWhiteSpace(first) {
      skipped += 1
      guard skipped <= mostWhiteSpace else {
        throw AgeError.armor("more than 4 KiB of white space before it")
      }
      lead = try source.read(upTo: 1)
    }
    if lead.first == dashes.first { lead += try source.read(upTo: dashes.count - 1) }
    return (skipped, lead)
  }

  static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0d ~= byte }

  /// The armored form of `file`, with an LF at the end.
  public static func encode(_ file: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    let writer = ArmorWriter { text += $0 }
    // The sink does not throw, so neither does the writer.
    try? file.withUnsafeBytes { try writer.write($0) }
    try? writer.finish()
    return text
  }
}
