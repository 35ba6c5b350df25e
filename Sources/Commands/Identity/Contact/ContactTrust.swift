internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging

struct ContactTrust: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "trust",
    abstract: "Trust a contact's attestations from now on.",
    discussion: """
      tacita contact trust desk

      The people that this contact attests become green. You can trust only a contact whose \
      fingerprint you compared.
      """)

  @OptionGroup var who: ContactArgument

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var book = try ContactBook(vault)
    let found = try book.find(who.contact)
    let isNew = try book.setVerifier(found, true)
    // What this contact attested may lie on the route already.
    if let spool = try home.reachableRoute(context, printer) {
      for trouble in try book.refresh(try book.contacts, from: spool) {
        printer.warn(
          "\(trouble.contact.alias): what the route has of them was refused: \(trouble.error.name)")
      }
    }
    try ContactTrust.tell(found.identity, book, isNew ? "trusted" : "trusted already", printer)
    let green = try book.contacts.filter {
      book.standing(of: $0).attestation?.issuer == found.identity
    }
    if !green.isEmpty {
      printer.remark(
        "registered by this: \(green.map(\.alias.description).joined(separator: ", "))")
    }
    return .done
  }

  static func tell(
    _ identity: Identity, _ book: ContactBook, _ outcome: String, _ printer: Printer
  ) throws {
    guard let contact = book[identity] else { return }
    let standing = book.standing(of: contact)
    try printer.result(
      text: "\(outcome)  \(ContactText.line(contact, standing, printer))",
      json: ContactText.json(contact, standing))
  }
}
