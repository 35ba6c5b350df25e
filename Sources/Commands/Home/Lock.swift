internal import ArgumentParser
internal import Files
internal import KeyAgent
internal import MessageVault
internal import Messaging

struct Lock: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "lock",
    abstract: "Make the agent forget the key.",
    discussion: """
      tacita lock
      tacita lock --all
      """)

  @Flag(help: "The agents of all your homes on this machine.")
  var all = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let count = all ? try lockAll(context, printer) : try lockOne(context)
    try printer.result(
      text: count == 0 ? "was locked" : "locked",
      json: JSONObject(["locked": .number(count), "schema": "tacita/lock/1"]))
    return .done
  }

  /// Needs no more of the home than its id: it may be busy, damaged, or its clock may have jumped.
  private func lockOne(_ context: Context) throws -> Int {
    let home = try home.located(context)
    guard home.exists else { throw VaultError.noHome(home.path) }
    let socket = AgentSocket(
      vault: try Keyslots.read(home).vault, home: home.path, environment: context.environment)
    guard try AgentClient(socket).lock() else { return 0 }
    // It is locked, even if the audit log cannot be written.
    try? Unlocking.ended(home, clock: context.clock)
    return 1
  }

  /// One that cannot be reached does not keep the others open.
  private func lockAll(_ context: Context, _ printer: Printer) throws -> Int {
    var count = (try? lockOne(context)) ?? 0
    for socket in try AgentSocket.all(context.environment) {
      do { count += try AgentClient(socket).lock() ? 1 : 0 } catch {
        printer.warn(Failure(describing: error).message)
      }
    }
    return count
  }
}
