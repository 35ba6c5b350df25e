package import ArgumentParser
internal import Identities
internal import Messaging

package struct ContactRemove: TacitaCommand {
  package static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a contact; messages stay until they expire.",
    discussion: "tacita contact remove jansen")

  @Argument(help: "An alias or an identity.", completion: .contacts)
  var contact: String

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    var book = try ContactBook(try home.openVault(context, printer))
    let found = try book.find(contact)
    let standing = book.standing(of: found)
    try book.remove(found)
    try printer.result(
      text: "removed \(ContactText.line(found, standing, printer))",
      json: ContactText.json(found, standing))
    return .done
  }
}
