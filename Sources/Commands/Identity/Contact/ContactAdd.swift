internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Transports

struct ContactAdd: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a contact from a card, or bring one up to date.",
    discussion: """
      tacita contact add --as jansen jansen.card
      tacita contact add --fingerprint '12345 67890 …' - < jansen.card

      FILE may hold cards, attestations and revocations, one after another. An identity (tacita1…) \
      is looked up on the route.
      """)

  @Option(name: .customLong("as"), help: "The alias to know them by; else made from the name.")
  var alias: String?

  @Option(
    help: ArgumentHelp(
      "The six groups, as the person read them to you: compares and verifies.", valueName: "digits")
  )
  var fingerprint: String?

  @Option(help: ArgumentHelp("Take the card that came with a held message.", valueName: "id"))
  var held: String?

  @Argument(help: "A card's file, - for standard input, or an identity.", completion: .file())
  var card: String?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    if (card == nil) == (held == nil) {
      throw Failure.usage(
        "give a card's file, an identity, or --held ID", hint: "tacita contact add jansen.card")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    // A card on standard input is read before the passphrase is asked for.
    let given = try card.flatMap { Identity($0) == nil ? try DocumentInput.read($0, context) : nil }
    try given.map(checkIsOne)
    let vault = try home.openVault(context, printer)
    let documents = try given ?? documents(vault, context)
    var book = try ContactBook(vault)
    let intake = try book.add(documents, alias: alias, fingerprint: fingerprint)
    try report(intake, book, printer)
    return .done
  }

  /// An alias or a fingerprint is that of one person.
  private func checkIsOne(_ documents: [SignedDocument]) throws {
    let cards = documents.filter { $0.kind == .card }.count
    guard cards > 1, alias != nil || fingerprint != nil else { return }
    throw Failure.usage(
      "the input holds \(cards) cards; \(alias == nil ? "--fingerprint" : "--as") is for one",
      hint: "add them one by one, or without it")
  }

  private func documents(_ vault: OpenVault, _ context: Context) throws -> [SignedDocument] {
    if let held { return try HeldCard(vault).documents(held) }
    guard let identity = card.flatMap({ Identity($0) }) else { throw ContactError.nothingToAdd }
    guard let spool = try home.spool(context) else { throw SettingError.noRoute }
    guard let bytes = try spool.document(.card, of: identity.description) else {
      throw ContactError.noPublishedCard(identity)
    }
    return try SignedDocument.parse(stream: bytes)
  }

  private func report(
    _ intake: ContactBook.Intake, _ book: ContactBook, _ printer: Printer
  ) throws {
    let outcomes: [(String, [Contact])] = [
      ("added", intake.added), ("updated", intake.updated), ("unchanged", intake.unchanged),
    ]
    for (outcome, contacts) in outcomes {
      for contact in contacts {
        let standing = book.standing(of: contact)
        var json = ContactText.json(contact, standing)
        json["outcome"] = .string(outcome)
        try printer.result(
          text: "\(outcome) \(ContactText.line(contact, standing, printer))", json: json)
        if standing.colour == .red, outcome == "added" {
          printer.remark("their fingerprint is \(contact.identity.fingerprint)")
          printer.remark("compare it by telephone, then: tacita contact verify \(contact.alias)")
        }
      }
    }
    if intake.documents == 0, outcomes.allSatisfy(\.1.isEmpty) {
      printer.remark("nothing in it is about a contact and new")
    }
    if intake.documents > 0 { printer.remark("\(intake.documents) other document(s) taken in") }
  }
}
