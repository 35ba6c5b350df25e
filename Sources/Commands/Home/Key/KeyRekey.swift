internal import ArgumentParser

struct KeyRekey: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "rekey", abstract: "Replace the master key: old copies of the slots open nothing.",
    discussion: """
      tacita key rekey

      Keeps the slot that opens the home now. Other slots cannot be kept, because their secrets \
      are not at hand: they are removed, and can be added again.
      """)

  @OptionGroup var options: RekeyOptions

  func run(_ context: Context) throws -> Status {
    try options.run(context, removing: nil)
    return .done
  }
}
