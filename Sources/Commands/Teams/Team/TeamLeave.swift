internal import ArgumentParser
internal import Identities
internal import Messaging
internal import Teams

struct TeamLeave: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "leave", abstract: "Leave a team, or turn down an invitation.",
    discussion: """
      tacita team leave mdt-lung

      Its messages bear its name no longer, and you cannot write to it. If you own it, the others \
      are told; if not, a message tells the owners, who take you out of its list. The last owner \
      cannot leave: make another one first, with tacita team own.
      """)

  @OptionGroup var which: TeamArgument
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var desk = try TeamDesk(vault, route: try home.reachableRoute(context, printer))
    let record = try desk.authorities.find(which.team, .team)
    let done = try desk.leave(record)
    try TeamText.tell(done, desk, "left", printer)
    if !done.told.isEmpty {
      printer.remark("told \(done.told.map(\.name).joined(separator: ", "))")
    } else if done.members.isEmpty, record.isJoined {
      printer.warn("no owner could be told: telephone")
    }
    return .done
  }
}
