internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Messaging

struct PurgeExpired: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "purge-expired",
    abstract: "Destroy expired keys, and what they sealed.",
    discussion: """
      tacita purge-expired
      tacita purge-expired --dry-run --json

      Needs no secret: made for cron. Every verb destroys keys that are due. This one also frees \
      the disk space and cleans a spool folder of yours. It says nothing when all went well.
      """)

  @Flag(help: "Show what would be removed; remove nothing.")
  var dryRun = false

  @Flag(help: "Destroy nothing if a message that is due was never exported.")
  var requireExported = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let place = try home.located(context)
    if dryRun || requireExported {
      let due = try Vault.due(place, clock: context.clock, clockIsRight: home.clockOk)
      guard !requireExported || due.notExported == 0 else {
        throw VaultError.notExported(due.notExported)
      }
      if dryRun {
        try tell(due, envelopes: 0, printer, context)
        return .done
      }
    }
    try Vault.tidy(beside: place)
    let vault = try home.vault(context)
    let purge = HomePurge(vault)
    let outcome = try purge.run(
      home.reachableRoute(context, printer), clockIsRight: home.clockOk)
    if let error = outcome.asideError {
      printer.warn(
        "\(place.path).replaced, which a restored home took the place of: "
          + Failure(describing: error).message)
    }
    try tell(outcome.purged, envelopes: outcome.envelopes, printer, context)
    try purge.noteTold(outcome)
    try StatusCommand.warn(vault, try vault.counts(), printer)
    return .done
  }

  private func tell(
    _ purged: Purged, envelopes: Int, _ printer: Printer, _ context: Context
  ) throws {
    if printer.isJSON {
      try printer.json(json(purged, envelopes))
    } else if dryRun || context.output.isTerminal {
      try printer.line(text(purged, envelopes))
    }
    guard purged.unread > 0, !dryRun else { return }
    printer.warn("\(purged.unread.counted("message")) in the queue went without being opened")
  }

  private func json(_ purged: Purged, _ envelopes: Int) -> JSONObject {
    JSONObject([
      "dayKeys": .number(purged.dayKeys), "dryRun": .bool(dryRun),
      "messages": .number(purged.messages), "notExported": .number(purged.notExported),
      "prekeys": .number(purged.prekeys), "refused": .number(purged.refused),
      "schema": "tacita/purge/1", "spool": .number(envelopes), "unread": .number(purged.unread),
    ])
  }

  private func text(_ purged: Purged, _ envelopes: Int) -> String {
    var parts = [
      "\(purged.messages.counted("message")), \(purged.notExported) of them never exported",
      "\(purged.unread) unread in the queue",
      (purged.dayKeys + purged.prekeys).counted("key"),
    ]
    if !dryRun { parts.append(envelopes.counted("dead envelope") + " in the spool") }
    return (dryRun ? "would go: " : "gone: ") + parts.joined(separator: "; ")
  }
}
