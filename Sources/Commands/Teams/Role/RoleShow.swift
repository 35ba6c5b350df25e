internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging
internal import Teams

struct RoleShow: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "show", abstract: "Show the shifts of a role, its owners, and until when.",
    discussion: "tacita role show cardiology-on-call")

  @OptionGroup var which: RoleArgument
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let desk = try RoleDesk(try home.openVault(context, printer), route: nil)
    let record = try desk.authorities.find(which.role, .role)
    try printer.result(text: RoleText.text(record, desk), json: RoleText.json(record, desk))
    return .done
  }
}
