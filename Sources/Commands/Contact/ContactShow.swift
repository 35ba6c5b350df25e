package import ArgumentParser
internal import Files
internal import Messaging

package struct ContactShow: TacitaCommand {
  package static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one contact: fingerprint, registrations, standing.",
    discussion: "tacita contact show jansen")

  @Argument(help: "An alias or an identity.")
  var contact: String

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(_ context: Context) throws {
    let printer = output.printer(context)
    let book = try ContactBook(try home.openVault(context, printer))
    let found = try book.find(contact)
    let standing = book.standing(of: found)
    try printer.result(
      text: ContactText.text(found, standing, book, now: context.clock.now()),
      json: ContactText.json(found, standing))
  }
}
