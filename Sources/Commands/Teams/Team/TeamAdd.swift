internal import ArgumentParser
internal import Identities
internal import Messaging

struct TeamAdd: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "add", abstract: "Add members to a team that you own.",
    discussion: "tacita team add mdt-lung bakker")

  @OptionGroup var which: TeamArgument

  @Argument(help: "Aliases or identities of contacts.", completion: .contacts)
  var members: [String]

  @OptionGroup var doubt: UnverifiedOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws { try doubt.check() }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var desk = try TeamDesk(vault, route: try home.reachableRoute(context, printer))
    let record = try desk.authorities.find(which.team, .team)
    let done = try desk.add(
      try members.map { try desk.person($0) }, to: record, reason: try doubt.reason(in: vault))
    try TeamText.tell(done, desk, "changed", printer)
    return .done
  }
}
