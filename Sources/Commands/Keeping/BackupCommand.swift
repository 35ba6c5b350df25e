internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Backups

struct BackupCommand: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "backup",
    abstract: "Back the home up, without opening it.",
    discussion: """
      tacita backup /mnt/backup/devries
      tacita backup --verify /mnt/backup/devries

      Copies what is new; needs no secret: made for cron. What expires here expires in the backup \
      too, once the keyring in it is replaced by the next run.
      """)

  @Argument(
    help: ArgumentHelp("The folder of the backup; begun when it is empty.", valueName: "dir"),
    completion: .directory)
  var repository: String

  @Option(
    help: ArgumentHelp(
      "Keep the keyring at this path instead: for storage that "
        + "is written once.", valueName: "file"),
    completion: .file()
  )
  var keyring: String?

  @Flag(help: "Write nothing: read all of the backup again and name what is not as it was written.")
  var verify = false

  @Flag(help: "Take over a backup that another state of this home has written to.")
  var fork = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    if verify, fork { throw Failure.usage("--fork cannot be used with --verify") }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    return verify ? try check(context, printer) : try write(context, printer)
  }

  private func write(_ context: Context, _ printer: Printer) throws -> Status {
    let vault = try home.vault(context)
    let isFirstOfHome = try vault.backupHistory().snapshots.isEmpty
    let line = ProgressLine(printer, total: nil)
    let backup = Backup(vault, to: repository, keyring: keyring, fork: fork) { event in
      switch event {
      case .waiting: printer.remark("another backup is writing to \(repository): waiting for it")
      case .written(let bytes): line.update(bytes)
      }
    }
    let outcome = try backup.run()
    line.finish()
    for words in outcome.notes + outcome.losses { printer.warn(words) }
    if outcome.isFirst, !isFirstOfHome {
      printer.warn("this is the first backup in \(repository); earlier ones are elsewhere")
    }
    if printer.isJSON {
      try printer.json(json(outcome))
    } else if context.output.isTerminal {
      try printer.line(
        "backup \(outcome.generation): \(outcome.messages.counted("new or changed message")), "
          + "\(Size.text(outcome.bytes)) written, \(outcome.removed.counted("piece")) removed")
    }
    return outcome.losses.isEmpty ? .done : .badData
  }

  private func json(_ outcome: Backup.Outcome) -> JSONObject {
    JSONObject([
      "bytes": .number(outcome.bytes), "generation": .number(outcome.generation),
      "losses": .array(outcome.losses.map { .string($0) }),
      "messages": .number(outcome.messages), "notes": .array(outcome.notes.map { .string($0) }),
      "pieces": .number(outcome.pieces), "removed": .number(outcome.removed),
      "schema": "tacita/backup/1",
    ])
  }

  private func check(_ context: Context, _ printer: Printer) throws -> Status {
    var quiet = home
    quiet.noInput = true
    let vault = try home.vault(context)
    let line = ProgressLine(printer, total: nil)
    let outcome = try RepositoryCheck(
      vault, unlocked: try quiet.opened(vault, context, printer), at: repository,
      keyring: keyring, progress: line.update
    ).run()
    line.finish()
    for problem in outcome.problems { try ProblemText.print(problem, printer) }
    if printer.isJSON {
      try printer.json(verdict(outcome))
    } else if outcome.problems.isEmpty, context.output.isTerminal {
      try printer.line(text(outcome))
    }
    return outcome.problems.isEmpty ? .done : .badData
  }

  private func text(_ outcome: RepositoryCheck.Outcome) -> String {
    let opened =
      outcome.opened.map { "\($0.counted("message")) opened" }
      ?? "no message opened: the home is locked"
    return
      "whole: backup \(outcome.generation) of \(outcome.time.short), "
      + "\(outcome.files.counted("file")), "
      + "\(Size.text(outcome.bytes)), \(opened)"
  }

  private func verdict(_ outcome: RepositoryCheck.Outcome) -> JSONObject {
    JSONObject([
      "bytes": .number(outcome.bytes), "files": .number(outcome.files),
      "generation": .number(outcome.generation), "opened": outcome.opened.map { .number($0) },
      "problems": .number(outcome.problems.count), "schema": "tacita/backup-verify/1",
      "time": .string(outcome.time.description),
    ])
  }
}

/// What is wrong with a backup, a line each.
enum ProblemText {
  static func print(_ problem: Problem, _ printer: Printer) throws {
    try printer.result(
      text: "\(problem.file.escapedForTerminal()): \(problem.reason.escapedForTerminal())",
      json: JSONObject([
        "file": .string(problem.file), "problem": .string(problem.reason),
        "schema": "tacita/backup-problem/1",
      ]))
  }
}
