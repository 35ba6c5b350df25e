internal import ArgumentParser
internal import Registers

struct RegisterRemove: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "remove", abstract: "Remove the snapshot of a register.",
    discussion: "tacita register remove rpps")

  @Argument(help: "The register's name.", completion: .list(Register.allCases.map(\.rawValue)))
  var register: String

  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let register = try RegisterNames.register(register)
    try LookUpOptions.folder(context).remove(register)
    output.printer(context).remark("removed the snapshot of \(register.rawValue)")
    return .done
  }
}
