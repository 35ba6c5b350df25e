internal import ArgumentParser
internal import Identities
internal import Messaging

struct TeamRenew: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "renew", abstract: "Sign the list of members of a team for another year.",
    discussion: "tacita team renew mdt-lung")

  @OptionGroup var which: TeamArgument
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var desk = try TeamDesk(vault, route: try home.reachableRoute(context, printer))
    let done = try desk.renew(try desk.authorities.find(which.team, .team))
    try TeamText.tell(done, desk, "renewed", printer)
    return .done
  }
}
