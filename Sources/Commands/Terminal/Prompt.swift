internal import Files
internal import Secrets

/// Asks a person at the terminal, whatever standard input and output are.
struct Prompt {
  private let terminal: Descriptor

  /// How often a person may try again before the command ends.
  static let attempts = 3

  /// Nil when the process has no terminal.
  init?(_ context: Context) {
    guard let terminal = try? Descriptor.updating(context.terminalPath) else { return nil }
    self.terminal = terminal
  }

  /// A line typed without echo, less its LF. An empty one, or the end of input, is an error.
  func secret(_ question: String) throws -> SecretBytes {
    var line =
      try TerminalQuestion.answer(
        "tacita: \(question)", isHidden: true, at: terminal, limit: SecretOptions.longest) ?? []
    // What ended the line was not shown unless it was a line feed.
    if line.last != 0x0a { try terminal.write([0x0a]) }
    guard line != [], line != [0x0a] else {
      throw Failure(
        "nothing-typed", .usage, "nothing was typed",
        hint: "try again, or give --passphrase-file, --passphrase-fd or --keyfile")
    }
    return try SecretOptions.trimmed(&line, from: "what was typed")
  }

  /// A new secret, typed twice. One that `objection` refuses is asked for again, and so are two
  /// that differ, as often as ``attempts`` says; `objection` tells why, and what would do instead.
  func newSecret(
    _ question: String, called name: String = "passphrase",
    objection: (SecretBytes) -> String? = { _ in nil }
  ) throws -> SecretBytes {
    var left = Self.attempts
    while true {
      left -= 1
      let first = try secret("\(question): ")
      if let reason = objection(first) {
        guard left > 0 else {
          throw Failure("weak-passphrase", .usage, "\(reason); nothing was made")
        }
        try say(reason)
        continue
      }
      if try secret("\(question), once more: ") == first { return first }
      guard left > 0 else {
        throw Failure(
          "passphrases-differ", .usage, "the two \(name)s do not match; nothing was made")
      }
      try say("the two \(name)s do not match; try again")
    }
  }

  /// Whether the person types `yes` or `y`.
  func confirms(_ question: String) throws -> Bool {
    let line =
      try TerminalQuestion.answer(
        "tacita: \(question)", isHidden: false, at: terminal, limit: 64) ?? []
    let answer = String(decoding: line, as: UTF8.self).lowercased().filter(\.isLetter)
    return ["y", "yes"].contains(answer)
  }

  /// A remark between two questions.
  func say(_ text: String) throws {
    try terminal.write(Array("tacita: \(text)\n".utf8))
  }
}
