internal import ArgumentParser
internal import Files

/// Starts the helper of a route again and again. Nobody types this: `receive --follow` starts it.
struct HelperKeep: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: HelperKeeper.verb, abstract: "Start a helper; started by receive.",
    shouldDisplay: false)

  @Argument(help: "The helper.")
  var path: String

  func run(_ context: Context) throws -> Status {
    HelperKeeper.serve(path)
    return .done
  }
}
