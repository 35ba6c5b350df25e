internal import ArgumentParser
internal import KeyAgent

/// The agent itself. Nobody types this: `unlock` starts it.
struct AgentServe: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: AgentProcess.verb, abstract: "Hold the key; started by unlock.",
    shouldDisplay: false)

  func run(_ context: Context) throws -> Status {
    try AgentProcess.serve()
    return .done
  }
}
