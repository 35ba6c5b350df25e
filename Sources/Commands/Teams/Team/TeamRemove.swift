internal import ArgumentParser
internal import Identities
internal import Messaging

struct TeamRemove: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "remove", abstract: "Take members out of a team that you own.",
    discussion: """
      tacita team remove mdt-lung bakker

      Messages that are sent later do not go to them. They keep what they have.
      """)

  @OptionGroup var which: TeamArgument

  @Argument(
    help: "Aliases, identities, or beginnings of members' identities.", completion: .contacts)
  var members: [String]

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var desk = try TeamDesk(vault, route: try home.reachableRoute(context, printer))
    let record = try desk.authorities.find(which.team, .team)
    let done = try desk.remove(
      try members.map { try desk.person($0, in: record) }, from: record)
    try TeamText.tell(done, desk, "changed", printer)
    return .done
  }
}
