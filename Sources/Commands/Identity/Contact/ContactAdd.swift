internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Transports

struct ContactAdd: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a contact from a card, or bring one up to date.",
    discussion: """
      tacita contact add --as jansen jansen.card
      tacita contact add --fingerprint '12345 67890 …' - < jansen.card

      FILE may hold cards, attestations and revocations, one after another. An identity \
      (tacita1…) is looked up on the route, and so is a registration (big:89012345601), if one \
      person whom you believe to be registered has it.
      """)

  @Option(name: .customLong("as"), help: "The contact's alias; else made from the name.")
  var alias: String?

  @Option(
    help: ArgumentHelp(
      "The six groups, as the person read them to you: compares and verifies.", valueName: "digits")
  )
  var fingerprint: String?

  @Option(help: ArgumentHelp("Take the card that came with a held message.", valueName: "id"))
  var held: String?

  @Argument(
    help:
      "A card's file, - for standard input, an identity, or a registration like big:89012345601.",
    completion: .file())
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
    let given = try card.flatMap {
      try Identity($0) == nil && !isRegistration($0) ? try DocumentInput.open($0, context) : nil
    }
    try given.map { try checkIsOne($0.cardCount) }
    let vault = try home.openVault(context, printer)
    var book = try ContactBook(vault)
    var intake = ContactBook.Intake()
    do {
      if let given {
        try book.add(given, alias: alias, fingerprint: fingerprint, into: &intake)
      } else {
        let asked = try documents(vault, context)
        intake = try book.add(
          asked.documents, of: asked.subject, alias: alias, fingerprint: fingerprint)
      }
    } catch {
      // Of many cards some may be in: who they are like is told once.
      if !intake.added.isEmpty { try report(intake, book, printer) }
      throw error
    }
    try report(intake, book, printer)
    return .done
  }

  /// An alias or a fingerprint is that of one person.
  private func checkIsOne(_ cards: Int) throws {
    guard cards > 1, alias != nil || fingerprint != nil else { return }
    throw Failure.usage(
      "the input holds \(cards) cards; \(alias == nil ? "--fingerprint" : "--as") is for one",
      hint: "add them one by one, or without it")
  }

  /// The documents that somebody's name stands for, and whose they must be.
  private func documents(
    _ vault: OpenVault, _ context: Context
  ) throws -> (subject: Identity?, documents: [SignedDocument]) {
    if let held {
      let found = try HeldCard(vault).documents(held)
      return (found.sender, found.all)
    }
    guard let spool = try home.route(context) else { throw SettingError.noRoute }
    guard let identity = try card.flatMap({ try identity($0, vault, spool) }) else {
      throw ContactError.nothingToAdd
    }
    guard let bytes = try spool.document(.card, of: identity.description) else {
      throw ContactError.noPublishedCard(identity)
    }
    return (identity, try SignedDocument.parse(stream: bytes))
  }

  /// Whether a registration is named, and not a file.
  private func isRegistration(_ text: String) throws -> Bool {
    try Registration(text) != nil && Directories.facts(text) == nil
  }

  /// The identity that is named, or that of the one person attested with the registration named.
  private func identity(
    _ text: String, _ vault: OpenVault, _ route: any Route
  ) throws -> Identity? {
    if let identity = Identity(text) { return identity }
    return try Registration(text).map { try PeopleDirectory(vault, route: route).person(with: $0) }
  }

  private func report(
    _ intake: ContactBook.Intake, _ book: ContactBook, _ printer: Printer
  ) throws {
    let outcomes: [(String, [Contact])] = [
      ("added", intake.added), ("updated", intake.updated), ("unchanged", intake.unchanged),
    ]
    var namesakes = Namesakes(of: intake.added, in: book)
    for (outcome, contacts) in outcomes {
      for contact in contacts {
        let standing = book.standing(of: contact)
        var json = ContactText.json(contact, standing)
        json["outcome"] = .string(outcome)
        try printer.result(
          text: "\(outcome) \(ContactText.line(contact, standing, printer))", json: json)
        if outcome == "added" { try namesakes.warn(of: contact, printer) }
        if standing.colour == .red, outcome == "added" {
          printer.remark("their fingerprint is \(contact.identity.fingerprint)")
          printer.remark("compare it by telephone, then: tacita contact verify \(contact.alias)")
        }
      }
    }
    if intake.documents == 0, outcomes.allSatisfy(\.1.isEmpty) {
      printer.remark("nothing new about a contact was found")
    }
    if intake.hasOwnCard { printer.remark("your own card was among them, and left out") }
    if intake.hasOwnRevocation {
      printer.remark(
        "the revocation of your own identity was left out: tacita revoke --own "
          + "--from FILE publishes it"
      )
    }
    if intake.ignored > 0 {
      printer.remark(
        "left out, because they are about others: \(intake.ignored.counted("document"))")
    }
    if intake.documents > 0 {
      printer.remark("taken in as well: \(intake.documents.counted("document"))")
    }
  }
}

/// Says that there is another contact of the same name: a colleague may have a new key, or somebody
/// pretends to be them.
private struct Namesakes {
  private let book: ContactBook
  private let added: Set<Identity>
  /// Names that were told of: many cards may have one.
  private var told: Set<String> = []
  /// When each person was last written to or heard of, as far as messages are kept.
  private var lastUse: [Identity: Timestamp]?

  /// Of each name so many are told one by one.
  private static let most = 5

  init(of added: [Contact], in book: ContactBook) {
    self.book = book
    self.added = Set(added.map(\.identity))
  }

  /// Once for each name, of all contacts that were added with it.
  mutating func warn(of contact: Contact, _ printer: Printer) throws {
    guard told.insert(UnicodeText.folded(contact.card.name)).inserted else { return }
    let namesakes = try book.namesakes(of: contact)
    guard !namesakes.isEmpty else { return }
    let new = [contact] + namesakes.filter { added.contains($0.identity) }
    try warn(of: namesakes.filter { !added.contains($0.identity) }, besides: new, printer)
    if new.count > 1 {
      printer.warn("\(new.count) new contacts have the same name: \(Self.list(new))")
    }
    let alias = new.count == 1 ? contact.alias.description : "ALIAS"
    printer.remark(
      "ask the person which key they use; for a new key of the same person: "
        + "tacita contact remove \(alias), then tacita contact replace")
  }

  /// Those whom the user is in touch with come first, and then those who were verified.
  private mutating func warn(
    of known: [Contact], besides new: [Contact], _ printer: Printer
  ) throws {
    guard !known.isEmpty else { return }
    let used = try lastUse ?? StoredMessages(book.openVault).lastUse()
    lastUse = used
    let sorted = known.sorted { left, right in
      let (first, second) = (used[left.identity]?.unix ?? 0, used[right.identity]?.unix ?? 0)
      return first == second
        ? left.comparison != nil && right.comparison == nil : first > second
    }
    for other in sorted.prefix(Self.most) {
      let use = used[other.identity].map { "last used \($0.short)" } ?? "no message is kept"
      printer.warn(
        "a contact of the same name exists already: \(other.alias), added \(other.added.short), "
          + "\(use); mail to \(other.alias) does not go to \(Self.list(new))")
    }
    let left = known.count - Self.most
    if left > 0 {
      printer.warn("\(left.counted("more contact")) of that name: see tacita contact list")
    }
  }

  private static func list(_ contacts: [Contact]) -> String {
    let shown = contacts.prefix(most).map(\.alias.description).joined(separator: ", ")
    return contacts.count > most ? "\(shown) and \(contacts.count - most) more" : shown
  }
}
