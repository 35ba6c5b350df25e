internal import AgeFormat

/// Texts that may come from a pipe and be typed for long.
enum TextSource {
  /// No text.
  static var empty: any ByteSource { MemorySource([]) }

  /// How much of a text is read before its message is begun.
  private static let lead = 1 << 20

  /// The same source with its beginning, or all of it, read already. Throws
  /// ``SendingError/emptyText`` for nothing but blanks, which is what a command that failed before
  /// a pipe leaves.
  static func notEmpty(_ source: any ByteSource) throws -> any ByteSource {
    try ahead(source, mayBeEmpty: false)
  }

  /// The same; beside attachments a text may be empty.
  static func ahead(_ source: any ByteSource, mayBeEmpty: Bool) throws -> any ByteSource {
    let start = try [UInt8](unsafeUninitializedCapacity: lead) { buffer, filled in
      filled = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    guard mayBeEmpty || start.contains(where: { ![0x09, 0x0a, 0x0d, 0x20].contains($0) }) else {
      throw SendingError.emptyText
    }
    return start.count < lead ? MemorySource(start) : LeadSource(start, source)
  }
}

/// Bytes that were read already, then the rest of their source.
private final class LeadSource: ByteSource {
  private let lead: MemorySource
  private let rest: any ByteSource

  init(_ lead: [UInt8], _ rest: any ByteSource) {
    self.lead = MemorySource(lead)
    self.rest = rest
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = lead.read(into: buffer)
    guard count < buffer.count else { return count }
    return count + (try rest.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...])))
  }
}
