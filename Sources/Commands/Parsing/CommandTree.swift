internal import ArgumentParser
internal import Files

/// The verbs and options of the command line, as they are declared.
enum CommandTree {
  /// The verb that `arguments` begin with, and its words, like `tacita contact add`.
  static func found(
    _ arguments: some Sequence<String>
  ) -> (command: any ParsableCommand.Type, words: [String]) {
    var (command, words): (any ParsableCommand.Type, [String]) = (Tacita.self, ["tacita"])
    for word in arguments {
      guard let next = verb(word, of: command) else { break }
      (command, words) = (next, words + [word])
    }
    return (command, words)
  }

  static func verb(
    _ name: String, of command: any ParsableCommand.Type
  ) -> (any ParsableCommand.Type)? {
    declared(of: command).first { $0._commandName == name }
  }

  /// The names of the verbs below `command`, in the order of its help.
  static func verbs(of command: any ParsableCommand.Type) -> [String] {
    subcommands(of: command).filter { $0.configuration.shouldDisplay }.map { $0._commandName }
  }

  static func subcommands(
    of command: any ParsableCommand.Type
  ) -> [any ParsableCommand.Type] {
    var names: Set<String> = []
    return declared(of: command).filter { names.insert($0._commandName).inserted }
  }

  /// In groups and without one; the parser lists some twice.
  private static func declared(
    of command: any ParsableCommand.Type
  ) -> [any ParsableCommand.Type] {
    let configuration = command.configuration
    return configuration.groupedSubcommands.flatMap(\.subcommands) + configuration.subcommands
  }

  static func hasSubcommands(_ command: any ParsableCommand.Type) -> Bool {
    !declared(of: command).isEmpty
  }

  /// What a declaration says of an option.
  struct Facts {
    /// Its names, dashes included, the long one first.
    var names: [String]
    var takesValue: Bool
    /// Whether its value names a file or folder.
    var takesFile: Bool
    var isRepeatable: Bool
  }

  /// The options that `type` declares; none when the parser's account of them cannot be read. It
  /// takes a millisecond, so that only what is in doubt asks for it.
  static func options(of type: any ParsableArguments.Type) -> [Facts] {
    account(of: type).compactMap { try? facts($0) }
  }

  /// Whether an argument of `type` that is not an option names a file.
  static func hasFileArgument(_ type: any ParsableArguments.Type) -> Bool {
    account(of: type).contains { argument in
      (try? argument.string("kind")) == "positional" && namesFile(argument)
    }
  }

  private static func account(of type: any ParsableArguments.Type) -> [JSONObject] {
    let account = try? JSONParser.object(Array(type._dumpHelp().utf8)).object("command")
    return (try? account?.objects("arguments")) ?? []
  }

  /// Whether the shell completes the argument with names of files.
  private static func namesFile(_ argument: JSONObject) -> Bool {
    guard let kind = try? argument.object("completionKind") else { return false }
    return kind["file"] != nil || kind["directory"] != nil
  }

  private static func facts(_ argument: JSONObject) throws -> Facts? {
    let kind = try argument.string("kind")
    guard kind != "positional" else { return nil }
    let names = try argument.objects("names").map { name in
      (try name.string("kind") == "long" ? "--" : "-") + (try name.string("name"))
    }
    return Facts(
      names: names.sorted { $0.count > $1.count }, takesValue: kind == "option",
      takesFile: namesFile(argument),
      isRepeatable: try argument.bool("isRepeating"))
  }
}
