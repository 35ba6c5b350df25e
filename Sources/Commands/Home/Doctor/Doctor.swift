internal import ArgumentParser
internal import Files

struct Doctor: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check whether all is well, and say what to do; needs no passphrase.",
    discussion: """
      tacita doctor
      tacita doctor -q || mail -s 'tacita wants something' me

      Looks at the home, its permissions, clock, space, card, agent, route, unread mail, last \
      purge and backup, and the snapshots of registers. Exits with 1 if something needs doing; -q \
      shows that alone.
      """)

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let checks = Checkup(
      place: try home.located(context), options: home, context: context, printer: printer
    )
    .checks()
    let toDo = checks.filter { $0.verdict == .todo }
    if printer.isJSON {
      for check in checks { try printer.json(Self.json(check)) }
      try printer.json(Self.summary(checks.count, toDo: toDo.count))
    } else {
      let shown = printer.isQuiet ? toDo : checks
      if !shown.isEmpty { try printer.line(Self.text(shown, printer)) }
    }
    return toDo.isEmpty ? .done : .no
  }

  /// Two lines for a check that has a hint, one for another.
  private static func text(_ checks: [Check], _ printer: Printer) -> String {
    checks.map { check in
      let verdict = Columns.padded(check.verdict.rawValue, 4)
      let subject = Columns.padded(check.subject.rawValue, 11)
      let line =
        "\(coloured(verdict, printer))  \(subject)  \(check.message.escapedForTerminal())"
      let indent = String(repeating: " ", count: 19)
      return check.hint.map { "\(line)\n\(indent)\($0.escapedForTerminal())" } ?? line
    }.joined(separator: "\n")
  }

  private static func coloured(_ verdict: String, _ printer: Printer) -> String {
    switch verdict {
    case "good": printer.style(verdict, .green, on: printer.output)
    case "todo": printer.style(verdict, .red, on: printer.output)
    default: verdict
    }
  }

  private static func json(_ check: Check) -> JSONObject {
    JSONObject([
      "hint": check.hint.map { .string($0) }, "message": .string(check.message),
      "schema": "tacita/check/1", "subject": .string(check.subject.rawValue),
      "verdict": .string(check.verdict.rawValue),
    ])
  }

  private static func summary(_ checks: Int, toDo: Int) -> JSONObject {
    JSONObject([
      "checks": .number(checks), "schema": "tacita/doctor/1", "toDo": .number(toDo),
    ])
  }
}
