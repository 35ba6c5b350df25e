internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging

struct ContactRemove: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a contact; messages stay until they expire.",
    discussion: "tacita contact remove jansen")

  @OptionGroup var who: ContactArgument

  @OptionGroup var sure: ConfirmOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    var book = try ContactBook(try home.openVault(context, printer))
    let found = try book.find(who.contact)
    let standing = book.standing(of: found)
    try sure.confirm(
      "remove \(found.alias) (\(found.card.name.escapedForTerminal())), and that you compared "
        + "their fingerprint?", otherwise: "nobody was removed", home, context)
    try book.remove(found)
    try printer.result(
      text: "removed \(ContactText.line(found, standing, printer))",
      json: ContactText.json(found, standing))
    return .done
  }
}
