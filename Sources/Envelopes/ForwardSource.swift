internal import AgeFormat
internal import Files

/// The bytes of a forwarded message as a part (section 11): head, tail and signature line, each
/// after its length, then the frames of each part. Read one frame at a time, each of which is
/// compared with the digest that was signed. The key of a team stays where it is.
package final class ForwardSource: ByteSource {
  private let content: ContentReader
  /// What was made and not yet handed out.
  private var window: [UInt8]
  private var taken = 0
  /// The next frame to make.
  private var part = 0
  private var frame = 0

  /// `signatureLine` is that of the message, without its LF. Reading throws ``Refusal`` when what
  /// is stored is not what was signed.
  package init(
    _ content: ContentReader, headLine: [UInt8], tailLine: [UInt8], signatureLine: [UInt8]
  ) {
    self.content = content
    window = []
    for line in [headLine, tailLine, signatureLine] {
      window.append(bigEndian: UInt32(line.count))
      window += line
    }
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      if taken == window.count {
        guard let next = try nextFrame() else { break }
        (window, taken) = (next, 0)
      }
      let count = min(window.count - taken, buffer.count - filled)
      window.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[taken..<taken + count]))
      }
      taken += count
      filled += count
    }
    return filled
  }

  /// A frame after its length, or the empty one that ends a part; nil after the last part.
  private func nextFrame() throws -> [UInt8]? {
    guard part < content.tail.parts.count else { return nil }
    let isSecret = content.head.parts[part].type == MessageHead.teamKeyType
    let size = isSecret ? 0 : content.tail.parts[part].size
    guard frame * PartDigest.frameSize < size else {
      (part, frame) = (part + 1, 0)
      return [0, 0, 0, 0]
    }
    let bytes = try content.frame(frame, of: part)
    frame += 1
    return [UInt8](bigEndian: UInt32(bytes.count)) + bytes
  }
}
