internal import ArgumentParser
internal import Identities
internal import Messaging

struct TeamJoin: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "join", abstract: "Join a team that you are invited to.",
    discussion: """
      tacita team join mdt-lung
      tacita team join mdt-lung --allow-unverified 'colleagues of jansen'

      From then on its messages bear its name, also those of members who are not your contacts. \
      Members whom you never verified are listed, and joining wants a reason.
      """)

  @OptionGroup var which: TeamArgument
  @OptionGroup var doubt: UnverifiedOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws { try doubt.check() }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var desk = try TeamDesk(vault, route: try home.reachableRoute(context, printer))
    let record = try desk.authorities.find(which.team, .team)
    let done = try desk.join(record, reason: try doubt.reason(in: vault))
    try TeamText.tell(done, desk, "joined", printer)
    return .done
  }
}
