internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging
internal import Teams

struct TeamCreate: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "create", abstract: "Make a team.",
    discussion: """
      tacita team create 'MDT lung' --member jansen --member bakker
      tacita team create 'Case 7' --member jansen --owner jansen --patient-from number.txt

      You are its first owner: owners say who is in it. With --patient-from it is the team of one \
      patient.
      """)

  @Argument(help: "The name that all members see.")
  var name: String

  @Option(
    help: ArgumentHelp("A member's alias or identity; may be repeated.", valueName: "alias"),
    completion: .contacts)
  var member: [String] = []

  @Option(
    help: ArgumentHelp(
      "Another owner, who is a member too; may be repeated.", valueName: "alias"),
    completion: .contacts)
  var owner: [String] = []

  @Option(name: .customLong("as"), help: ArgumentHelp("Your own name for it.", valueName: "name"))
  var alias: String?

  @Option(
    help: ArgumentHelp(
      "The number of the patient whom it is about, in a file, like bsn:111222333.",
      valueName: "file"), completion: .file())
  var patientFrom: String?

  @OptionGroup var doubt: UnverifiedOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws { try doubt.check() }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let number = try patientFrom.map(PatientInput.number)
    let vault = try home.openVault(context, printer)
    let route = try home.reachableRoute(context, printer)
    var desk = try TeamDesk(vault, route: route)
    var plan = TeamDesk.Plan(name: name)
    plan.alias = alias
    plan.members = try member.map { try desk.person($0) }
    plan.owners = try owner.map { try desk.person($0) }
    plan.patient = number
    plan.unverifiedReason = try doubt.reason(in: vault)
    let done = try desk.create(plan)
    try TeamText.tell(done, desk, "created", printer)
    return .done
  }
}
