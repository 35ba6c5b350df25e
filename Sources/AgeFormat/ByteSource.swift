/// An input that is read from front to back.
public protocol ByteSource: AnyObject {
  /// Fills `buffer` and returns the number of bytes. Fewer bytes than it holds mean the end of the
  /// input. Read errors pass through this library unchanged.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// Appends the bytes through the next LF to `line`, at most `limit` of them, and returns whether
  /// the LF was among them. The default reads byte by byte, for sources that cannot look ahead.
  func readLine(into line: inout [UInt8], limit: Int) throws -> Bool
}

extension ByteSource {
  /// Reads byte by byte.
  public func readLine(into line: inout [UInt8], limit: Int) throws -> Bool {
    for _ in 0..<max(0, limit) {
      var byte: UInt8 = 0
      guard try withUnsafeMutableBytes(of: &byte, { try read(into: $0) }) == 1 else { return false }
      line.append(byte)
      if byte == newline { return true }
    }
    return false
  }

  /// The next `count` bytes, fewer at the end of the input.
  func read(upTo count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = try read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}

/// Bytes in memory.
public final class MemorySource: ByteSource {
  private var window: ByteWindow

  /// Reads `bytes` from the first.
  public init(_ bytes: [UInt8]) { window = ByteWindow(bytes) }

  /// Fills `buffer` as far as the bytes go.
  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int { window.take(into: buffer) }

  /// Appends the bytes through the next LF to `line`, at most `limit` of them.
  public func readLine(into line: inout [UInt8], limit: Int) -> Bool {
    window.takeLine(into: &line, limit: limit)
  }
}
