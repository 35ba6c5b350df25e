internal import ArgumentParser

struct RoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role",
    abstract: "Say who is on call, and find out.",
    discussion: """
      tacita role create 'Cardiology on call'
      tacita role plan cardiology-on-call shifts.csv
      tacita role publish cardiology-on-call
      tacita send --to-role cardiology-on-call --priority stat < note.txt
      """,
    subcommands: [
      RoleCreate.self, RolePlan.self, RolePublish.self, RoleAdd.self, RoleShow.self, RoleList.self,
      RoleHandover.self, RoleOnCall.self,
    ])
}

/// The role that a verb is about.
struct RoleArgument: ParsableArguments {
  @Argument(
    help: "The role's local name, its name, or the beginning of its id.", completion: .roles)
  var role: String
}
