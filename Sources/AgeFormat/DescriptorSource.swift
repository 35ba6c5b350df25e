package import Files

/// An open file, pipe or terminal, from its current position. It reads ahead, so do not rely on the
/// descriptor's own position while this is in use.
package final class DescriptorSource: ByteSource {
  private let buffered: BufferedSource

  /// Gives `lead`, which was already read from `descriptor`, then the rest.
  package init(_ descriptor: Descriptor, lead: [UInt8] = []) {
    // A short read has seen the end: at a terminal, it is typed once.
    var hasEnded = false
    buffered = BufferedSource(lead: lead) { room in
      if hasEnded { return 0 }
      let count = try descriptor.read(into: room)
      hasEnded = count < room.count
      return count
    }
  }

  /// Reads the regular file from its first byte. It neither uses nor changes the descriptor's
  /// position.
  package init(fromStart descriptor: Descriptor) {
    var offset = 0
    buffered = BufferedSource {
      let count = try descriptor.read(into: $0, at: offset)
      offset += count
      return count
    }
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try buffered.read(into: buffer)
  }

  package func readLine(into line: inout [UInt8], limit: Int) throws -> Bool {
    try buffered.readLine(into: &line, limit: limit)
  }
}
