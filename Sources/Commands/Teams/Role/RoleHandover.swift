internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging
internal import Teams

struct RoleHandover: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "handover", abstract: "Hand the rest of your shift to somebody else.",
    discussion: """
      tacita role handover cardiology-on-call --to bakker

      It is signed, and published on the route. Messages to the role go to them from now on.
      """)

  @OptionGroup var which: RoleArgument

  @Option(
    help: ArgumentHelp("Who has the shift from now on.", valueName: "alias"),
    completion: .contacts)
  var to: String

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var desk = try RoleDesk(vault, route: try home.reachableRoute(context, printer))
    let record = try desk.refreshed(try desk.authorities.find(which.role, .role))
    let holder = try desk.person(to)
    let (changed, shift) = try desk.handOver(record, to: holder)
    do { _ = try desk.publish(changed) } catch {
      printer.warn(
        "the handover is signed and not published: \(Failure(describing: error).message); run "
          + "tacita role publish \(record.alias)")
    }
    let name = desk.names.name(holder).escapedForTerminal()
    try RoleText.tell(
      changed, desk, "handed over to \(name) until \(shift.until.short):", printer)
    return .done
  }
}
