internal import ArgumentParser

/// Options that are typed before the verb, as in `tacita --json list`.
enum ArgumentOrder {
  /// The parser's own options.
  private static let own = ["-h", "--help", "--help-hidden", "--version", "--"]

  /// `arguments` with the verb first and what stood before or within its words behind them.
  static func verbFirst(_ arguments: [String]) -> [String] {
    guard let first = arguments.first, !standsAlone(first) else { return arguments }
    var (words, moved): ([String], [String]) = ([], [])
    var rest = arguments[...]
    var command: any ParsableCommand.Type = Tacita.self
    while let word = rest.first, !standsAlone(word), CommandTree.hasSubcommands(command) {
      if word.hasPrefix("-"), word != "-" {
        moved.append(rest.removeFirst())
        if takesValue(word), let value = rest.first {
          moved.append(value)
          rest.removeFirst()
        }
      } else if let next = CommandTree.verb(word, of: command) {
        words.append(rest.removeFirst())
        command = next
      } else {
        break
      }
    }
    // Without a verb, the word that was meant as one comes first, to be told of.
    return words.isEmpty ? rest + moved : words + moved + rest
  }

  /// Whether `word` asks the parser itself for something, without a verb.
  static func standsAlone(_ word: String) -> Bool {
    own.contains(word) || word.hasPrefix("--generate-completion-script")
      || word.hasPrefix("--experimental-") || word.hasPrefix("---")
  }

  /// Whether an option that many verbs have is followed by its value.
  private static func takesValue(_ option: String) -> Bool {
    CommandTree.options(of: HomeOptions.self).contains {
      $0.takesValue && $0.names.contains(option)
    }
  }
}
