internal import ArgumentParser
internal import Files

/// The parser's help, as it is shown.
enum HelpText {
  private static let widest = 80

  /// The help of `verb`, never wider than 80 columns, nor than the terminal.
  static func help(of verb: any ParsableCommand.Type, _ context: Context) -> String {
    let columns = min(widest, max(40, context.output.terminalSize?.columns ?? widest))
    return laidOut(Tacita.helpMessage(for: verb, columns: columns), columns)
  }

  /// `text` without an LF at its end, and with `[<options>]` for the options of a usage that is too
  /// long for a line: all of them are listed below it.
  static func laidOut(_ text: String, _ columns: Int = widest) -> String {
    // By bytes: to go by characters takes a tenth of a help's time.
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { bytes in
      let line = Substring(bytes)
      return bytes.starts(with: "USAGE: ".utf8) && line.count > columns
        ? shortened(line) : String(line)
    }.joined(separator: "\n")
  }

  private static func shortened(_ usage: Substring) -> String {
    let words = words(of: usage)
    let verb = words.prefix { !$0.hasPrefix("[") && !$0.hasPrefix("<") }
    let arguments = words.dropFirst(verb.count).filter { !$0.hasPrefix("[-") }
    return (verb + ["[<options>]"] + arguments).joined(separator: " ")
  }

  /// What is parted by blanks; an option with its value is one word.
  private static func words(of usage: Substring) -> [String] {
    var words: [String] = []
    var isOpen = false
    for piece in usage.split(separator: " ") {
      if isOpen, let last = words.popLast() {
        words.append("\(last) \(piece)")
      } else {
        words.append(String(piece))
      }
      isOpen = words.last.map { $0.hasPrefix("[") && !$0.hasSuffix("]") } ?? false
    }
    return words
  }
}
