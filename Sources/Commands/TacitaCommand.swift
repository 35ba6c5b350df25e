package import ArgumentParser

/// A verb: declares its options, then delegates.
package protocol TacitaCommand: ParsableCommand {
  /// Whether the options go together, once all of them are known to be options at all.
  func check() throws

  func run(_ context: Context) throws
}

extension TacitaCommand {
  package func check() throws {}

  /// ArgumentParser's own entry is not used: a verb runs with a ``Context``.
  package func run() throws { try run(.process) }
}
