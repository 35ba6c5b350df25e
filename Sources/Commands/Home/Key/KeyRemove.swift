internal import ArgumentParser

struct KeyRemove: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a slot, and replace the master key with it.",
    discussion: """
      tacita key remove 3f9a

      A slot that is only taken out of the file would still open every older copy of it, so the \
      master key is replaced: see tacita key rekey for what becomes of other slots.
      """)

  @Argument(help: "The beginning of the slot's id.")
  var id: String

  @OptionGroup var options: RekeyOptions

  func run(_ context: Context) throws -> Status {
    try options.run(context, removing: id)
    return .done
  }
}
