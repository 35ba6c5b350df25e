internal import ArgumentParser
internal import Files
internal import Fleet
internal import Identities
internal import Registers

struct FleetPrepare: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "prepare",
    abstract: "Make homes, attest their people, and put them into teams.",
    discussion: """
      tacita fleet prepare people.csv --folder /srv/tacita --method in-person
      tacita fleet prepare people.csv --folder /srv/tacita --method in-person --dry-run

      Each new home opens for the first time with words in the folder passphrases, which only \
      you can read. Give each person theirs: tacita unlock asks them for a passphrase of their \
      own, and the words then open nothing.
      """)

  @OptionGroup var attesting: FleetAttestingOptions
  @OptionGroup var options: FleetRunOptions

  func check() throws { try attesting.check() }

  func run(_ context: Context) throws -> Status {
    let attesting = try attesting.read(context, renewing: 0)
    return try options.run(context, .make, of: \.staff) {
      try $0.prepare(attesting)
      try $0.writeRelay()
    }
  }
}

/// How people are attested.
struct FleetAttestingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How you met the people: in-person or video.", valueName: "method"))
  var method: Attestation.Method

  @Option(
    help: ArgumentHelp(
      "How long attestations last, at most 400d; else 365d.", valueName: "duration"))
  var valid: String?

  @OptionGroup(title: "Looking up")
  var lookUp: LookUpOptions

  func check() throws { try lookUp.check() }

  func read(_ context: Context, renewing: Int) throws -> FleetAttesting {
    FleetAttesting(
      try lookUp.desk(context), method: method,
      validity: try LookUpOptions.seconds(valid, "--valid") ?? 365 * 86400, renewing: renewing)
  }
}
