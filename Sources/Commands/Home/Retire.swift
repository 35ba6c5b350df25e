internal import ArgumentParser
internal import Files
internal import MessageVault

struct Retire: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "retire",
    abstract: "End this copy of a home for good, in favour of another.",
    discussion: """
      tacita retire --home /old/laptop/tacita

      When two copies of one home are in use. This one destroys its keys for mail to come, and \
      sends and receives nothing any more. What it holds can be read and exported until it \
      expires. Then run tacita card --renew with the other copy.
      """)

  @OptionGroup var sure: ConfirmOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    let path = vault.vault.home.path
    try sure.confirm(
      "end the copy of your home in \(path.escapedForTerminal()), for good?",
      otherwise: "nothing was changed", home, context)
    try vault.retire()
    try printer.result(
      text: "retired \(path.escapedForTerminal())",
      json: JSONObject(["home": .string(path), "schema": "tacita/retire/1"]))
    printer.remark("now run tacita card --renew with the other copy")
    return .done
  }
}
