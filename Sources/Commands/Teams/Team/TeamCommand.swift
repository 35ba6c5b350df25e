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

/// People who were never verified, and why they are written to all the same.
struct UnverifiedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Accept members who are not verified, and why.", valueName: "reason"))
  var allowUnverified: String?

  func check() throws {
    if let reason = allowUnverified, reason.allSatisfy(\.isWhitespace) {
      throw Failure.usage("--allow-unverified wants a reason", hint: "it goes to the audit log")
    }
  }
}
