internal import ArgumentParser
internal import Files
internal import Fleet

struct FleetRenew: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "renew",
    abstract: "Renew attestations and teams before they end.",
    discussion: """
      tacita fleet renew people.csv --folder /srv/tacita --method in-person --within 30d

      Asks the register again for each person whose attestation ends soon.
      """)

  @Option(
    help: ArgumentHelp("Renew what ends within this time; else 30d.", valueName: "duration"))
  var within: String?

  @OptionGroup var attesting: FleetAttestingOptions
  @OptionGroup var options: FleetRunOptions

  func check() throws { try attesting.check() }

  func run(_ context: Context) throws -> Status {
    let within =
      try LookUpOptions.seconds(within, "--within") ?? FleetStatus.attestationDays * 86400
    let attesting = try attesting.read(context, renewing: within)
    return try options.run(context, .refuse, of: \.staff) { try $0.renew(attesting) }
  }
}
