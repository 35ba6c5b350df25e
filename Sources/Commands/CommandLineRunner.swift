internal import ArgumentParser
internal import Files
internal import Messaging

/// Parses a command line, runs the verb, and turns whatever happens into words and a status.
package enum CommandLineRunner {
  /// The status to end with. `arguments` are those after the program's name.
  package static func run(_ arguments: [String], _ context: Context) -> Status {
    let plain = arguments.prefix { $0 != "--" }
    let printer = Printer(
      context, json: plain.contains("--json"), quiet: false,
      noColour: plain.contains("--no-color"))
    do {
      guard !arguments.isEmpty else { throw noVerb() }
      try ArgumentChecks.check(arguments)
      let command: any ParsableCommand = try Tacita.parseAsRoot(arguments)
      if let verb = command as? any TacitaCommand {
        try verb.run(context)
      } else {
        // A verb that only has verbs below it, or help itself: prints what it knows.
        var other = command
        try other.run()
      }
      return .done
    } catch {
      return end(error, printer)
    }
  }

  private static func end(_ error: any Error, _ printer: Printer) -> Status {
    if let help = help(error) {
      do { try printer.line(help) } catch { return end(error, printer) }
      return .done
    }
    let failure = isParseError(error) ? usage(error) : Failure(describing: error)
    printer.fail(failure)
    return failure.status
  }

  /// The text that was asked for with `--help` or `--version`; nil for an error.
  private static func help(_ error: any Error) -> String? {
    isParseError(error) && Tacita.exitCode(for: error).isSuccess
      ? Tacita.fullMessage(for: error) : nil
  }

  /// ArgumentParser's own errors, as opposed to those of the verbs.
  private static func isParseError(_ error: any Error) -> Bool {
    error is CleanExit || error is ValidationError || error is ExitCode
      || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  private static func usage(_ error: any Error) -> Failure {
    // The first line says what is wrong; usage follows it.
    let text = Tacita.message(for: error)
    let lines = text.split(separator: "\n").map(String.init)
    var message = lines.first ?? "wrong usage"
    if message.hasSuffix(".") { message.removeLast() }
    message = message.prefix(1).lowercased() + message.dropFirst()
    return Failure(
      "usage", .usage, message, hint: "tacita help, or the verb with --help, tells more")
  }

  private static func noVerb() -> Failure {
    Failure(
      "usage", .usage, "usage: tacita VERB [OPTION]…",
      hint: "tacita help lists the verbs; tacita keygen --name NAME is where to begin")
  }
}
