internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging
internal import Teams

struct RoleOnCall: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "on-call", abstract: "Tell who has a role now, and who has it next.",
    discussion: """
      tacita role on-call cardiology-on-call

      The status is 1 if nobody has it now.
      """)

  @OptionGroup var which: RoleArgument
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var desk = try RoleDesk(vault, route: try home.reachableRoute(context, printer))
    let record = try desk.refreshed(try desk.authorities.find(which.role, .role))
    let turns = try desk.turns(of: record)
    for turn in turns {
      try printer.result(
        text: RoleText.line(turn, desk), json: RoleText.json(turn, record, desk))
    }
    if record.isStale(at: desk.now, revoked: desk.revoked) {
      printer.warn(RoleText.stale(record.alias, record.read))
    }
    guard turns.contains(where: { $0.covers(desk.now) }) else {
      printer.remark("nobody has \(record.alias) now")
      return .no
    }
    return .done
  }
}
