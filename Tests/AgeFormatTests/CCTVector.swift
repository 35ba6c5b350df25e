import AgeFormat
import CZlib
import Files
import TestSupport

/// One file of the C2SP age test kit, as its README describes it.
struct CCTVector {
  enum Expectation: String {
    case success
    case noMatch = "no match"
    case macFailure = "HMAC failure"
    case headerFailure = "header failure"
    case payloadFailure = "payload failure"
    case armorFailure = "armor failure"
  }

  struct Malformed: Error {}

  private(set) var expectation = Expectation.success
  private(set) var payloadHash: String?
  private(set) var identities: [any AgeIdentity] = []
  private(set) var fileKey: FileKey?
  private(set) var isArmored = false
  private(set) var file: [UInt8]

  /// The names of the vectors for which `belongs` is true. Empty without the vectors.
  static func names(where belongs: (CCTVector) -> Bool = { _ in true }) throws -> [String] {
    guard Vectors.areThere else { return [] }
    return try Vectors.names(in: "cctv-age").filter { $0 != "README.md" }
      .filter { belongs(try CCTVector($0)) }
  }

  init(_ name: String) throws {
    let bytes = try Vectors.bytes("cctv-age/\(name)")
    var start = bytes.startIndex
    var isCompressed = false
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")), end > start {
      let line = String(decoding: bytes[start..<end], as: UTF8.self)
      start = end + 1
      guard let colon = line.firstRange(of: ": ") else { throw Malformed() }
      let value = String(line[colon.upperBound...])
      switch line[..<colon.lowerBound] {
      case "expect":
        guard let expectation = Expectation(rawValue: value) else { throw Malformed() }
        self.expectation = expectation
      case "payload": payloadHash = value
      case "identity":
        identities.append(
          value.hasPrefix("AGE-SECRET-KEY-PQ-")
            ? try HybridIdentity(value) : try X25519Identity(value))
      case "passphrase": identities.append(ScryptIdentity(passphrase: value))
      case "armored": isArmored = value == "yes"
      // Some file keys are longer on purpose.
      case "file key": fileKey = try? FileKey([UInt8](hex: value) ?? [])
      case "compressed": isCompressed = value == "zlib"
      case "comment": break
      default: throw Malformed()
      }
    }
    file = Array(bytes[(start + 1)...])
    if isCompressed { file = try inflate(file) }
  }

  /// The binary file.
  func source() throws -> any ByteSource {
    let text = MemorySource(file)
    return isArmored ? try Armor.decoding(text) : text
  }
}

/// The content of the zlib stream `bytes`.
private func inflate(_ bytes: [UInt8]) throws -> [UInt8] {
  var capacity = UInt(bytes.count) * 4
  while true {
    var result = [UInt8](repeating: 0, count: Int(capacity))
    var count = capacity
    switch uncompress(&result, &count, bytes, UInt(bytes.count)) {
    case Z_OK: return Array(result.prefix(Int(count)))
    case Z_BUF_ERROR where capacity < 1 << 30: capacity *= 4
    default: throw CCTVector.Malformed()
    }
  }
}
