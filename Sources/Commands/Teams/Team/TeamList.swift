internal import ArgumentParser
internal import Messaging

struct TeamList: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "list", abstract: "List teams: yours, and those that you are invited to.",
    discussion: "tacita team list")

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    let desk = try TeamDesk(vault, route: nil)
    for record in desk.authorities.teams {
      try printer.result(
        text: TeamText.line(record, desk), json: TeamText.json(record, desk))
    }
    if desk.authorities.teams.isEmpty { printer.remark("no team") }
    return .done
  }
}
