internal import AgeFormat
internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Messaging
internal import Backups

struct RestoreCommand: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "restore",
    abstract: "Build the home again from a backup.",
    discussion: """
      tacita restore /mnt/backup/devries
      tacita restore /mnt/backup/devries --rehearse --home rehearsal

      Opens with the passphrase or key file of the home, or a recovery identity. Brings back all \
      that is whole and has not expired. A home that exists becomes HOME.replaced, after a \
      question at a terminal. It forgets with purge-expired, and is yours to remove.
      """)

  @Argument(
    help: ArgumentHelp("The folder of the backup.", valueName: "dir"), completion: .directory)
  var repository: String

  @Option(
    help: ArgumentHelp("Where the keyring is, if not in the backup.", valueName: "file"),
    completion: .file())
  var keyring: String?

  @Option(
    help: ArgumentHelp("Open with this age identity, of a recovery slot.", valueName: "file"),
    completion: .file())
  var recoveryIdentity: String?

  @Flag(
    help: ArgumentHelp(
      "Only to see whether it comes back, into a --home that does not exist: it gets no route, new "
        + "keys or backups.")
  )
  var rehearse = false

  @OptionGroup var sure: ConfirmOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    guard !rehearse || home.home != nil else {
      throw Failure.usage(
        "a rehearsal needs a place of its own",
        hint: "name a folder that does not exist with --home, like --home /dev/shm/rehearsal")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let place = try home.located(context)
    let replaces = try Directories.facts(place.path) != nil
    if rehearse { try checkIsApart(place, context) } else { try confirm(place, context) }
    let line = ProgressLine(printer, total: nil)
    let restore = try Restore(
      from: repository, keyring: keyring, clock: context.clock, clockIsRight: home.clockOk,
      isRehearsal: rehearse, progress: line.update)
    let keyring = try restore.keyring()
    guard let secret = try secret(context) else {
      throw Failure(
        "vault-locked", .locked, "nothing was given that opens the backup",
        hint: "give --passphrase-file, --passphrase-fd, --keyfile or --recovery-identity")
    }
    let outcome = try restore.run(to: place, keyring, secret) { vault in
      if !rehearse { _ = try CardKeeper(vault).renew() }
    }
    line.finish()
    for problem in outcome.problems { try ProblemText.print(problem, printer) }
    try printer.result(text: text(outcome), json: json(outcome, context.clock.now()))
    if replaces {
      printer.remark("the home that was here is now at \(place.path).replaced")
    }
    if !rehearse {
      printer.remark(
        "what came, was sent or was read from \(outcome.time.short) to "
          + "\(context.clock.now().short) is not here"
      )
      printer.remark(
        "mail sealed to keys newer than \(outcome.time.short) cannot be opened: ask for it again")
      printer.remark("tacita receive publishes your new card; until then others use the old one")
    }
    return outcome.problems.isEmpty ? .done : .badData
  }

  /// A home that is there is never put aside without a yes.
  private func confirm(_ place: Home, _ context: Context) throws {
    guard try Directories.facts(place.path) != nil else { return }
    try sure.confirm(
      "this puts the backup in the place of \(place.path.escapedForTerminal()), which becomes "
        + "\(Paths.name(of: place.path).escapedForTerminal()).replaced. Go on?",
      otherwise: "nothing was restored", home, context)
  }

  /// A rehearsal never makes the home that other verbs use, not even where there is none yet.
  private func checkIsApart(_ place: Home, _ context: Context) throws {
    try Restore.checkIsFree(place)
    let usual = Home.located(option: nil, environment: context.environment)
    guard usual?.path != place.path else { throw BackupError.rehearsalInPlace(place.path) }
  }

  private func secret(_ context: Context) throws -> SlotSecret? {
    guard let recoveryIdentity else {
      return try home.secret.read(context, mayPrompt: !home.noInput)
    }
    return .recovery(try RecoveryIdentity.read(recoveryIdentity))
  }

  private func text(_ outcome: Restore.Outcome) -> String {
    var parts = [outcome.messages.counted("message")]
    if outcome.expired > 0 { parts.append("\(outcome.expired) have expired") }
    if outcome.deleted > 0 { parts.append("\(outcome.deleted) had been deleted") }
    if outcome.waiting > 0 { parts.append("\(outcome.waiting) waiting to be opened") }
    if outcome.lost > 0 { parts.append("\(outcome.lost) lost by damage") }
    return "restored from backup \(outcome.generation) of \(outcome.time.short): "
      + parts.joined(separator: "; ")
  }

  private func json(_ outcome: Restore.Outcome, _ now: Timestamp) -> JSONObject {
    JSONObject([
      "auditLines": .number(outcome.lines), "deleted": .number(outcome.deleted),
      "expired": .number(outcome.expired), "generation": .number(outcome.generation),
      "lost": .number(outcome.lost), "messages": .number(outcome.messages),
      "problems": .number(outcome.problems.count), "schema": "tacita/restore/1",
      "time": .string(outcome.time.description), "until": .string(now.description),
      "waiting": .number(outcome.waiting),
    ])
  }
}
