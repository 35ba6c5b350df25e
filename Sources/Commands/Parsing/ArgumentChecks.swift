internal import ArgumentParser
internal import Files
internal import Messaging

/// What ArgumentParser lets pass and a careful user would not want: an unknown verb without a
/// suggestion, options before the verb, and an option given twice of which only the last would
/// count.
enum ArgumentChecks {
  /// Options that may be given several times.
  private static let repeatable: Set<String> = [
    "--to", "--attach", "--registration", "--recovery", "--region", "--arrow", "--active",
  ]

  /// One letter and the option that it stands for.
  private static let letters = ["-o": "--output", "-q": "--quiet", "-h": "--help"]

  static func check(_ arguments: [String]) throws {
    try checkVerb(arguments.first == "help" ? Array(arguments.dropFirst()) : arguments, ["tacita"])
    try checkRepetition(arguments)
  }

  /// The words of the verb that `arguments` begin with, like `tacita contact add`.
  static func verb(_ arguments: [String]) -> String {
    found(arguments).words.joined(separator: " ")
  }

  /// The verb whose help is asked for with `--help`, which needs none of the other arguments.
  static func verbToExplain(_ arguments: [String]) -> (any ParsableCommand.Type)? {
    let isAsked = arguments.prefix { $0 != "--" }.contains { ["--help", "-h"].contains($0) }
    return isAsked && arguments.first != "help" ? found(arguments).command : nil
  }

  /// The first option that the verb has not, and the one most like it.
  static func unknownOption(_ arguments: [String]) -> (given: String, near: String?)? {
    let known = HelpText.options(in: Tacita.helpMessage(for: found(arguments).command))
    let given = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("-") && $0 != "-" }
      .map { String($0.prefix { $0 != "=" }) }
    guard let unknown = given.first(where: { !known.contains($0) }) else { return nil }
    return (unknown, NameSuggestions.closest(to: unknown, among: known).first)
  }

  private static func found(
    _ arguments: [String]
  ) -> (command: any ParsableCommand.Type, words: [String]) {
    var (command, words): (any ParsableCommand.Type, [String]) = (Tacita.self, ["tacita"])
    for word in arguments {
      guard let next = subcommands(of: command).first(where: { $0._commandName == word }) else {
        break
      }
      (command, words) = (next, words + [word])
    }
    return (command, words)
  }

  /// The names of the verbs below `command`, in the order of its help.
  static func verbs(of command: any ParsableCommand.Type) -> [String] {
    subcommands(of: command).map { $0._commandName }
  }

  private static func subcommands(
    of command: any ParsableCommand.Type
  ) -> [any ParsableCommand.Type] {
    var names: Set<String> = []
    let configuration = command.configuration
    return (configuration.groupedSubcommands.flatMap(\.subcommands) + configuration.subcommands)
      .filter { names.insert($0._commandName).inserted }
  }

  /// Throws for a word where a verb of the command behind `path` is due and that is none.
  private static func checkVerb(
    _ arguments: [String], _ path: [String], of command: any ParsableCommand.Type = Tacita.self
  ) throws {
    let verbs = subcommands(of: command)
    guard !verbs.isEmpty, let word = arguments.first, word != "help" else { return }
    guard !word.hasPrefix("-") else { return try checkOptionBeforeVerb(arguments, path) }
    guard let verb = verbs.first(where: { $0._commandName == word }) else {
      let near = NameSuggestions.closest(to: word, among: verbs.map { $0._commandName })
      throw Failure.usage(
        "\(path.joined(separator: " ")) has no verb “\(word)”",
        hint: near.isEmpty
          ? "\(path.joined(separator: " ")) --help lists the verbs"
          : "did you mean \(near.joined(separator: " or "))?")
    }
    try checkVerb(Array(arguments.dropFirst()), path + [word], of: verb)
  }

  private static func checkOptionBeforeVerb(_ arguments: [String], _ path: [String]) throws {
    let allowed = ["-h", "--help", "--help-hidden", "--version", "--"]
    guard let option = arguments.first, !allowed.contains(option),
      !option.hasPrefix("--generate-completion-script"), !option.hasPrefix("--experimental-"),
      !option.hasPrefix("---")
    else { return }
    throw Failure.usage(
      "“\(option)” stands where a verb is due",
      hint: "options come after the verb; \(path.joined(separator: " ")) --help lists the verbs")
  }

  private static func checkRepetition(_ arguments: [String]) throws {
    var seen: Set<String> = []
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("-") {
      let given = String(argument.prefix { $0 != "=" })
      guard given.hasPrefix("--") || letters[given] != nil else { continue }
      let name = letters[given] ?? given
      guard !repeatable.contains(name), !seen.insert(name).inserted else { continue }
      throw Failure.usage("\(name) is given twice", hint: "give it once")
    }
  }
}
