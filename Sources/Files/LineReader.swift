/// Reads lines as they arrive, in constant memory. So a writer can send one line and wait for the
/// answer.
package struct LineReader {
  private let file: Descriptor
  private let limit: Int
  private var rest: [UInt8] = []
  private var isSkipping = false
  private var atEnd = false

  /// A line longer than `limit` bytes is cut there.
  package init(_ file: Descriptor, limit: Int) {
    self.file = file
    self.limit = limit
  }

  /// The first bytes that arrive, without taking them.
  package mutating func peek() throws -> [UInt8] {
    if rest.isEmpty { try fill() }
    return rest
  }

  /// The rest of the input; nil when it has more than `most` bytes.
  package mutating func readAll(limit most: Int) throws -> [UInt8]? {
    while !atEnd, rest.count <= most { try fill() }
    return rest.count <= most ? rest : nil
  }

  /// The lines that have arrived, without their LFs. Waits for at least one. Nil at the end.
  package mutating func next() throws -> [[UInt8]]? {
    while true {
      if let last = rest.lastIndex(of: 0x0a) {
        var lines = rest[...last].split(separator: 0x0a, omittingEmptySubsequences: false)
          .dropLast().map { Array($0.prefix(limit)) }
        rest.removeSubrange(...last)
        if isSkipping { lines.removeFirst() }
        isSkipping = false
        if !lines.isEmpty { return lines }
        continue
      }
      if rest.count > limit {
        let line = Array(rest.prefix(limit))
        let wasSkipping = isSkipping
        rest = []
        isSkipping = true
        if !wasSkipping { return [line] }
      }
      if atEnd {
        guard !rest.isEmpty, !isSkipping else { return nil }
        defer { rest = [] }
        return [Array(rest.prefix(limit))]
      }
      try fill()
    }
  }

  private mutating func fill() throws {
    var piece = [UInt8](repeating: 0, count: 65536)
    let count = try piece.withUnsafeMutableBytes { try file.readSome(into: $0) }
    if count == 0 { atEnd = true }
    rest += piece.prefix(count)
  }
}
