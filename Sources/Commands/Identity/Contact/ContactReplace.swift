internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging

struct ContactReplace: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "replace",
    abstract: "Replace a contact's key; the verification of the old key ends.",
    discussion: "tacita contact replace jansen jansen-new.card")

  @OptionGroup var who: ContactArgument

  @Argument(help: "The new card's file, - for standard input.", completion: .file())
  var card: String

  @OptionGroup var sure: ConfirmOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let documents = try DocumentInput.read(card, context)
    let cards = try documents.filter { $0.kind == .card }.map { try Card($0) }
    guard cards.count < 2 else {
      throw Failure(
        "several-cards", .badData, "the input holds \(cards.count) cards; give one")
    }
    guard let new = cards.first else { throw ContactError.nothingToAdd }
    var book = try ContactBook(try home.openVault(context, printer))
    let old = try book.find(who.contact)
    if let other = book[new.identity], other.identity != old.identity {
      throw Failure(
        "alias-taken", .cannotCreate, "that card is on file already, as \(other.alias)",
        hint: "if both are one person: tacita contact remove \(old.alias)")
    }
    try sure.confirm(
      "\(old.alias) (\(old.card.name.escapedForTerminal())) gets the key of this card of "
        + "“\(new.name.escapedForTerminal())”, and is unverified until you compare. Go on?",
      otherwise: "nobody was replaced", home, context)
    let replaced = try book.replace(old, with: new)
    let standing = book.standing(of: replaced)
    try printer.result(
      text: "replaced \(ContactText.line(replaced, standing, printer))",
      json: ContactText.json(replaced, standing))
    printer.remark("their new fingerprint is \(replaced.identity.fingerprint)")
    printer.remark("compare it by telephone, then: tacita contact verify \(replaced.alias)")
    return .done
  }
}
