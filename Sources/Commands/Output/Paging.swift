internal import Files

/// Text that may be longer than the screen.
enum Paging {
  /// Writes `text`, less its last LF, to standard output; through a pager when that is a terminal
  /// with fewer lines, `$PAGER` is not empty, and the pager `isWanted`.
  static func show(_ text: String, isWanted: Bool = true, _ context: Context) throws {
    let bytes = Array("\(text)\n".utf8)
    guard isWanted, context.environment["TERM"] != "dumb", let size = context.output.terminalSize,
      context.output.isTerminal, lines(of: text, width: size.columns) >= size.rows
    else { return try context.output.write(bytes) }
    let pager = context.environment["PAGER"] ?? "less"
    if pager.allSatisfy(\.isWhitespace) || !Pager.show(bytes, command: pager) {
      try context.output.write(bytes)
    }
  }

  /// The rows that `text` takes on a terminal so wide.
  private static func lines(of text: String, width: Int) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { rows, line in
      rows + max(1, (UnicodeText.columns(String(line)) + width - 1) / width)
    }
  }
}
