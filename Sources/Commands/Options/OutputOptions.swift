internal import ArgumentParser

/// How every verb speaks.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Results, and errors, as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print results alone; say nothing else but errors.")
  var quiet = false

  @Flag(help: "No colour, whatever the terminal can show.")
  var noColor = false

  // Read where the command line is parsed: the zone holds for the whole command.
  @Flag(help: "Show and read times in UTC, not in your own time zone.")
  var utc = false

  func printer(_ context: Context) -> Printer {
    Printer(context, json: json, quiet: quiet, noColour: noColor)
  }
}
