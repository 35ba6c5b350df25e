internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging
internal import Teams

struct RolePublish: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "publish", abstract: "Put on the route who has a role.",
    discussion: """
      tacita role publish cardiology-on-call

      What is there is merged with what is here, and the newest plan counts. Everybody who can \
      read the route can see who is on call.
      """)

  @OptionGroup var which: RoleArgument
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var desk = try RoleDesk(vault, route: try home.route(context))
    let record = try desk.publish(try desk.authorities.find(which.role, .role))
    try RoleText.tell(record, desk, "published", printer)
    printer.remark("others add it with tacita role add \(record.id.hex)")
    return .done
  }
}
