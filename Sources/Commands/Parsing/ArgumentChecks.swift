internal import ArgumentParser
internal import Files
internal import Messaging

/// What ArgumentParser lets pass and a careful user would not want: an unknown verb without a
/// suggestion, and an option given twice of which only the last would count.
enum ArgumentChecks {
  static func check(_ arguments: [String]) throws {
    try checkVerb(arguments.first == "help" ? Array(arguments.dropFirst()) : arguments, ["tacita"])
    try checkRepetition(arguments)
    try checkText(arguments)
  }

  /// The words of the verb that `arguments` begin with, like `tacita contact add`.
  static func verb(_ arguments: [String]) -> String {
    CommandTree.found(arguments).words.joined(separator: " ")
  }

  /// The verb whose help is asked for, with `help VERB`, or with `--help`, which needs none of the
  /// other arguments.
  static func verbToExplain(_ arguments: [String]) -> (any ParsableCommand.Type)? {
    if arguments.first == "help" { return CommandTree.found(arguments.dropFirst()).command }
    let isAsked = arguments.prefix { $0 != "--" }.contains { ["--help", "-h"].contains($0) }
    return isAsked ? CommandTree.found(arguments).command : nil
  }

  /// The first option that the verb has not, and the one most like it.
  static func unknownOption(_ arguments: [String]) -> (given: String, near: String?)? {
    let known = CommandTree.options(of: CommandTree.found(arguments).command).flatMap(\.names)
    let given = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("-") && $0 != "-" }
      .map { String($0.prefix { $0 != "=" }) }
    guard let unknown = given.first(where: { !known.contains($0) }) else { return nil }
    return (unknown, NameSuggestions.closest(to: unknown, among: known).first)
  }

  /// Throws for a word where a verb of the command behind `path` is due and that is none.
  private static func checkVerb(
    _ arguments: [String], _ path: [String], of command: any ParsableCommand.Type = Tacita.self
  ) throws {
    guard CommandTree.hasSubcommands(command) else { return }
    guard let word = arguments.first, !word.hasPrefix("-") else {
      guard !arguments.contains(where: ArgumentOrder.standsAlone) else { return }
      if path.count == 1, let option = arguments.first {
        throw Failure.usage(
          "a verb is missing: there is only “\(option)”", hint: "tacita help lists the verbs")
      }
      throw needsVerb(path.joined(separator: " "), CommandTree.verbs(of: command))
    }
    guard word != "help" else { return }
    guard let verb = CommandTree.verb(word, of: command) else {
      if path.count == 1, let option = misspelt(arguments) {
        throw Failure.usage(
          "tacita has no option “\(option.given)”", hint: "did you mean \(option.near)?")
      }
      throw Failure.usage(
        "\(path.joined(separator: " ")) has no verb “\(word)”",
        hint: VerbSuggestions.hint(for: word, among: CommandTree.verbs(of: command), after: path))
    }
    try checkVerb(Array(arguments.dropFirst()), path + [word], of: verb)
  }

  /// An option before the verb that is almost one with a value, so that its value was taken for the
  /// verb.
  private static func misspelt(_ arguments: [String]) -> (given: String, near: String)? {
    let known = CommandTree.options(of: HomeOptions.self).filter(\.takesValue).flatMap(\.names)
    return arguments.lazy.filter { $0.hasPrefix("--") && !known.contains($0) }
      .compactMap { given in
        NameSuggestions.closest(to: given, among: known).first.map { (given, $0) }
      }.first
  }

  /// A group of verbs of which none was named.
  private static func needsVerb(_ name: String, _ verbs: [String]) -> Failure {
    .usage(
      "\(name) needs a verb: \(verbs.joined(separator: ", "))",
      hint: "\(name) --help tells what each does")
  }

  /// The letters of the options that have one. ``CommandTree/options(of:)`` tells what else a verb
  /// declares, but takes as long as a small verb.
  private static let letters: [(letter: String, name: String)] = [
    ("-h", "--help"), ("-o", "--output"), ("-q", "--quiet"), ("-r", "--recursive"),
  ]

  /// Throws for an option that counts once and is given twice.
  private static func checkRepetition(_ arguments: [String]) throws {
    var (once, twice): (Set<String>, Set<String>) = ([], [])
    for word in arguments.prefix(while: { $0 != "--" }) where word.hasPrefix("-") && word != "-" {
      let name = String(word.prefix { $0 != "=" })
      let full = letters.first { $0.letter == name }?.name ?? name
      if !once.insert(full).inserted { twice.insert(full) }
    }
    guard !twice.isEmpty else { return }
    let verb = CommandTree.found(arguments).command
    twice = twice.filter { !isPlainlyRepeatable($0, in: verb) }
    guard !twice.isEmpty else { return }
    for option in CommandTree.options(of: verb) where !option.isRepeatable {
      guard let name = option.names.first, twice.contains(name) else { continue }
      throw Failure.usage("\(name) is given twice", hint: "give it once")
    }
  }

  /// Whether scripts repeat the option so often that its declaration need not be asked.
  private static func isPlainlyRepeatable(
    _ option: String, in verb: any ParsableCommand.Type
  ) -> Bool {
    ["--attach", "--member", "--region"].contains(option)
      || (option == "--to" && (verb == Send.self || verb == Forward.self))
  }

  /// Throws for a word that is not UTF-8, unless it names a file.
  private static func checkText(_ arguments: [String]) throws {
    guard !arguments.allSatisfy(SystemText.isText) else { return }
    let command = CommandTree.found(arguments).command
    let options = CommandTree.options(of: command)
    for (index, word) in arguments.enumerated() where !SystemText.isText(word) {
      let before =
        word.hasPrefix("--") ? String(word.prefix { $0 != "=" }) : arguments[max(0, index - 1)]
      let option = options.first { $0.takesValue && $0.names.contains(before) }
      guard option?.takesFile ?? CommandTree.hasFileArgument(command) else {
        throw Failure.usage(
          "“\(word.escapedForTerminal())” is not UTF-8",
          hint: "only names of files and folders may be something else")
      }
    }
  }
}
