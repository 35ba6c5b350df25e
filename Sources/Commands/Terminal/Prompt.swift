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

  /// A line typed without echo, less its LF; nil when the person ended the input.
  func secret(_ question: String) throws -> SecretBytes? {
    try ask(question)
    let line = try HiddenInput.readLine(from: terminal, limit: SecretOptions.longest)
    guard var line else { return nil }
    return try SecretOptions.trimmed(&line, from: "what was typed")
  }

  /// A new passphrase, typed twice.
  func newSecret(_ question: String) throws -> SecretBytes? {
    guard let first = try secret("\(question): ") else { return nil }
    guard let second = try secret("\(question), once more: "), first == second else {
      throw Failure("passphrases-differ", .usage, "the two passphrases differ; nothing was made")
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
