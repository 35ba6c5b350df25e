internal import Files
internal import Secrets

/// Comparing what people type.
enum Fingerprint {
  /// The digits alone: people leave out or double the blanks between groups.
  static func digits(_ text: String) -> [UInt8] { text.utf8.filter { (0x30...0x39).contains($0) } }
}

/// The digest of a document without reading it: two lines are enough to see whether it changed.
enum SHA256Digest {
  /// SHA-256 of the first two lines of `bytes` with their LFs; of all of it when there are fewer.
  static func ofSignedLines(_ bytes: [UInt8]) -> [UInt8] {
    var end = bytes.startIndex
    for _ in 0..<2 {
      guard let feed = bytes[end...].firstIndex(of: 0x0a) else { return SHA256.hash(bytes) }
      end = feed + 1
    }
    return bytes.withUnsafeBytes { SHA256.hash(UnsafeRawBufferPointer(rebasing: $0[..<end])) }
  }
}
