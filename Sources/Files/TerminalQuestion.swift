internal import CLinux

/// A question to a person at a terminal.
package enum TerminalQuestion {
  /// A line typed at `terminal`, LF included; nil at the end of input. When the answer `isHidden`,
  /// nothing that is typed is shown, from before the question to after the answer, also when the
  /// process is stopped in between and taken up again: then the question is asked again.
  package static func answer(
    _ question: String, isHidden: Bool, at terminal: Descriptor, limit: Int
  ) throws -> [UInt8]? {
    let text = Array(question.utf8CString)
    return try text.withUnsafeBufferPointer { text in
      guard let start = text.baseAddress,
        clinux_terminal_ask(terminal.number, start, isHidden ? 1 : 0) == 0
      else { throw FileError("read", terminal.path) }
      defer { clinux_terminal_show() }
      return try terminal.readLine(limit: limit)
    }
  }
}

extension Descriptor {
  /// Rows and columns of a terminal; nil for anything else, and for a terminal that tells none.
  package var terminalSize: (rows: Int, columns: Int)? {
    var (rows, columns): (Int32, Int32) = (0, 0)
    guard clinux_terminal_size(number, &rows, &columns) == 0 else { return nil }
    return (Int(rows), Int(columns))
  }
}
