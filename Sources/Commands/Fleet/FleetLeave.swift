internal import ArgumentParser
internal import Files
internal import Fleet

struct FleetLeave: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "leave",
    abstract: "End what people have who leave.",
    discussion: """
      tacita fleet leave people.csv --folder /srv/tacita
      tacita fleet leave people.csv --folder /srv/tacita --purge

      For each person of status leaver: hands their roles over to the successor, takes them out \
      of your teams, revokes their identity, and keeps the home, or removes it with --purge.
      """)

  @Flag(help: "Remove the homes, with all that is in them.")
  var purge = false

  @OptionGroup var sure: ConfirmOptions
  @OptionGroup var options: FleetRunOptions

  func run(_ context: Context) throws -> Status {
    if purge, !options.dryRun {
      try sure.confirm(
        "remove the homes of all who leave, with messages and audit logs, for good?",
        otherwise: "nothing was done", options.home, context)
    }
    return try options.run(context, .refuse, of: \.leavers) {
      try $0.leave(isPurging: purge)
      try $0.writeRelay()
    }
  }
}
