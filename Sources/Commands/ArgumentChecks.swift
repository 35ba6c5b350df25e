internal import ArgumentParser
internal import Files
internal import Messaging

/// What ArgumentParser lets pass and a careful user would not want: an unknown verb without a
/// suggestion, and an option given twice of which only the last would count.
enum ArgumentChecks {
  /// Options that may be given several times.
  private static let repeatable: Set<String> = ["--to", "--attach", "--registration", "--recovery"]

  static func check(_ arguments: [String]) throws {
    try checkVerb(arguments, of: Tacita.self)
    try checkRepetition(arguments)
  }

  /// Throws for a word where a verb of `command` is due and that is none.
  private static func checkVerb(
    _ arguments: [String], of command: any ParsableCommand.Type
  ) throws {
    let configuration = command.configuration
    let verbs = configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
    guard !verbs.isEmpty, let word = arguments.first, !word.hasPrefix("-"), word != "help" else {
      return
    }
    guard let verb = verbs.first(where: { $0._commandName == word }) else {
      let near = Likeness.closest(to: word, among: verbs.map { $0._commandName })
      throw Failure(
        "usage", .usage, "there is no verb “\(word.escapedForTerminal())”",
        hint: near.isEmpty
          ? "tacita help lists the verbs" : "did you mean \(near.joined(separator: " or "))?")
    }
    try checkVerb(Array(arguments.dropFirst()), of: verb)
  }

  private static func checkRepetition(_ arguments: [String]) throws {
    var seen: Set<String> = []
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
      let name = String(argument.prefix { $0 != "=" })
      guard !repeatable.contains(name) else { continue }
      guard seen.insert(name).inserted else {
        throw Failure("usage", .usage, "\(name) is given twice", hint: "give it once")
      }
    }
  }
}
