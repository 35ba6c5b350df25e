internal import ArgumentParser
internal import Files

/// Where a result is written that need not go to standard output.
struct OutputFileOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to a file, - for standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "Replace the output file if it exists.")
  var force = false

  /// The file that was named, begun; nil for standard output.
  func file() throws -> OutputFile? {
    try output.flatMap { $0 == "-" ? nil : try OutputFile($0, replaces: force) }
  }
}
