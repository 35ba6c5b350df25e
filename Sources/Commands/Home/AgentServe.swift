package import ArgumentParser
internal import KeyAgent

/// The agent itself. Nobody types this: `unlock` starts it.
package struct AgentServe: TacitaCommand {
  package static let configuration = CommandConfiguration(
    commandName: AgentProcess.verb, abstract: "Hold the key; started by unlock.",
    shouldDisplay: false)

  package init() {}

  package func run(_ context: Context) throws -> Status {
    try AgentProcess.serve()
    return .done
  }
}
