/// A source that reads its input in large pieces.
final class BufferedSource: ByteSource {
  static let capacity = 65536

  private let fill: (UnsafeMutableRawBufferPointer) throws -> Int
  private var window: ByteWindow
  private var ended = false

  /// Gives `lead`, then the bytes from `fill`. Each call of `fill` gets room for at least
  /// ``capacity`` bytes, writes at least one, and returns the number. It returns zero only at the
  /// end.
  init(lead: [UInt8] = [], fill: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
    self.fill = fill
    window = ByteWindow(lead)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = window.take(into: buffer)
    while filled < buffer.count, !ended {
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      if room.count >= Self.capacity {
        let count = try fill(room)
        ended = count == 0
        filled += count
      } else {
        try refill()
        filled += window.take(into: room)
      }
    }
    return filled
  }

  func readLine(into line: inout [UInt8], limit: Int) throws -> Bool {
    let end = line.count + min(limit, .max - line.count)
    while line.count < end {
      if window.takeLine(into: &line, limit: end - line.count) { return true }
      if window.isEmpty {
        if ended { return false }
        try refill()
      }
    }
    return false
  }

  private func refill() throws {
    ended = try window.refill(capacity: Self.capacity, fill) == 0
  }
}

/// Bytes that were read ahead, and how many of them were taken.
struct ByteWindow {
  private var bytes: [UInt8]
  private var start = 0
  private var end: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    end = bytes.count
  }

  var isEmpty: Bool { start == end }

  /// Moves as many bytes to `buffer` as there are and as fit. Returns the number.
  mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, end - start)
    guard count > 0 else { return 0 }
    bytes.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
    }
    start += count
    return count
  }

  /// Moves the bytes through the next LF, at most `limit`. Returns whether the LF was among them.
  mutating func takeLine(into line: inout [UInt8], limit: Int) -> Bool {
    let reachable = bytes[start..<start + max(0, min(limit, end - start))]
    let next = reachable.firstIndex(of: newline).map { $0 + 1 }
    let taken = reachable[..<(next ?? reachable.endIndex)]
    line += taken
    start = taken.endIndex
    return next != nil
  }

  /// Replaces the bytes, which were all taken, by the bytes from `fill`. Returns their number.
  mutating func refill(
    capacity: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws -> Int {
    if bytes.count < capacity { bytes = [UInt8](repeating: 0, count: capacity) }
    (start, end) = (0, 0)
    end = try bytes.withUnsafeMutableBytes(fill)
    return end
  }
}
