internal import ArgumentParser
internal import Files
internal import Messaging

/// Parses a command line, runs the verb, and turns whatever happens into words and a status.
package enum CommandLineRunner {
  /// The status to end with. `arguments` are those after the program's name.
  package static func run(_ arguments: [String], _ context: Context) -> Status {
    let isUTC = arguments.prefix { $0 != "--" }.contains("--utc")
    return ReaderZone.$current.withValue(ReaderZone(isUTC: isUTC)) {
      parseAndRun(ArgumentOrder.verbFirst(arguments), context)
    }
  }

  private static func parseAndRun(_ arguments: [String], _ context: Context) -> Status {
    let plain = arguments.prefix { $0 != "--" }
    let printer = Printer(
      context, json: plain.contains("--json"), quiet: false,
      noColour: plain.contains("--no-color"))
    do {
      guard !arguments.isEmpty else { return explainUsage(printer) }
      try ArgumentChecks.check(arguments)
      if let verb = ArgumentChecks.verbToExplain(arguments) {
        try Paging.show(HelpText.help(of: verb, context), context)
        return .done
      }
      var command = try VerbParser.parsed(arguments)
      guard let verb = command as? any TacitaCommand else {
        try command.run()
        return .done
      }
      try verb.check()
      return try verb.run(context)
    } catch {
      return end(error, arguments, printer)
    }
  }

  private static func end(
    _ error: any Error, _ arguments: [String], _ printer: Printer
  ) -> Status {
    if let help = help(error) {
      do { try printer.line(help) } catch { return end(error, arguments, printer) }
      return .done
    }
    let failure =
      isParseError(error)
      ? ParseErrorWords.failure(Tacita.message(for: error), arguments)
      : Failure(describing: error)
    printer.fail(failure)
    return failure.status
  }

  /// The text that was asked for with `--help` or `--version`; nil for an error.
  private static func help(_ error: any Error) -> String? {
    guard isParseError(error), Tacita.exitCode(for: error).isSuccess else { return nil }
    return HelpText.laidOut(Tacita.fullMessage(for: error))
  }

  /// ArgumentParser's own errors, as opposed to those of the verbs.
  private static func isParseError(_ error: any Error) -> Bool {
    error is CleanExit || error is ValidationError || error is ExitCode
      || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  private static func explainUsage(_ printer: Printer) -> Status {
    printer.remarkPlain(
      """
      usage: tacita VERB [OPTION]…

        tacita keygen --name NAME        make a home and an identity: begin here
        tacita send --to ALIAS < FILE    send a message
        tacita receive                   fetch what others sent

      tacita help lists the verbs.
      """)
    return .usage
  }
}
