internal import ArgumentParser
internal import Files

/// A question before something is done that cannot be taken back.
struct ConfirmOptions: ParsableArguments {
  @Flag(help: "Do not ask whether you are sure.")
  var yes = false

  /// Asks a person at a terminal; where standard input is not a terminal, a script has decided
  /// already. Throws unless the answer is yes. `nothing` says that nothing was done.
  func confirm(
    _ question: @autoclosure () -> String, otherwise nothing: String, _ home: HomeOptions,
    _ context: Context
  ) throws {
    guard !yes, context.input.isTerminal, let prompt = Prompt(context) else { return }
    guard !home.noInput else {
      throw Failure(
        "not-confirmed", .usage, "\(nothing): this needs a yes", hint: "add --yes")
    }
    guard try prompt.confirms("\(question()) (yes/no) ") else {
      throw Failure("not-confirmed", .no, nothing)
    }
  }
}
