internal import ArgumentParser
internal import Identities
internal import Messaging

struct ContactDistrust: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "distrust",
    abstract: "Stop trusting a contact's attestations.",
    discussion: "tacita contact distrust desk")

  @OptionGroup var who: ContactArgument

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    var book = try ContactBook(try home.openVault(context, printer))
    let found = try book.find(who.contact)
    let changed = try book.setVerifier(found, false)
    try ContactTrust.tell(
      found.identity, book, changed ? "no longer trusted" : "was not trusted", printer)
    return .done
  }
}
