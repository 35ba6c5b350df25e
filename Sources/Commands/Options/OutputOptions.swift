internal import ArgumentParser

/// How every verb speaks.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Results, and errors, as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "No colour, whatever the terminal can show.")
  var noColor = false

  func printer(_ context: Context) -> Printer {
    Printer(context, json: json, quiet: quiet, noColour: noColor)
  }
}
