internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging

struct ContactShow: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "show", abstract: "Show one contact: fingerprint, registrations, standing.",
    discussion: "tacita contact show jansen")

  @OptionGroup var who: ContactArgument

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let book = try ContactBook(try home.openVault(context, printer))
    let found = try book.find(who.contact)
    let standing = book.standing(of: found)
    let now = context.clock.now()
    var json = ContactText.json(found, standing)
    json["attestations"] = .array(
      found.attestations.map {
        .object(AttestationText.json($0, of: found.card, book.trust, now))
      })
    try printer.result(text: ContactText.text(found, standing, book, now: now), json: json)
    return .done
  }
}
