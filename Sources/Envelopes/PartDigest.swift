internal import Secrets

/// The digest of a part: SHA-256 of its frames' SHA-256s joined (section 4), so that frames can be
/// hashed side by side and one frame can be checked alone.
package enum PartDigest {
  /// Of every frame but a part's last, which may be shorter.
  package static let frameSize = 1_048_576

  /// From the digests of all frames in order; of none for an empty part.
  package static func joining(_ frames: some Sequence<[UInt8]>) -> [UInt8] {
    SHA256.hash(Array(frames.joined()))
  }

  /// Of content that is in memory as a whole.
  package static func of(_ content: [UInt8]) -> [UInt8] {
    content.withUnsafeBytes { content in
      let starts = stride(from: 0, to: content.count, by: frameSize)
      return joining(
        starts.map { start in
          let end = min(start + frameSize, content.count)
          return SHA256.hash(UnsafeRawBufferPointer(rebasing: content[start..<end]))
        })
    }
  }
}
