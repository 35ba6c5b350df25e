internal import Files
internal import Secrets

/// Asks a person at the terminal, whatever standard input and output are.
struct Prompt {
  private let terminal: Descriptor

  /// Nil when the process has no terminal.
  init?(_ context: Context) {
    guard let terminal = try? Descriptor.updating(context.terminalPath) else { return nil }
    self.terminal = terminal
  }

  /// A line typed without echo, less its LF. An empty one, or the end of input, is an error.
  func secret(_ question: String) throws -> SecretBytes {
    var line =
      try HiddenInput.readLine(
        from: terminal, limit: SecretOptions.longest, asking: "tacita: \(question)") ?? []
    // What ended the line was not shown unless it was a line feed.
    if line.last != 0x0a { try terminal.write([0x0a]) }
    guard line != [], line != [0x0a] else {
      throw Failure(
        "nothing-typed", .usage, "nothing was typed",
        hint: "try again, or give --passphrase-file, --passphrase-fd or --keyfile")
    }
    return try SecretOptions.trimmed(&line, from: "what was typed")
  }

  /// A new passphrase, typed twice.
  func newSecret(_ question: String) throws -> SecretBytes {
    let first = try secret("\(question): ")
    guard try secret("\(question), once more: ") == first else {
      throw Failure("passphrases-differ", .usage, "what was typed twice differs; nothing was made")
    }
    return first
  }

  /// Whether the person types `yes`.
  func confirms(_ question: String) throws -> Bool {
    try ask(question)
    let line = try terminal.readLine(limit: 64) ?? []
    return String(decoding: line, as: UTF8.self).lowercased().filter(\.isLetter) == "yes"
  }

  private func ask(_ question: String) throws {
    try terminal.write(Array("tacita: \(question)".utf8))
  }
}
