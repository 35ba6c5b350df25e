internal import ArgumentParser
internal import Identities
internal import Messaging

struct TeamOwn: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "own", abstract: "Make members owners of a team, or owners mere members.",
    discussion: """
      tacita team own mdt-lung jansen
      tacita team own mdt-lung jansen --withdraw

      An owner may do all that you may do. An owner who came earlier is the more senior one.
      """)

  @OptionGroup var which: TeamArgument

  @Argument(help: "Aliases or identities of members.", completion: .contacts)
  var members: [String]

  @Flag(help: "They are owners no longer.")
  var withdraw = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var desk = try TeamDesk(vault, route: try home.reachableRoute(context, printer))
    let record = try desk.authorities.find(which.team, .team)
    let done = try desk.own(
      try members.map { try desk.person($0, in: record) }, of: record, withdraw: withdraw)
    try TeamText.tell(done, desk, "changed", printer)
    return .done
  }
}
