internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

struct RoleHandover: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "handover", abstract: "Hand the rest of your shift to somebody else.",
    discussion: """
      tacita role handover cardiology-on-call --to bakker

      It is signed, and published on the route. Messages to the role go to them from now on, and \
      those that you have not answered are forwarded to them. Run it again if it was stopped.
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
    let passedOn: [OpenRoleMail.PassedOn]
    do {
      passedOn = try OpenRoleMail(vault, of: changed)
        .passOn(to: holder, by: home.wayOut(of: vault, context, printer))
    } catch {
      printer.warn(
        "open messages were not forwarded: \(Failure(describing: error).message); run this again")
      passedOn = []
    }
    var json = RoleText.json(changed, desk)
    json["forwarded"] = .array(passedOn.map(Self.json))
    try printer.result(
      text: "handed over to \(name) until \(shift.until.short): "
        + RoleText.line(changed, desk), json: json)
    return passedOn.reduce(Status.done) { $0.worse(tell($1, name, printer)) }
  }

  private func tell(
    _ one: OpenRoleMail.PassedOn, _ name: String, _ printer: Printer
  ) -> Status {
    let id = one.message.summary.id.hex.prefix(12)
    switch one.forward {
    case .success(let forward):
      printer.remark("\(id) was not answered: sent on to \(name), as \(forward.hex.prefix(12))")
      return .done
    case .failure(let error):
      let failure = Failure(describing: error)
      printer.warn("\(id) was not answered, and could not be sent on: \(failure.message)")
      return failure.status
    }
  }

  private static func json(_ one: OpenRoleMail.PassedOn) -> JSONValue {
    var json = JSONObject(["id": .string(one.message.summary.id.hex)])
    switch one.forward {
    case .success(let forward): json["forward"] = .string(forward.hex)
    case .failure(let error): json["error"] = .string(Failure(describing: error).name)
    }
    return .object(json)
  }
}
