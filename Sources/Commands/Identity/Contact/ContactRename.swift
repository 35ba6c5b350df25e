internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging

struct ContactRename: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "rename", abstract: "Give a contact another alias.",
    discussion: """
      tacita contact rename jansen bert

      Verification and trust stay as they are.
      """)

  @OptionGroup var who: ContactArgument

  @Argument(help: "The new alias.")
  var alias: String

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    var book = try ContactBook(try home.openVault(context, printer))
    let renamed = try book.rename(try book.find(who.contact), to: alias)
    let standing = book.standing(of: renamed)
    try printer.result(
      text: "renamed \(ContactText.line(renamed, standing, printer))",
      json: ContactText.json(renamed, standing))
    return .done
  }
}
