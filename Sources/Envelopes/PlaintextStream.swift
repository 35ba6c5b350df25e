internal import AgeFormat
internal import Files

/// The authenticated plaintext of a payload, taken line by line and piece by piece.
final class PlaintextStream {
  private let opener: PayloadOpener
  private var chunk = UnsafeRawBufferPointer(start: nil, count: 0)
  private var ended = false
  /// Bytes taken so far.
  private(set) var position = 0

  init(_ opener: PayloadOpener) { self.opener = opener }

  /// The bytes at hand; empty only at the end.
  private func available() throws -> UnsafeRawBufferPointer {
    while chunk.isEmpty, !ended {
      if let next = try opener.next() { chunk = next } else { ended = true }
    }
    return chunk
  }

  private func take(_ count: Int) {
    chunk = UnsafeRawBufferPointer(rebasing: chunk[count...])
    position += count
  }

  /// The next byte, left where it is; nil at the end.
  func peek() throws -> UInt8? { try available().first }

  /// Fills `buffer`, or throws ``Refusal/malformed(_:)`` when the plaintext ends before.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws {
    var filled = 0
    while filled < buffer.count {
      let piece = try available()
      guard !piece.isEmpty else { throw Refusal.malformed("the message ends too early") }
      let count = min(piece.count, buffer.count - filled)
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + count])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: piece[..<count]))
      take(count)
      filled += count
    }
  }

  /// A line without its LF, of at most `limit` bytes.
  func readLine(limit: Int) throws -> [UInt8] {
    var line: [UInt8] = []
    while true {
      let piece = try available()
      guard !piece.isEmpty else { throw Refusal.malformed("the message ends too early") }
      let end = piece.firstIndex(of: 0x0a)
      line.append(contentsOf: piece[..<(end ?? piece.endIndex)])
      guard line.count <= limit else { throw Refusal.tooLarge("a line over \(limit) bytes") }
      take(end.map { $0 - piece.startIndex + 1 } ?? piece.count)
      if end != nil { return line }
    }
  }

  /// Takes all that is left. False when any of it is not zero.
  func onlyZerosRemain() throws -> Bool {
    var onlyZeros = true
    while true {
      let piece = try available()
      if piece.isEmpty { return onlyZeros }
      if onlyZeros { onlyZeros = piece.allSatisfy { $0 == 0 } }
      take(piece.count)
    }
  }

  /// Authenticates the rest without looking at it.
  func drain() throws {
    while try !available().isEmpty { take(chunk.count) }
  }
}
