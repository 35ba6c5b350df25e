internal import ArgumentParser

/// Parses a command line by the verb it names.
enum VerbParser {
  /// The verb of `arguments`, which begin with its words, and its options. Throws what
  /// ArgumentParser does for the whole tree.
  ///
  /// The verb is parsed alone, because ArgumentParser lays out all verbs for each parse, which takes
  /// as long as the rest of a small verb. What the verb does not take goes to the whole tree, which
  /// knows the words for the error, and the parser's own options.
  static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    let (command, words) = CommandTree.found(arguments)
    if let verb = command as? any TacitaCommand.Type,
      let parsed = try? verb.parseAsRoot(Array(arguments.dropFirst(words.count - 1)))
        as? any TacitaCommand
    {
      return parsed
    }
    return try Tacita.parseAsRoot(arguments)
  }
}
