internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging
internal import Teams

struct RoleCreate: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "create", abstract: "Make a role.",
    discussion: """
      tacita role create 'Cardiology on call' --owner jansen

      You are its first owner: owners say who has it. Then plan its shifts.
      """)

  @Argument(help: "The name that everybody sees.")
  var name: String

  @Option(
    help: ArgumentHelp("Another owner; may be repeated.", valueName: "alias"),
    completion: .contacts)
  var owner: [String] = []

  @Option(name: .customLong("as"), help: ArgumentHelp("Your own name for it.", valueName: "name"))
  var alias: String?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    var desk = try RoleDesk(try home.openVault(context, printer), route: nil)
    let record = try desk.create(
      name, alias: alias, owners: try owner.map { try desk.person($0) })
    try RoleText.tell(record, desk, "created", printer)
    printer.remark("plan its shifts with tacita role plan \(record.alias) FILE.csv")
    return .done
  }
}
