package import ArgumentParser

/// A verb: declares its options, then delegates.
package protocol TacitaCommand: ParsableCommand {
  func run(_ context: Context) throws
}

extension TacitaCommand {
  /// ArgumentParser's own entry is not used: a verb runs with a ``Context``.
  package func run() throws { try run(.process) }
}
