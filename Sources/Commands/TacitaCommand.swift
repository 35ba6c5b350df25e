internal import ArgumentParser

/// A verb: declares its options, then delegates.
protocol TacitaCommand: ParsableCommand {
  /// The verb's name, and what its help says.
  static var declaration: CommandConfiguration { get }

  /// Whether the options go together, once all of them are known to be options at all.
  func check() throws

  /// What the verb ends with. An item that fails among several is told when it does, and counts
  /// here.
  func run(_ context: Context) throws -> Status
}

extension TacitaCommand {
  /// Tells the parser that the verb stands below another command, even where it is parsed alone
  /// (``VerbParser``). Otherwise the parser looks twice for requests for completions.
  static var configuration: CommandConfiguration {
    var configuration = declaration
    configuration._superCommandName = "tacita"
    return configuration
  }

  func check() throws {}

  /// ArgumentParser's own entry is not used: a verb runs with a ``Context``.
  func run() throws { _ = try run(.process) }
}
