internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging
internal import Teams

struct RoleAdd: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "add", abstract: "Know a role, so that you can write to it.",
    discussion: """
      tacita role add 3f9a0c41d2e85b6790aa31c7f4e2d810

      By its id, from the route, or from a file. You must have verified an owner of it. Holders \
      whom you never verified are listed, and adding it wants a reason.
      """)

  @Argument(help: "The role's id, or a file with its documents; - for standard input.")
  var role: String

  @Option(name: .customLong("as"), help: ArgumentHelp("Your own name for it.", valueName: "name"))
  var alias: String?

  @OptionGroup var doubt: UnverifiedOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws { try doubt.check() }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var desk = try RoleDesk(vault, route: try home.reachableRoute(context, printer))
    let record = try desk.add(
      try documents(desk, context), alias: alias, reason: try doubt.reason(in: vault))
    try RoleText.tell(record, desk, "added", printer)
    return .done
  }

  private func documents(_ desk: RoleDesk, _ context: Context) throws -> [UInt8] {
    if [UInt8](hex: role.lowercased())?.count == 16 {
      guard let bytes = try desk.published(role) else {
        throw Failure(
          "unknown-role", .noInput, "the route has no role \(role)",
          hint: "ask its owner for the id: tacita role show prints it")
      }
      return bytes
    }
    let file = role == "-" ? context.input : try Descriptor.reading(role)
    guard let bytes = try file.readAll(limit: 4 << 20) else {
      throw Failure("too-long", .badData, "the file is longer than 4 MB")
    }
    return bytes
  }
}
