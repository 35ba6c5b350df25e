package import ArgumentParser
internal import Files
internal import Identities
internal import Messaging

package struct ContactShow: TacitaCommand {
  package static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one contact: fingerprint, registrations, standing.",
    discussion: "tacita contact show jansen")

  @Argument(help: "An alias or an identity.", completion: .contacts)
  var contact: String

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let book = try ContactBook(try home.openVault(context, printer))
    let found = try book.find(contact)
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
