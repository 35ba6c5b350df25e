internal import ArgumentParser

struct TeamCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "team",
    abstract: "Make teams, and say who is in them.",
    discussion: """
      tacita team create 'MDT lung' --member jansen --member bakker
      tacita team join mdt-lung
      tacita send --to-team mdt-lung < note.txt
      """,
    subcommands: [
      TeamCreate.self, TeamAdd.self, TeamRemove.self, TeamOwn.self, TeamRenew.self, TeamShow.self,
      TeamList.self, TeamJoin.self, TeamLeave.self,
    ])
}

/// The team that a verb is about.
struct TeamArgument: ParsableArguments {
  @Argument(
    help: "The team's local name, its name, or the beginning of its id.", completion: .teams)
  var team: String
}
