internal import Files
internal import Secrets

/// The digest of a document without reading it: two lines are enough to see whether it changed.
enum DocumentDigest {
  /// The documents in `bytes`, three lines each; what is left over is the last piece.
  static func pieces(of bytes: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var (start, lines) = (0, 0)
    for (index, byte) in bytes.enumerated() where byte == 0x0a {
      lines += 1
      guard lines == 3 else { continue }
      pieces.append(Array(bytes[start...index]))
      (start, lines) = (index + 1, 0)
    }
    return start < bytes.count ? pieces + [Array(bytes[start...])] : pieces
  }

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
