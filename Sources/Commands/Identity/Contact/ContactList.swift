internal import ArgumentParser
internal import Messaging

struct ContactList: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "list", abstract: "List your contacts and what each is worth.",
    discussion: "tacita contact list --json | jq -r 'select(.colour == \"red\").alias'")

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let book = try ContactBook(try home.openVault(context, printer))
    for contact in try book.contacts {
      let standing = book.standing(of: contact)
      try printer.result(
        text: ContactText.line(contact, standing, printer),
        json: ContactText.json(contact, standing))
    }
    return .done
  }
}
