internal import AgeFormat
internal import Files

/// A part of a stored message, to be read from its beginning: one frame at a time, each of which is
/// compared with the digest that was signed before a byte of it is handed out.
package final class PartSource: ByteSource {
  private let content: ContentReader
  private let part: Int
  private var frame = 0
  private var window: [UInt8] = []
  private var taken = 0

  /// Reading throws ``Refusal`` when what is stored is not what was signed.
  package init(_ content: ContentReader, part: Int) {
    self.content = content
    self.part = part
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      if taken == window.count {
        guard frame * PartDigest.frameSize < content.tail.parts[part].size else { break }
        (window, taken) = (try content.frame(frame, of: part), 0)
        frame += 1
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
}
