package import ArgumentParser
internal import Files
internal import KeyAgent
internal import MessageVault

package struct Lock: TacitaCommand {
  package static let configuration = CommandConfiguration(
    abstract: "Have the agent forget the key.",
    discussion: """
      tacita lock
      tacita lock --all
      """)

  @Flag(help: "The agents of all your homes on this machine.")
  var all = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(_ context: Context) throws {
    let printer = output.printer(context)
    let count = all ? try AgentSocket.lockAll(context.environment) : try lockOne(context)
    try printer.result(
      text: count == 0 ? "was locked" : "locked",
      json: JSONObject(["locked": .number(count), "schema": "tacita/lock/1"]))
  }

  private func lockOne(_ context: Context) throws -> Int {
    try home.agent(try home.vault(context), context).lock() ? 1 : 0
  }
}
