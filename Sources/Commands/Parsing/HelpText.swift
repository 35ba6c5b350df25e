/// The parser's help, as it is shown.
enum HelpText {
  private static let widest = 80

  /// `text` without an LF at its end, and with `[<options>]` for the options of a usage that is too
  /// long for a line: all of them are listed below it.
  static func laidOut(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines.map { line in
      line.hasPrefix("USAGE: ") && line.count > widest ? shortened(line) : String(line)
    }.joined(separator: "\n")
  }

  /// The options that `help` lists: those that begin a line, with their letters.
  static func options(in help: String) -> [String] {
    help.split(separator: "\n").filter { $0.hasPrefix("  -") }.flatMap { line in
      line.split(separator: " ").prefix { $0.hasPrefix("-") }.map { word in
        String(word.hasSuffix(",") ? word.dropLast() : word)
      }
    }
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
