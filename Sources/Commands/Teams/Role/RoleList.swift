internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging
internal import Teams

struct RoleList: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "list", abstract: "List the roles that you know, and who has them now.",
    discussion: "tacita role list")

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let desk = try RoleDesk(try home.openVault(context, printer), route: nil)
    for record in desk.authorities.roles {
      try printer.result(text: RoleText.line(record, desk), json: RoleText.json(record, desk))
    }
    if desk.authorities.roles.isEmpty { printer.remark("no role") }
    return .done
  }
}
