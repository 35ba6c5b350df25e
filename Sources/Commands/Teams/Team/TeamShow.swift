internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging

struct TeamShow: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "show", abstract: "Show who is in a team, who owns it, and until when.",
    discussion: "tacita team show mdt-lung")

  @OptionGroup var which: TeamArgument
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    let desk = try TeamDesk(vault, route: try home.reachableRoute(context, printer))
    let record = try desk.authorities.find(which.team, .team)
    try printer.result(
      text: TeamText.text(record, desk), json: TeamText.json(record, desk))
    return .done
  }
}
